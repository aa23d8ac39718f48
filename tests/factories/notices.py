"""What left by the door of notices."""

import json
import re

import frappe
from frappe.utils.password import decrypt

from women_incubation.notices.sending import send
from women_incubation.people import access_codes


def keep_in_outbox(value: int = 1) -> None:
    """As in the demo: messages stay in the outbox, codes readable."""
    frappe.db.set_single_value("Notice Settings", "outbox_only", value)


def notices(**filters: object) -> list[frappe._dict]:
    """The notices that match, the first one first."""
    return frappe.get_all("Notice", filters=filters, fields=["*"], order_by="creation, name")


def sealed(notice: str) -> dict:
    """What will be handed on: {address, subject, body, language}."""
    return json.loads(decrypt(frappe.db.get_value("Notice", notice, "sealed")))


def make_ordered_codes() -> list[str]:
    """Do the background half of every ordered code; the codes that were sent, by their messages."""
    waiting = frappe.get_all("Access Code", filters={"sealed_address": ["is", "set"]}, pluck="name")
    before = {row.name for row in notices()}
    for name in waiting:
        access_codes.make_and_send(name)
    sent = [row.name for row in notices() if row.name not in before]
    return [re.search(r"\d{6}", sealed(name)["body"]).group() for name in sent]


def deliver(notice: str) -> frappe._dict:
    """Do the background half of a notice; the notice afterwards."""
    send(notice)
    return frappe.db.get_value("Notice", notice, "*", as_dict=True)
