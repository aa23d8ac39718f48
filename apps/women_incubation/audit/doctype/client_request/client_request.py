import frappe
from frappe.model.document import Document

from women_incubation.audit.append_only import AppendOnlyRecord


class ClientRequest(AppendOnlyRecord, Document):
    """A request under its client's key, with the first answer to it (see audit/client_keys.py)."""


def on_doctype_update() -> None:
    """A key stands for one request of its user; a second one at the same moment waits on this index."""
    frappe.db.add_unique("Client Request", ["user", "client_key"], constraint_name="unique_client_key")
