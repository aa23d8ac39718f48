"""What a withdrawn consent stops at once, beside what every later check refuses.

Convergence Check        later checks raise ConsentMissing; nothing is kept of earlier ones
Messages                 messages that wait to be sent to her are stopped; later ones go to her inbox only
Sharing with Services    referrals that wait for an answer are over; new ones are refused
Photo on the Roster      her photo is deleted
Programme Accompaniment  her proposals can no longer be sent
"""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.people import consent, portraits
from women_incubation.people.doctype.referral.referral import WAITING, WITHDRAWN

OUTWARD = ("SMS", "E-mail")


def take_effect(beneficiary: str, purpose: str) -> None:
    """Stop what this consent allowed."""
    if consent.in_force(beneficiary, purpose, getdate()):
        return  # another consent of hers stands
    if purpose == consent.MESSAGES:
        stop_messages(beneficiary)
    elif purpose == consent.SHARING:
        end_referrals(beneficiary)
    elif purpose == consent.PHOTO:
        portraits.delete_portrait(beneficiary)


def stop_messages(beneficiary: str) -> None:
    """What waits in the outbox for her is not sent. Codes she asked for herself carry no reference to her."""
    waiting = {
        "reference_doctype": "Beneficiary",
        "reference_name": beneficiary,
        "status": "Queued",
        "channel": ["in", OUTWARD],
    }
    stopped = {"status": "Failed", "problem": _("She withdrew her consent to messages."), "sealed": None}
    frappe.db.set_value("Notice", waiting, stopped)


def end_referrals(beneficiary: str) -> None:
    """Referrals without an answer end, whoever made them."""
    waiting = {"beneficiary": beneficiary, "outcome": WAITING}
    for name in frappe.get_all("Referral", filters=waiting, pluck="name"):
        frappe.db.set_value("Referral", name, {"outcome": WITHDRAWN, "outcome_on": getdate()})
        record("referral_consent_withdrawn", frappe.get_doc("Referral", name))
