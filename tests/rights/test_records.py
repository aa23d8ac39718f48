"""What hangs on a woman's file takes part in export and erasure: by what it is, not by her marks in it."""

from collections.abc import Iterator

import frappe
import pytest

from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.rights import planting
from tests.rights.asking import ask, erase, make_marked_woman
from tests.rights.records import SAID, hang_records, say
from women_incubation.papers.checking import check
from women_incubation.people.rights import export
from women_incubation.people.rights.reach import reach_of
from women_incubation.people.rights.rows import kept_fields
from women_incubation.people.rights.scrub import address_of

DELETED = {"Situation Assessment", "Notice"}


@pytest.fixture
def officer(db) -> str:
    return user_with("Data Protection Officer", PROVINCE).name


@pytest.fixture
def woman(db) -> Iterator[str]:
    """An erasure commits: what it left is taken away again."""
    name = make_marked_woman()
    yield name
    for doctype, names in reach_of(name).items():
        frappe.db.delete(doctype, {"name": ["in", sorted(names)]})
    frappe.db.delete("User", {"name": ["in", [planting.EMAIL, address_of(name)]]})
    frappe.db.commit()


def test_all_of_them_are_hers(woman):
    rows = hang_records(woman)
    reach = reach_of(woman)
    assert {doctype for doctype, name in rows.items() if name not in reach.get(doctype, ())} == set()


def test_an_export_opens_what_the_database_seals(woman, officer):
    name = hang_records(woman)["Situation Assessment"]
    assert SAID not in str(frappe.db.get_value("Situation Assessment", name, "*"))
    with acting_as(officer):
        tables = export.all_tables(woman, reach_of(woman))
    assert [row["health"] for row in tables["Situation Assessment"]] == [SAID]


def test_an_erasure_empties_their_texts_and_keeps_the_rows(woman, officer):
    rows = hang_records(woman)
    said = {doctype: say(doctype, name) for doctype, name in rows.items()}
    said["Printed Paper"] -= {"token"}
    frappe.db.set_value("Printed Paper", rows["Printed Paper"], "status", "Valid")
    token = "t" * 24
    frappe.db.set_value("Printed Paper", rows["Printed Paper"], "token", token)
    erase(officer, ask(officer, woman))
    for doctype, name in rows.items():
        row = frappe.db.get_value(doctype, name, "*", as_dict=True)
        if doctype in DELETED:
            assert row is None, doctype
            continue
        kept = {field for field in said[doctype] if row[field] == SAID}
        assert kept == said[doctype] & kept_fields(doctype), doctype
    paper = check(token)
    assert paper.status == "Valid"
    assert (paper.paper.holder_fr, paper.paper.holder_ar) == (None, None)
    assert paper.paper.title_fr == SAID


def test_a_review_that_names_her_only_as_the_other_is_emptied_too(woman, officer):
    review = hang_records(woman)["Duplicate Review"]
    frappe.db.set_value("Duplicate Review", review, {"before": '{"a": 1}', "after": '{"b": 2}'})
    erase(officer, ask(officer, woman))
    assert frappe.db.get_value("Duplicate Review", review, ["before", "after"]) == (None, None)


def test_a_message_to_her_account_goes_although_it_names_no_file(woman, officer):
    user = frappe.db.get_value("Beneficiary", woman, "user")
    notice = frappe.get_doc(
        {"doctype": "Notice", "channel": "In-app", "user": user, "status": "Sent", "body": SAID}
    )
    notice.db_insert()
    erase(officer, ask(officer, woman))
    assert not frappe.db.exists("Notice", notice.name)
