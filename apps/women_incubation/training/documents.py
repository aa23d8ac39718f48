"""What the printed documents of training say: gathered here, drawn in `reports/`."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time, getdate

from women_incubation.papers.words import _lt, both_names, day, full_name, percent, phrase, place
from women_incubation.reports.attendance_sheet import SheetLabels, SheetRow, attendance_sheet
from women_incubation.reports.cards import Card
from women_incubation.reports.cards import cards as draw_cards
from women_incubation.reports.certificate import CertificateText
from women_incubation.reports.certificate import certificate as draw_certificate
from women_incubation.reports.group_summary import MemberSummary, SummaryLabels, group_summary
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.trainer_hours import HeldSession, HoursLabels, trainer_hours
from women_incubation.training.gate import explain
from women_incubation.training.roster import rosters_of

MARKS = {
    "Present": _lt("Present"),
    "Late": _lt("Late"),
    "Excused": _lt("Excused"),
    "Absent": _lt("Absent"),
}
HELD = ("Held", "Closed")
HOURS_COLUMNS = (_lt("Day"), _lt("Time"), _lt("Module"), _lt("Trainer"), _lt("Present"), _lt("Hours"))


def certificate(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The certificate of a completed path."""
    return draw_certificate(certificate_text(doc), stamp, letterhead)


def certificate_text(doc: Document) -> CertificateText:
    """The sentences of one certificate."""
    path = title_of("Training Path", doc.training_path)
    return CertificateText(
        title=phrase(_lt("Certificate of Training")),
        certifies=phrase(_lt("We certify that Ms")),
        name=name_of(doc.beneficiary),
        completed=phrase(_lt("has completed the training path “{0}”."), path),
        detail=phrase(
            _lt("{0} hours attended of {1} held; issued on {2}."),
            hours(doc.attended_minutes),
            hours(doc.held_minutes),
            day(doc.issued_on),
        ),
        signatories=[phrase(_lt("The Coordinator")), phrase(_lt("The Ministry’s Representative"))],
        check=phrase(_lt("Check it with this code.")),
    )


def refuse_ended(doc: Document) -> str:
    """A certificate that was revoked is not printed again."""
    return "" if doc.status == "Valid" else _("This certificate was revoked. It is not printed any more.")


def about_certificate(doc: Document) -> tuple[Phrase, Phrase]:
    """What the check page shows: the title, and the woman's name."""
    return phrase(_lt("Certificate of Training")), name_of(doc.beneficiary)


