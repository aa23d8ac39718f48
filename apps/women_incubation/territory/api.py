"""What the Desk and others may call in this room."""

import frappe
from frappe import _

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.territory.import_communes import import_communes as import_from


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def import_communes(file_url: str) -> dict[str, int]:
    """Import the communes of an uploaded CSV file.

    For those who may create territorial units. Answers `{"inserted": n, "existing": n}`.
    """
    frappe.has_permission("Territorial Unit", "create", throw=True)
    name = frappe.db.get_value("File", {"file_url": file_url})
    if not name:
        frappe.throw(_("The file was not found. Upload it again."), frappe.DoesNotExistError)
    file = frappe.get_doc("File", name)
    file.check_permission("read")
    content = file.get_content(encodings=[])  # the bytes: Frappe would guess an encoding
    return import_from(content)._asdict()
