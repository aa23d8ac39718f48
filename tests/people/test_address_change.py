"""Who replaces a woman's phone or e-mail address is found out: the old one is told, the trail knows."""

import frappe
import pytest

from tests.factories.people import make_beneficiary

pytestmark = pytest.mark.usefixtures("db")


def told(woman) -> list[tuple]:
    rows = frappe.get_all(
        "Notice",
        {"reference_name": woman.name, "purpose": "Safety"},
        ["channel", "language"],
        order_by="channel",
    )
    return [(row.channel, row.language) for row in rows]


def test_the_old_phone_and_the_old_e_mail_are_told_in_her_language():
    woman = make_beneficiary(phone="0612345678", email="old@example.test", preferred_language="fr")
    woman.update({"phone": "0687654321", "email": ""})
    woman.save()
    assert told(woman) == [("E-mail", "fr"), ("SMS", "fr")]
    entry = frappe.get_last_doc("Audit Entry", {"reference_name": woman.name, "action": "file_changed"})
    assert '["email","phone"]' in entry.detail and "0612345678" not in entry.detail


def test_a_first_address_and_another_writing_of_the_same_tell_nobody():
    woman = make_beneficiary()
    woman.phone = "0612345678"
    woman.save()
    woman.phone = "06 12 34 56 78"
    woman.save()
    assert told(woman) == []
