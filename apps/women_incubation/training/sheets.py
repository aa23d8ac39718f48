"""A paper sheet typed in, by one person or by two, and compared before it becomes marks.

Whoever types sees what she typed and no more until she has finished. Then the entries of a session lie side
by side: lines that agree are taken, those that differ are settled by hand. Recording sends ordinary marks, on
the versions that the table has now, so a sheet that meets other marks is judged as a device would be.
"""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.training.errors import SheetRefused
from women_incubation.training.events import markable_registers, take_batch
from women_incubation.training.overview import roster_entry, rows_of
from women_incubation.training.roster import rosters_of

PAPER = "paper sheet"  # the "device" of what was typed in
DRAFT, FINISHED, RECORDED = "Draft", "Finished", "Recorded"
NAMESPACE = uuid.UUID("6a2f5d1e-43a1-4c53-9d5c-0a7b6f1f9b11")  # of the identifiers of marks from paper
MARK_FIELDS = ("status", "late_minutes", "reason")


@dataclass(frozen=True, slots=True)
class Said:
    """What one person read on the sheet about a woman."""

    status: str
    late_minutes: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One woman on the sheet: what each person typed, in the order in which they began."""

    beneficiary: str
    typed: tuple[Said | None, ...]

    @property
    def agreed(self) -> bool:
        """Whether everybody read the same; nobody having typed anything is the same too."""
        return len(set(self.typed)) == 1


def compare(entries: Iterable[dict[str, Said]], roster: Iterable[str]) -> list[Line]:
    """The entries side by side, a line for each woman. Pure."""
    entries = list(entries)
    return [Line(woman, tuple(entry.get(woman) for entry in entries)) for woman in roster]


def said_by(entry: Document) -> dict[str, Said]:
    """What an entry says, by woman; lines without a status say nothing."""
    return {
        row.beneficiary: Said(row.status, row.late_minutes or 0, row.reason or "")
        for row in entry.rows
        if row.status
    }


def sheet_of(session: str) -> dict:
    """The session with its roster, the user's own entry, and the comparison once she has finished hers."""
    document = session_to_type(session)
    mine = own_entry(session)
    entries = finished_entries(session)
    may_compare = mine is not None and mine.status != DRAFT
    return {
        "session": document.name,
        "group": document.training_group,
        "group_name": frappe.db.get_value("Training Group", document.training_group, "group_name"),
        "module": document.module,
        "session_date": document.session_date.isoformat(),
        "status": document.status,
        "roster": roster_of(document),
        "mine": entry_values(mine),
        "finished_by_others": sum(entry.typed_by != frappe.session.user for entry in entries),
        "lines": comparison(document, entries) if may_compare else [],
    }


def comparison(session: Document, entries: list[Document]) -> list[dict]:
    """The finished entries side by side, as the page shows them."""
    lines = compare([said_by(entry) for entry in entries], [row["beneficiary"] for row in roster_of(session)])
    return [
        {
            "beneficiary": line.beneficiary,
            "agreed": line.agreed,
            "typed": [said and asdict(said) for said in line.typed],
        }
        for line in lines
    ]


def session_to_type(session: str) -> Document:
    """The session, if the user may mark it. Raises PermissionError."""
    if session not in markable_registers({session}, frappe.session.user):
        frappe.throw(_("There is no such session among those that you may mark."), frappe.PermissionError)
    return frappe.get_doc("Training Session", session)


def roster_of(session: Document) -> list[dict]:
    """Who belongs to the group that day, with the mark she has."""
    rows = rows_of([session.name]).get(session.name, {})
    roster = rosters_of([session.training_group]).get(session.training_group, {})
    return [
        roster_entry(member, rows.get(member.beneficiary))
        for member in roster.values()
        if member.was_there(session.session_date)
    ]


def entry_values(entry: Document | None) -> dict | None:
    """An entry as the page takes it."""
    if entry is None:
        return None
    rows = [{"beneficiary": row.beneficiary} | {f: row.get(f) for f in MARK_FIELDS} for row in entry.rows]
    return {"name": entry.name, "status": entry.status, "scan": entry.scan, "rows": rows}


def own_entry(session: str) -> Document | None:
    """What the user typed of this session."""
    name = frappe.db.get_value("Sheet Entry", {"training_session": session, "typed_by": frappe.session.user})
    return frappe.get_doc("Sheet Entry", name) if name else None


