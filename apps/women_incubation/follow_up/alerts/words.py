"""What an alert says, in the reader's language."""

from datetime import date

import frappe
from frappe import _

from women_incubation.papers.words import LOCALES, day_in


def sentence(kind: str, since: date | str, detail: str | None) -> str:
    """The alert as a sentence. `since` is the day it counts from, `detail` what its source wrote."""
    sentences = {
        "No Contact": _("Nobody has been in contact with her since {0}."),
        "Stalled Step": _("She has not moved to her next step since {0}."),
        "Absences": _("She has been absent since {0} ({1})."),
        "Stalled Project": _("Her project has not moved since {0} ({1})."),
        "Overdue Follow-up": _("A follow-up visit has been due since {0} ({1})."),
        "Late Tranche": _("A tranche has been late since {0} ({1})."),
        "Overdue Referral": _("The service she was referred to has not answered since {0}."),
    }
    language = frappe.local.lang if frappe.local.lang in LOCALES else "en"
    return sentences[kind].format(day_in(language, since), detail or "-")
