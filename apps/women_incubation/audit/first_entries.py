"""The first entries of many new documents at once: an import writes thousands, in one statement."""

from collections.abc import Iterable

from women_incubation.audit import keys
from women_incubation.audit.bulk_rows import insert_rows
from women_incubation.audit.entries import acting_person, entry_about, sealed_after


def record_first(action: str, doctype: str, rows: Iterable[dict]) -> None:
    """Open the chain of each new document: {"name", "unit", **detail} a row, in this transaction.

    A new document's chain is empty and nobody else can append to it yet, so nothing is read or locked.
    Details as in `record`. Raises AuditKeyMissing.
    """
    key, actor = keys.current_key(), acting_person()
    entries = []
    for row in rows:
        detail = {name: value for name, value in row.items() if name != "name"}
        entry = entry_about(action, doctype, row["name"], row["unit"], actor, detail)
        entries.append(sealed_after(entry, None, key))
    insert_rows("Audit Entry", entries)
