"""A woman whose marks are known, and what an officer does who erases her."""

import frappe

from tests.factories.people import make_beneficiary
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.rights import planting
from women_incubation.people.rights import api, erasure


def make_marked_woman() -> str:
    account = user_with("Woman", email=planting.EMAIL, first_name=planting.FIRST, last_name=planting.LAST)
    return make_beneficiary(
        first_name=planting.FIRST,
        last_name=planting.LAST,
        first_name_ar=planting.FIRST_AR,
        last_name_ar=planting.LAST_AR,
        cnie=planting.CNIE,
        phone=planting.PHONE,
        email=planting.EMAIL,
        user=account.name,
        birth_date="1994-05-17",
    ).name


def ask(officer: str, woman: str, kind: str = "Erasure") -> str:
    values = {"beneficiary": woman, "kind": kind, "asked_by": "The Woman", "asked_on": frappe.utils.today()}
    with acting_as(officer):
        return frappe.get_doc({"doctype": "Rights Request", **values}).insert().name


def dry_run(officer: str, request: str) -> dict:
    with acting_as(officer):
        return api.dry_run(request)


def erase(officer: str, request: str) -> None:
    dry_run(officer, request)
    with acting_as(officer):
        erasure.erase(request)
