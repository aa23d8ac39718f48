"""Who did what: append-only entries, one chain a document, each sealed with a key from outside the database.

An entry's code covers its own content, its place in the chain and the code before it. So changing an entry,
inserting one or removing one from the middle of a chain shows. What no chain can show by itself is that its
last entries, or all of it, are gone; a later seal outside the database anchors that.
"""

from datetime import UTC, datetime

import frappe
from frappe.model.document import Document

from women_incubation.audit import keys
from women_incubation.audit.bulk_rows import stamp
from women_incubation.audit.chain import detail_text, seal
from women_incubation.audit.verifier import Finding, verify

__all__ = ["Finding", "record", "verify"]

MAX_STEPS = 50  # entries that others may add between our snapshot and our lock, before we give up


def record(action: str, doc: Document | None = None, /, **detail: object) -> None:
    """Append an entry to the chain of `doc` (of the acting user when there is none), in this transaction.

    `detail` holds references, states, amounts in centimes, dates and digests: no personal data.
    Raises TypeError for anything else, AuditKeyMissing, and the database's conflict errors, which the
    request boundary retries.
    """
    actor = acting_person()
    if doc:
        entry = entry_about(action, doc.doctype, str(doc.name), doc.get("unit"), actor, detail)
    else:
        entry = entry_about(action, None, None, ask_hook("incubation_actor_unit"), actor, detail)
    append(entry)


def entry_about(
    action: str, doctype: str | None, name: str | None, unit: str | None, actor: str, detail: dict
) -> dict:
    """What an entry says, before it has its place in a chain: that of the document, else of the actor."""
    return {
        "action": action,
        "reference_doctype": doctype,
        "reference_name": name,
        "unit": unit,
        "actor": actor,
        "occurred_at_utc": datetime.now(UTC).replace(tzinfo=None),
        "detail": detail_text(detail),
        "chain": f"{doctype}/{name}" if doctype else f"User/{actor}",
    }


def acting_person() -> str:
    """By which reference an entry names who acts.

    Staff by their user. A woman's user is her e-mail address or phone, which must be erasable: the hook
    `incubation_actor_reference` names her by the reference of her file.
    """
    return ask_hook("incubation_actor_reference") or frappe.session.user


def ask_hook(hook: str) -> str | None:
    """What a later domain says about the acting user: the first answer of `user -> str or None`."""
    for path in frappe.get_hooks(hook):
        if answer := frappe.get_attr(path)(frappe.session.user):
            return answer
    return None


def append(entry: dict) -> None:
    """Add the entry after the last one of its chain.

    The last entry is locked by its exact key, never by a range: a range lock on the end of a chain also
    locks the gap before the next chain, and two appenders then wait for each other. Somebody who added an
    entry since our snapshot makes the insert fail on the unique key; we then follow the chain to its end.
    """
    last = last_in_snapshot(entry["chain"])
    for _step in range(MAX_STEPS):
        if last:
            last = locked(entry["chain"], last.sequence)
        if inserted(entry, last):
            return
        last = frappe._dict(sequence=(last.sequence if last else 0) + 1)
    raise frappe.QueryDeadlockError(f"The chain {entry['chain']} grows too fast")


def last_in_snapshot(chain: str) -> dict | None:
    """The last entry of the chain that this transaction's snapshot shows."""
    rows = frappe.get_all(
        "Audit Entry", filters={"chain": chain}, fields=["sequence", "mac"], order_by="sequence desc", limit=1
    )
    return rows[0] if rows else None


def locked(chain: str, sequence: int) -> dict:
    """The entry at this place, as it is now, locked against others who append."""
    where = {"chain": chain, "sequence": sequence}
    return frappe.db.get_value("Audit Entry", where, ["sequence", "mac"], as_dict=True, for_update=True)


def sealed_after(entry: dict, last: dict | None, key: keys.Key) -> dict:
    """The row of an entry that follows `last` in its chain, or opens it."""
    row = entry | {
        "name": frappe.generate_hash(length=16),
        "sequence": last.sequence + 1 if last else 1,
        "previous_mac": last.mac if last else "",
        "key_id": key.id,
    }
    row["mac"] = seal(row, key.secret)
    return row | stamp()


def inserted(entry: dict, last: dict | None) -> bool:
    """Seal the entry after `last` and insert it; False when that place is taken."""
    row = sealed_after(entry, last, keys.current_key())
    try:
        frappe.db.bulk_insert("Audit Entry", list(row), [tuple(row.values())])
    except Exception as error:
        if frappe.db.is_unique_key_violation(error):
            return False
        raise
    return True
