"""The first entries of many new documents at once: an import writes thousands, in one statement."""

from collections.abc import Iterable
from datetime import UTC, datetime

import frappe

from women_incubation.audit import keys
from women_incubation.audit.bulk_rows import insert_rows
from women_incubation.audit.chain import detail_text, seal
from women_incubation.audit.entries import acting_person


def record_first(action: str, doctype: str, rows: Iterable[dict]) -> None:
    """Open the chain of each new document: {"name", "unit", **detail} a row, in this transaction.

    A new document's chain is empty and nobody else can append to it yet, so nothing is read or locked.
    Details as in `record`. Raises AuditKeyMissing.
    """
    key = keys.current_key()
    actor, now = acting_person(), frappe.utils.now()
    entries = []
    for row in rows:
        entry = {
            "name": frappe.generate_hash(length=16),
            "action": action,
            "reference_doctype": doctype,
            "reference_name": row["name"],
            "unit": row["unit"],
            "actor": actor,
            "occurred_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "detail": detail_text({name: value for name, value in row.items() if name != "name"}),
            "chain": f"{doctype}/{row['name']}",
            "sequence": 1,
            "previous_mac": "",
            "key_id": key.id,
        }
        entry["mac"] = seal(entry, key.secret)
        entries.append(entry | {"creation": now, "modified": now, "owner": actor, "modified_by": actor})
    insert_rows("Audit Entry", entries)