def sheet(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The sheet of a session: to fill in before it is held, and as it was marked once it was."""
    marks = {
        row.beneficiary: row
        for row in frappe.get_all(
            "Session Attendance",
            filters={"training_session": doc.name},
            fields=["beneficiary", "status", "late_minutes"],
        )
    }
    rows = [
        _sheet_row(Phrase(member.name, member.name_ar), marks.get(member.beneficiary))
        for member in rosters_of([doc.training_group])[doc.training_group].values()
        if member.was_there(getdate(doc.session_date)) or member.beneficiary in marks
    ]
    labels = SheetLabels(
        title=phrase(_lt("Attendance Sheet")),
        columns=_columns(_lt("Name"), _lt("Attendance"), _lt("Minutes Late"), _lt("Signature")),
        session_code=phrase(_lt("Code of the Session")),
        signatories=[phrase(_lt("The Trainer")), phrase(_lt("The Coordinator"))],
    )
    return attendance_sheet(_about_session(doc), rows, f"WI:S:{doc.name}", labels, stamp, letterhead)


def cards(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """A card for each woman who is in the group today: the trainer's phone reads it and marks her."""
    women = [
        Card(Phrase(member.name, member.name_ar), same(doc.group_name), f"WI:B:{member.beneficiary}")
        for member in rosters_of([doc.name]).get(doc.name, {}).values()
        if member.was_there(getdate())
    ]
    return draw_cards(phrase(_lt("Attendance Cards")), women, stamp, letterhead)


def refuse_cards(doc: Document) -> str:
    """Nobody is in the group today: there is no card to print."""
    members = rosters_of([doc.name]).get(doc.name, {}).values()
    return (
        "" if any(member.was_there(getdate()) for member in members) else _("The group has no members today.")
    )


def summary(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """What a group came to."""
    members = [
        _member_summary(member.beneficiary, Phrase(member.name, member.name_ar), doc.path)
        for member in rosters_of([doc.name])[doc.name].values()
    ]
    labels = SummaryLabels(
        title=phrase(_lt("Group Summary")),
        columns=_columns(_lt("Name"), _lt("Hours Attended"), _lt("Attendance (%)"), _lt("Result")),
        signatories=[phrase(_lt("The Trainer")), phrase(_lt("The Coordinator"))],
    )
    held = frappe.db.count("Training Session", {"training_group": doc.name, "status": ["in", HELD]})
    missed = frappe.db.count("Training Session", {"training_group": doc.name, "status": "Did Not Happen"})
    about = [
        *_about_group(doc),
        (phrase(_lt("Sessions Held")), same(held)),
        (phrase(_lt("Sessions That Did Not Happen")), same(missed)),
    ]
    return group_summary(about, members, labels, stamp, letterhead)


def hours_held(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The hours that the trainers of a group held."""
    sessions = frappe.get_all(
        "Training Session",
        filters={"training_group": doc.name, "status": ["in", HELD]},
        fields=["name", "session_date", "start_time", "end_time", "module", "trainer"],
        order_by="session_date, start_time, name",
        limit=0,
    )
    present = _present_by_session([session.name for session in sessions])
    labels = HoursLabels(
        title=phrase(_lt("Training Hours Held")),
        columns=[*map(phrase, HOURS_COLUMNS)],
        total=phrase(_lt("Total")),
        total_of=phrase(_lt("Hours of the Trainer")),
        signatories=[phrase(_lt("The Trainer")), phrase(_lt("The Coordinator"))],
    )
    rows = [
        HeldSession(
            day(session.session_date),
            f"{clock(session.start_time)}–{clock(session.end_time)}",
            title_of("Capacity Building Module", session.module),
            full_name(session.trainer),
            str(present.get(session.name, 0)),
            hours(minutes_of(session)),
        )
        for session in sessions
    ]
    total = hours(sum(map(minutes_of, sessions)))
    return trainer_hours(_about_group(doc), rows, _by_trainer(sessions), total, labels, stamp, letterhead)


def _by_trainer(sessions: list[frappe._dict]) -> list[tuple[str, Phrase]]:
    """Each trainer's name with the hours held, in the order of their first sessions."""
    minutes: dict[str, int] = {}
    for session in sessions:
        minutes[session.trainer] = minutes.get(session.trainer, 0) + minutes_of(session)
    return [(full_name(trainer), hours(held)) for trainer, held in minutes.items()]


def name_of(beneficiary: str) -> Phrase:
    """A woman's name in both scripts."""
    return both_names("Beneficiary", beneficiary, "full_name", "full_name_ar")


def title_of(doctype: str, name: str) -> Phrase:
    """The title of a path or module in both languages."""
    return both_names(doctype, name, "title_fr", "title_ar")


def hours(minutes: int) -> Phrase:
    """Minutes as hours: 90 -> `1 h 30`, and the same with Arabic signs."""
    whole, rest = divmod(int(minutes or 0), 60)
    if not rest:
        return Phrase(f"{whole} h", f"{whole} س")
    return Phrase(f"{whole} h {rest:02d}", f"{whole} س {rest:02d} د")


def clock(time: object) -> str:
    """09:00."""
    return get_time(str(time)).strftime("%H:%M")


def minutes_of(session: frappe._dict) -> int:
    """How long a session is."""
    start, end = get_time(str(session.start_time)), get_time(str(session.end_time))
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _sheet_row(name: Phrase, mark: frappe._dict | None) -> SheetRow:
    if not mark or not mark.status:
        return SheetRow(name)
    return SheetRow(name, phrase(MARKS[mark.status]), str(mark.late_minutes or ""))


def _member_summary(beneficiary: str, name: Phrase, path: str) -> MemberSummary:
    gate = explain(beneficiary, path)
    result = phrase(_lt("Completed")) if gate.passed else phrase(_lt("Not Completed"))
    return MemberSummary(name, hours(gate.attended_minutes), percent(gate.percent), result)


def _about_session(doc: Document) -> list[tuple[Phrase, Phrase]]:
    group = frappe.get_doc("Training Group", doc.training_group)
    return [
        (phrase(_lt("Group")), same(group.group_name)),
        (phrase(_lt("Module")), title_of("Capacity Building Module", doc.module)),
        (phrase(_lt("Day")), day(doc.session_date)),
        (phrase(_lt("Time")), same(f"{clock(doc.start_time)}–{clock(doc.end_time)}")),
        (phrase(_lt("Place")), same(doc.place or group.place or "")),
        (phrase(_lt("Trainer")), same(full_name(doc.trainer))),
    ]


def _about_group(doc: Document) -> list[tuple[Phrase, Phrase]]:
    return [
        (phrase(_lt("Group")), same(doc.group_name)),
        (phrase(_lt("Training Path")), title_of("Training Path", doc.path)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("From")), day(doc.start_date)),
        (phrase(_lt("To")), day(doc.end_date)),
    ]


def _columns(*labels: str) -> list[Phrase]:
    return [same("#"), *map(phrase, labels)]


def _present_by_session(sessions: list[str]) -> dict[str, int]:
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": ["in", sessions or [""]], "status": ["in", ("Present", "Late")]},
        fields=["training_session", {"COUNT": "name", "as": "women"}],
        group_by="training_session",
    )
    return {row.training_session: row.women for row in rows}
