"""What the printed documents of the money say: gathered here, drawn in `reports/`."""

import frappe
from frappe.model.document import Document

from women_incubation.funding.money import centimes_of, to_centimes
from women_incubation.papers.words import _lt, amount, both_names, day, phrase, place
from women_incubation.reports.amounts import figures
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.sections import Facts, Heading, Roll, Section, Signatures, sections

BALANCE = ("total_centimes", "committed_centimes", "approved_centimes", "paid_centimes")
MOVED = ("total_delta_centimes", "committed_delta_centimes", "approved_delta_centimes", "paid_delta_centimes")
PARTY_HEADS = (_lt("Party"), _lt("Role"), _lt("Commitment"), _lt("Amount (DH)"))
LINE_HEADS = (_lt("Budget Line"), _lt("Name"), _lt("Territorial Unit"), _lt("Funder"), _lt("Total (DH)"))
MOVEMENT_HEADS = (
    _lt("Day"),
    _lt("Movement"),
    _lt("Project"),
    _lt("Total"),
    _lt("Committed"),
    _lt("Approved"),
    _lt("Paid"),
)


def convention(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """A convention with its parties and its budget lines."""
    lines = frappe.get_all(
        "Budget Line",
        filters={"convention": doc.name},
        fields=["name", "label", "unit", "funder", "total"],
        order_by="name",
        limit=0,
    )
    parts: list[Section] = [
        Facts(_about_convention(doc)),
        Heading(phrase(_lt("Parties"))),
        Roll(heads(PARTY_HEADS), [_party(row) for row in doc.parties], (30, 18, 34, 18), numbers=(3,)),
        Heading(phrase(_lt("Budget Lines"))),
        _lines(lines),
        Signatures([organisation(name) for name in dict.fromkeys(row.organisation for row in doc.parties)]),
    ]
    return sections(phrase(_lt("Partnership Convention")), parts, stamp, letterhead)


def about_convention(doc: Document) -> tuple[Phrase, Phrase]:
    """What the check page shows."""
    return phrase(_lt("Partnership Convention")), title_of(doc)


def line_statement(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """What happened to the money of a budget line, and what is left of it."""
    movements = frappe.get_all(
        "Budget Movement",
        filters={"budget_line": doc.name},
        fields=["creation", "kind", "project", *MOVED],
        order_by="creation, name",
        limit=0,
    )
    sums = [sum(row[field] or 0 for row in movements) for field in MOVED]
    rows = [[day(row.creation), phrase(row.kind), row.project, *_moved(row)] for row in movements]
    rows.append([phrase(_lt("Balance")), "", "", *map(figures, sums)])
    parts = [
        Facts(_about_line(doc)),
        Roll(heads(MOVEMENT_HEADS), rows, (17, 16, 17, 14, 14, 14, 14), numbers=(3, 4, 5, 6), total=True),
        Signatures([phrase(_lt("The Payment Officer")), phrase(_lt("The Controller"))]),
    ]
    return sections(phrase(_lt("Statement of a Budget Line")), parts, stamp, letterhead, wide=True)


def organisation(name: str | None) -> Phrase:
    """A partner's name in both scripts."""
    return both_names("Partner Organisation", name, "organisation_name", "name_ar")


def title_of(doc: Document) -> Phrase:
    """A title in both languages; one stands for both when the other is empty."""
    return Phrase(doc.title_fr or doc.title_ar or "", doc.title_ar or doc.title_fr or "")


def heads(labels: tuple[str, ...]) -> list[Phrase]:
    """The heads of a table."""
    return [*map(phrase, labels)]


def _about_convention(doc: Document) -> list[tuple[Phrase, Phrase]]:
    given = sum(centimes_of(row, "amount") for row in doc.parties)
    return [
        (phrase(_lt("Convention")), title_of(doc)),
        (phrase(_lt("File Number")), same(doc.name)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Status")), phrase(doc.status)),
        (phrase(_lt("Signed On")), day(doc.signed_on)),
        (phrase(_lt("Valid From")), day(doc.valid_from)),
        (phrase(_lt("Valid To")), day(doc.valid_to)),
        (phrase(_lt("Committed by the Parties")), amount(given)),
    ]


def _party(row: Document) -> list:
    what = " – ".join(filter(None, (row.field_of_intervention, row.commitment)))
    given = centimes_of(row, "amount")
    return [organisation(row.organisation), phrase(row.role), same(what), figures(given) if given else ""]


def _lines(lines: list[frappe._dict]) -> Roll:
    rows = [
        [line.name, line.label, place(line.unit), organisation(line.funder), figures(to_centimes(line.total))]
        for line in lines
    ]
    total = sum(to_centimes(line.total) for line in lines)
    rows.append([phrase(_lt("Total")), "", "", "", figures(total)])
    return Roll(heads(LINE_HEADS), rows, (15, 25, 20, 22, 18), numbers=(4,), total=True)


def _about_line(doc: Document) -> list[tuple[Phrase, Phrase]]:
    balance = frappe.db.get_value("Budget Balance", doc.name, BALANCE, as_dict=True) or frappe._dict()
    total, committed, _approved, paid = (balance.get(field) or 0 for field in BALANCE)
    agreed = both_names("Convention", doc.convention, "title_fr", "title_ar")
    return [
        (phrase(_lt("Budget Line")), same(f"{doc.name} – {doc.label}")),
        (phrase(_lt("Convention")), agreed),
        (phrase(_lt("Funder")), organisation(doc.funder)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Total")), amount(total)),
        (phrase(_lt("Paid")), amount(paid)),
        (phrase(_lt("Not Committed")), amount(total - committed)),
    ]


def _moved(row: frappe._dict) -> list[str]:
    return [figures(row[field]) if row[field] else "" for field in MOVED]
