"""One woman entered by many at once, without a number that would tell: stored once, or each pair reviewed."""

import itertools
from collections import Counter

import frappe
import pytest

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.helpers.processes import run_together, snapshot_isolation, until_done
from women_incubation.people.errors import PossibleDuplicate

ISOLATION = pytest.mark.parametrize("isolation", [0, 1])
SPELLINGS = ("Fatima Zahra", "Fatima-Zahra", "Fatimzahra")
ONCE, REFUSED = "stored", "refused"


def enter(values: dict, **flags: str) -> str:
    """What a field worker's phone does: enter, and once more when it is told to try again."""

    def attempt() -> str:
        doc = frappe.get_doc({"doctype": "Beneficiary", **values})
        doc.flags.update(flags)
        doc.insert()
        frappe.db.commit()
        return ONCE

    try:
        return until_done(attempt)
    except PossibleDuplicate:
        return REFUSED


def woman(last_name: str, **values: str) -> dict:
    """What is written about a woman of whom there is no number."""
    doc = make_beneficiary(last_name=last_name, last_name_ar=last_name, birth_date="1991-03-08", **values)
    written = {field: doc.get(field) for field in ("category", "birth_date", "unit", "last_name")}
    written |= {field: doc.get(field) for field in ("first_name", "first_name_ar", "last_name_ar")}
    frappe.db.rollback()
    return written


def stored(last_name: str) -> list[str]:
    """The files there are of her now."""
    frappe.db.rollback()
    return frappe.get_all("Beneficiary", {"last_name": last_name}, pluck="name")


@pytest.fixture
def last_name(db):
    """A name that nobody has; the files of it are taken away afterwards."""
    name = unique("Benraces").replace("-", "")
    yield name
    frappe.db.rollback()
    for woman in frappe.get_all("Beneficiary", {"last_name": ["like", f"{name}%"]}, pluck="name"):
        for doctype in ("Duplicate Review", "Beneficiary Key"):
            frappe.db.delete(doctype, {"beneficiary": woman})
        frappe.db.delete("Beneficiary", {"name": woman})
    frappe.db.commit()


@ISOLATION
def test_thirty_two_who_enter_one_woman_store_her_once(last_name, isolation):
    values = woman(last_name)
    answers = run_together(
        lambda number: enter(values | {"first_name": SPELLINGS[number % 3]}),
        32,
        snapshot_isolation(isolation),
    )
    assert Counter(answers) == {ONCE: 1, REFUSED: 31}
    assert len(stored(last_name)) == 1


@ISOLATION
def test_where_nobody_is_asked_each_pair_is_reviewed(last_name, isolation):
    values = woman(last_name)
    answers = run_together(
        lambda _number: enter(values, review_origin="Self-registration"), 8, snapshot_isolation(isolation)
    )
    files = stored(last_name)
    assert (answers, len(files)) == ([ONCE] * 8, 8)
    reviews = frappe.get_all("Duplicate Review", {"beneficiary": ["in", files]}, ["beneficiary", "other"])
    pairs = {frozenset(pair) for pair in itertools.combinations(files, 2)}
    assert {frozenset((review.beneficiary, review.other)) for review in reviews} == pairs


@ISOLATION
def test_thirty_two_who_enter_different_women_all_store_them(last_name, isolation):
    made = [woman(f"{last_name}{chr(97 + number % 26)}{chr(97 + number // 26)}") for number in range(32)]
    for number, values in enumerate(made):
        values["birth_date"] = f"19{60 + number}-03-{1 + number % 28:02}"
    answers = run_together(lambda number: enter(made[number]), 32, snapshot_isolation(isolation))
    assert answers == [ONCE] * 32
