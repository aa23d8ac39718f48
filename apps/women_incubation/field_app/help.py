"""A woman asks for help: her words reach her coach, or the nearest coordinator, in the app."""

import frappe
from frappe import _
from frappe.utils import today

from women_incubation.follow_up.alerts.assigning import Coordinators
from women_incubation.notices.door import tell
from women_incubation.people.services import own_beneficiary

SUBJECTS = ("Training", "Project", "Money", "Other")
PURPOSE = "Help"
LONGEST = 1000
MOST_A_DAY = 5
OVER = ("Rejected", "Withdrawn", "Discontinued", "Economically Integrated")


class HelpRefused(frappe.ValidationError):
    """The request for help cannot be passed on as it is."""


def ask_for_help(user: str, about: str, text: str) -> dict:
    """Pass her words on. Answers {"asked": full name of who gets them}. Raises HelpRefused."""
    beneficiary = own_beneficiary(user)
    if not beneficiary:
        frappe.throw(_("Only a woman with a file of her own can ask here."), frappe.PermissionError)
    text = " ".join(text.split())
    if about not in SUBJECTS or not text or len(text) > LONGEST:
        frappe.throw(_("Say what it is about, in at most {0} letters.").format(LONGEST), HelpRefused)
    woman = frappe.get_doc("Beneficiary", beneficiary)
    _require_not_too_often(woman)
    helper = helper_of(woman)
    if not helper:
        frappe.throw(_("Nobody is in charge of your commune yet. Please call the association."), HelpRefused)
    account = frappe.get_cached_value("User", helper, ["full_name", "language"], as_dict=True)
    language = account.language or "fr"
    tell(
        user=helper,
        language=language,
        subject=_("{0} asks for help", lang=language).format(woman.full_name),
        body="\n".join(filter(None, (f"{subject_words(about, language)}: {text}", woman.phone))),
        reference=woman,
        purpose=PURPOSE,
    )
    return {"asked": account.full_name}


def subject_words(about: str, language: str) -> str:
    """What the request is about, in the language of the helper."""
    return {
        "Training": _("Training", lang=language),
        "Project": _("Project", lang=language),
        "Money": _("Money", lang=language),
        "Other": _("Other", lang=language),
    }[about]


def helper_of(woman: frappe.model.document.Document) -> str | None:
    """The coach of her project under way; otherwise the nearest coordinator with the least to do."""
    own = {"beneficiary": woman.name, "workflow_state": ["not in", OVER], "coach": ["is", "set"]}
    coach = frappe.db.get_value("Project Proposal", own, "coach")
    return coach or Coordinators().next_for(woman.unit)


def _require_not_too_often(woman: frappe.model.document.Document) -> None:
    asked = {"purpose": PURPOSE, "reference_name": woman.name, "creation": [">=", today()]}
    if frappe.db.count("Notice", asked) >= MOST_A_DAY:
        frappe.throw(_("You have asked several times today. Somebody will call you."), HelpRefused)
