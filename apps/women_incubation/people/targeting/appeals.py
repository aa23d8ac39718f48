"""What follows from the decision on an appeal."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.people.targeting import places
from women_incubation.people.targeting.ranking import REFUSED, WAITING
from women_incubation.people.targeting.words import Words
from women_incubation.people.telling import tell_woman

FIRST = 0  # the rank of who was refused wrongly: before everybody who waits


def take_effect(appeal: Document) -> None:
    """An accepted appeal puts her at the head of the waiting list; a free place is hers at once.

    She is told the decision and its reason either way.
    """
    if appeal.status == "Accepted":
        selection = places.locked_selection(appeal.selection_row)
        row = frappe.get_doc("Selection Row", appeal.selection_row)
        if row.status in (REFUSED, WAITING):
            language = frappe.db.get_value("Beneficiary", row.beneficiary, "preferred_language")
            places.write(row, WAITING, Words(language).waiting(1), place=FIRST)
            record("appeal_moves_rank", row, appeal=appeal.name)
            places.refill(selection)
    tell_woman(appeal.beneficiary, lambda language: words(appeal, language), "Appeal")


def words(appeal: Document, language: str) -> tuple[str, str]:
    """Subject and body of what she is told."""
    if appeal.status == "Accepted":
        sentence = _("Your appeal was accepted. The reason: {0}", lang=language)
    else:
        sentence = _("Your appeal was not accepted. The reason: {0}", lang=language)
    return _("Your appeal", lang=language), sentence.format(appeal.decision_reason)
