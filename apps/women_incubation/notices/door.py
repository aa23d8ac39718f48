"""The one door by which messages leave: `tell`. Sending happens after the commit, in the background.

Each message is a Notice, so that nothing is lost in silence: queued, sent, or failed with the reason.
"""

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.password import encrypt

from women_incubation.notices.errors import NobodyToTell
from women_incubation.notices.message import EMAIL, IN_APP, MASK, SMS, masked

LONGEST_SUBJECT = 140


def tell(
    *,
    user: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    language: str = "ar",
    subject: str,
    body: str,
    reference: Document | None = None,
    unit: str | None = None,
    purpose: str,
    secret: str | None = None,
) -> list[str]:
    """Tell somebody, by each address that is given. Returns the names of the notices, one an address.

    `subject` and `body` are in the reader's language already; `purpose` is a word for lists ("Code",
    "Decision"...). `secret` is the part of the body that nobody may read in the outbox. Raises NobodyToTell.
    """
    addresses = [(IN_APP, user), (SMS, phone), (EMAIL, email)]
    given = [(channel, address) for channel, address in addresses if address]
    if not given:
        frappe.throw(_("There is no phone, e-mail address or user to send this message to."), NobodyToTell)
    words = {"subject": subject[:LONGEST_SUBJECT], "body": body, "language": language}
    about = {
        "reference_doctype": reference.doctype if reference else None,
        "reference_name": reference.name if reference else None,
        "unit": unit or (reference.get("unit") if reference else None),
    }
    return [
        _queue(channel, address, words, secret, {**about, "purpose": purpose}) for channel, address in given
    ]


def _queue(channel: str, address: str, words: dict, secret: str | None, about: dict) -> str:
    shown = dict(words)
    if secret and not frappe.db.get_single_value("Notice Settings", "outbox_only"):
        shown = {key: value.replace(secret, MASK) for key, value in words.items()}
    notice = frappe.get_doc(
        {
            "doctype": "Notice",
            "channel": channel,
            "user": address if channel == IN_APP else None,
            "masked_address": masked(channel, address),
            "status": "Queued",
            "tries": 0,
            "has_secret": 1 if secret else 0,
            "sealed": encrypt(json.dumps({"address": address, **words})),
            **shown,
            **about,
        }
    )
    notice.db_insert()
    frappe.enqueue(
        "women_incubation.notices.sending.send", queue="short", name=notice.name, enqueue_after_commit=True
    )
    return notice.name
