"""A woman without the app confirms a payment by a code sent to her phone, which she tells the coordinator.

The code is six digits, kept as a salted digest only, good for fifteen minutes, five tries and one payment;
five codes an hour.
"""

import hashlib
import hmac
import secrets
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_to_date, now_datetime

from women_incubation.disbursement.decisions import PAYMENT, next_state
from women_incubation.disbursement.errors import CodeRefused
from women_incubation.funding.money import centimes_of, format_dirhams
from women_incubation.notices.door import tell

CODE = "Receipt Code"
MINUTES, MOST_TRIES = 15, 5
MOST_IN_AN_HOUR = 5  # codes for one payment: each brings tries, and a message on her phone


def send_code(name: str) -> dict[str, int]:
    """Send a new code to the woman of this paid payment; older ones end: {code_lasts_seconds}.

    Raises CodeRefused unless the payment waits for its receipt, when she has no phone, after five in an hour.
    """
    payment = frappe.get_doc(PAYMENT, name, for_update=True)
    payment.check_permission("write")
    if payment.workflow_state != "Paid":
        _refuse(_("Payment {0} does not wait for a receipt.").format(name))
    fields = ["phone", "preferred_language"]
    woman = frappe.db.get_value("Beneficiary", payment.beneficiary, fields, as_dict=True)
    if not woman.phone:
        _refuse(_("She has no phone number on her file. Attach the receipt that she signed."))
    hour_ago = add_to_date(now_datetime(), hours=-1)
    if frappe.db.count(CODE, {"disbursement": name, "creation": [">", hour_ago]}) >= MOST_IN_AN_HOUR:
        _refuse(_("This address had several codes already. Try again in an hour."))
    code = f"{secrets.randbelow(10**6):06d}"
    _keep(payment, code)
    language = woman.preferred_language or "ar"
    amount = format_dirhams(centimes_of(payment, "amount"), language)
    body = _(
        "Give this code to confirm that you received {0}: {1}. If you did not, give it to nobody.", language
    )
    subject = _("Confirm a payment", language)
    text = body.format(amount, code)
    tell(
        phone=woman.phone,
        language=language,
        subject=subject,
        body=text,
        reference=payment,
        purpose="Code",
        secret=code,
    )
    return {"code_lasts_seconds": MINUTES * 60}


def confirm_with_code(name: str, code: str) -> dict[str, str]:
    """Record the receipt by the code that the woman told: {name, workflow_state}. Raises CodeRefused.

    A wrong try is answered, not raised, so that it is counted: `wrong_code` says so.
    """
    payment = frappe.get_doc(PAYMENT, name, for_update=True)
    payment.check_permission("write")
    sent = _latest(name)
    if not sent or sent.used or sent.expires_at < now_datetime() or sent.tries >= MOST_TRIES:
        _refuse(_("This code cannot be used. Send a new one."))
    if not hmac.compare_digest(sent.code_digest, _digest(sent.name, str(code or "").strip())):
        frappe.db.set_value(CODE, sent.name, "tries", sent.tries + 1)
        return {"name": name, "workflow_state": payment.workflow_state, "wrong_code": True}
    frappe.db.set_value(CODE, sent.name, "used", 1)
    payment.flags.receipt_code_given = True
    payment.workflow_state = next_state(payment, "Confirm Receipt")
    payment.save()
    return {"name": name, "workflow_state": payment.workflow_state, "wrong_code": False}


def _keep(payment: Document, code: str) -> None:
    frappe.db.set_value(CODE, {"disbursement": payment.name, "used": 0}, "used", 1)
    name = frappe.generate_hash(length=16)
    values = {
        "disbursement": payment.name,
        "code_digest": _digest(name, code),
        "expires_at": add_to_date(now_datetime(), minutes=MINUTES),
        "sent_by": frappe.session.user,
    }
    frappe.get_doc({"doctype": CODE, "name": name, "tries": 0, "used": 0, **values}).db_insert()


def _latest(payment: str) -> frappe._dict | None:
    """The code sent last; a locking read, so that tries at the same moment are counted one by one."""
    fields = ["name", "code_digest", "expires_at", "tries", "used"]
    return frappe.db.get_value(
        CODE, {"disbursement": payment}, fields, as_dict=True, order_by="creation desc", for_update=True
    )


def _digest(salt: str, code: str) -> str:
    """Slow on purpose: six digits are few. The row's name is the salt."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**14, r=8, p=1).hex()


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, CodeRefused, title=_("Receipt"))
