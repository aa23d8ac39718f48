"""What the printed documents of a committee sitting say: gathered here, drawn in `reports/`."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.funding.documents import heads
from women_incubation.funding.money import centimes_of
from women_incubation.incubation.decisions import DECIDED_STATUSES
from women_incubation.incubation.documents import committee_of, reasons_of, woman
from women_incubation.incubation.sittings import DECIDABLE_STATES
from women_incubation.papers.words import _lt, day, percent, phrase, place
from women_incubation.reports.amounts import figures
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.sections import (
    Facts,
    Heading,
    Paragraph,
    Roll,
    Section,
    Signatures,
    sections,
)

MEMBER_HEADS = (_lt("Name"), _lt("Capacity"))
PRESENCE_HEADS = (_lt("Name"), _lt("Capacity"), _lt("Attendance"), _lt("Declared Conflict"))
ITEM_HEADS = (_lt("Project"), _lt("Project Holder"), _lt("Territorial Unit"), _lt("Asked (DH)"), _lt("Score"))
DECISION_HEADS = (
    _lt("Project"),
    _lt("Project Holder"),
    _lt("Decision"),
    _lt("Granted (DH)"),
    _lt("Reasons"),
)


def agenda(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """Who is called, and the projects that can be decided."""
    parts: list[Section] = [
        Facts(_about_sitting(doc)),
        Heading(phrase(_lt("Members Called"))),
        Roll(
            heads(MEMBER_HEADS),
            [[row.member_name, phrase(row.capacity)] for row in doc.presences],
            (60, 40),
        ),
        Heading(phrase(_lt("Projects to Decide"))),
        Roll(heads(ITEM_HEADS), _items(doc), (30, 25, 20, 14, 11), numbers=(3, 4)),
        Signatures([phrase(_lt("The Committee’s Secretary")), phrase(_lt("The Chair"))]),
    ]
    return sections(phrase(_lt("Agenda of a Sitting")), parts, stamp, letterhead)


def minutes(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """Who was there, who stood aside, what was decided and why; to be signed by those present."""
    present = [row for row in doc.presences if row.present]
    parts: list[Section] = [
        Facts([*_about_sitting(doc), (phrase(_lt("Members Present")), same(len(present)))]),
        Heading(phrase(_lt("Presence and Conflicts"))),
        Roll(heads(PRESENCE_HEADS), [_presence(row) for row in doc.presences], (30, 20, 14, 36)),
        Heading(phrase(_lt("Decisions"))),
        Roll(heads(DECISION_HEADS), [_decision(row) for row in doc.decisions], (22, 20, 15, 14, 29), (3,)),
        *_course(doc),
        Heading(phrase(_lt("Signatures"))),
        *_signed_by(present),
    ]
    return sections(phrase(_lt("Minutes of a Sitting")), parts, stamp, letterhead)


def refuse_minutes(doc: Document) -> str:
    """Minutes are of a sitting that was held."""
    return "" if doc.status in DECIDED_STATUSES else _("Minutes are printed once the sitting was held.")


def _about_sitting(doc: Document) -> list[tuple[Phrase, Phrase]]:
    return [
        (phrase(_lt("Committee")), committee_of(doc)),
        (phrase(_lt("Sitting")), same(doc.name)),
        (phrase(_lt("Day")), day(doc.sitting_date)),
        (phrase(_lt("Place")), same(doc.place or "")),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Quorum")), same(doc.quorum_required)),
    ]


def _items(doc: Document) -> list[list]:
    """The projects of this territory that wait for a decision; the decided ones once there are some."""
    fields = ["name", "title", "beneficiary", "unit", "requested_amount", "evaluation_score"]
    if doc.decisions:
        filters: dict = {"name": ["in", [row.project for row in doc.decisions]]}
    else:
        filters = {"workflow_state": ["in", DECIDABLE_STATES], "unit": ["in", _units_below(doc.unit)]}
    found = frappe.get_all(
        "Project Proposal", filters=filters, fields=fields, order_by="evaluation_score desc, name", limit=0
    )
    return [
        [
            same(row.title),
            woman(row.beneficiary),
            place(row.unit),
            figures(centimes_of(row, "requested_amount")),
            percent(row.evaluation_score),
        ]
        for row in found
    ]


def _units_below(unit: str) -> list[str]:
    left, right = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    return frappe.get_all(
        "Territorial Unit", filters={"lft": [">=", left], "rgt": ["<=", right]}, pluck="name", limit=0
    )


def _presence(row: Document) -> list:
    there = phrase(_lt("Attended")) if row.present else phrase(_lt("Did Not Attend"))
    return [row.member_name, phrase(row.capacity), there, same(row.conflict or "")]


def _decision(row: Document) -> list:
    title, holder = frappe.db.get_value("Project Proposal", row.project, ["title", "beneficiary"])
    granted = centimes_of(row, "amount")
    return [
        same(title),
        woman(holder),
        phrase(row.decision),
        figures(granted) if granted else "",
        reasons_of(row),
    ]


def _course(doc: Document) -> list[Section]:
    if not doc.minutes:
        return []
    return [Heading(phrase(_lt("Course of the Sitting"))), Paragraph(same(doc.minutes))]


def _signed_by(present: list[Document], beside: int = 3) -> list[Section]:
    """A box for each member who was there, three beside each other."""
    names = [same(row.member_name) for row in present]
    return [Signatures(names[start : start + beside]) for start in range(0, len(names), beside)]