def finished_entries(session: str) -> list[Document]:
    """What people finished typing of this session and nobody recorded yet, the oldest first."""
    names = frappe.get_all(
        "Sheet Entry",
        filters={"training_session": session, "status": FINISHED},
        order_by="creation, name",
        pluck="name",
    )
    return [frappe.get_doc("Sheet Entry", name) for name in names]


def save_sheet(session: str, rows: list[dict], finished: bool) -> str:
    """Keep what the user typed; with `finished`, let it be compared and recorded. Returns the entry's name.

    Raises PermissionError, SheetRefused.
    """
    session_to_type(session)
    entry = own_entry(session) or frappe.new_doc("Sheet Entry", training_session=session)
    entry.set("rows", [checked_row(row) for row in rows if isinstance(row, dict)])
    entry.save() if entry.name else entry.insert()
    if finished:
        if not said_by(entry):
            frappe.throw(_("Nobody is marked on this sheet yet."), SheetRefused)
        frappe.db.set_value("Sheet Entry", entry.name, "status", FINISHED)
    return entry.name


def checked_row(row: dict) -> dict:
    """The values of a line that a client may send."""
    return {field: row.get(field) for field in ("beneficiary", *MARK_FIELDS)}


def reopen_sheet(session: str) -> None:
    """Take the user's own finished entry back to a draft. Raises SheetRefused when there is none."""
    entry = own_entry(session)
    if entry is None or entry.status != FINISHED:
        frappe.throw(_("There is no finished entry of yours that could be changed."), SheetRefused)
    frappe.db.set_value("Sheet Entry", entry.name, "status", DRAFT)


def record_sheet(session: str, settled: list[dict], close: bool) -> list[dict]:
    """Turn the finished entries of a session into marks; `settled` says what holds where they differ.

    One answer a woman, as in the attendance protocol. Raises PermissionError, and SheetRefused when a
    difference is not settled or a line cannot be a mark: then nothing is written.
    """
    document = session_to_type(session)
    entries = finished_entries(session)
    if not entries:
        frappe.throw(_("Nobody has finished typing this sheet."), SheetRefused)
    roster = {row["beneficiary"]: row for row in roster_of(document)}
    said = settle(compare([said_by(entry) for entry in entries], roster), settled, roster)
    items = [mark_item(session, roster[woman], what) for woman, what in said.items()]
    if close:
        items.append(close_item(document))
    answers = take_batch(items, frappe.session.user, PAPER).answers
    refused = [answer.message for answer in answers if answer.outcome == "invalid"]
    if refused:
        frappe.throw("<br>".join(refused), SheetRefused)
    for entry in entries:
        frappe.db.set_value("Sheet Entry", entry.name, "status", RECORDED)
    return [
        {"beneficiary": answer.beneficiary, "outcome": answer.outcome, "message": answer.message}
        for answer in answers
    ]


def settle(lines: list[Line], settled: list[dict], roster: dict[str, dict]) -> dict[str, Said]:
    """What holds of each woman. Raises SheetRefused naming those whose entries differ and are not settled."""
    decided = {
        str(row.get("beneficiary")): Said(
            str(row.get("status") or ""), row.get("late_minutes") or 0, str(row.get("reason") or "")
        )
        for row in settled
        if isinstance(row, dict)
    }
    said = {
        line.beneficiary: line.typed[0] if line.agreed else decided.get(line.beneficiary) for line in lines
    }
    open_lines = [line for line in lines if not line.agreed and said[line.beneficiary] is None]
    if open_lines:
        names = ", ".join(roster[line.beneficiary]["name"] for line in open_lines)
        frappe.throw(
            _("The entries differ, and it is not settled what holds: {0}.").format(names), SheetRefused
        )
    return {woman: what for woman, what in said.items() if what is not None and what.status}


def mark_item(session: str, row: dict, said: Said) -> dict:
    """The event for one woman. The same words on the same version have the same identifier."""
    content = f"{session}/{row['beneficiary']}/{said}/{row['version']}"
    return (
        event_item("mark", session, content, row["version"])
        | {"beneficiary": row["beneficiary"]}
        | asdict(said)
    )


def close_item(session: Document) -> dict:
    """The event that closes the session."""
    return event_item("close", session.name, f"{session.name}/close/{session.version}", session.version)


def event_item(kind: str, session: str, content: str, base_version: int) -> dict:
    """What every event carries. Paper has no clock: the time is that of typing."""
    return {
        "uuid": str(uuid.uuid5(NAMESPACE, content)),
        "kind": kind,
        "session": session,
        "base_version": base_version,
        "device_time_utc": frappe.utils.now_datetime().isoformat(),
    }
