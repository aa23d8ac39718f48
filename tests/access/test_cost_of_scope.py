"""The row condition costs the same in a big country: the database goes by the index on the unit."""

import json

import frappe
import pytest

from tests.factories import unique
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, SISTER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.territory import access
from women_incubation.territory.access import scope_condition
from women_incubation.territory.rows_behind import scoped_documents

ELSEWHERE, HERE = 5_000, 50


@pytest.fixture
def coordinator(db) -> str:
    """A coordinator of a small province in a country of many women."""
    frappe.db.delete("Beneficiary")  # what other tests committed
    now = frappe.utils.now()
    columns = ["name", "creation", "modified", "first_name", "last_name", "unit"]
    for unit, number in ((OTHER_PROVINCE, ELSEWHERE), (PROVINCE, HERE)):
        rows = [(unique("w"), now, now, "A", "B", unit) for _ in range(number)]
        frappe.db.bulk_insert("Beneficiary", columns, rows)
    return user_with("Coordinator", PROVINCE).name


def rows_read(statement: str) -> int:
    """How many rows the server touched for a statement, by its own counters."""
    before = handler_reads()
    frappe.db.sql(statement)
    return handler_reads() - before


def handler_reads() -> int:
    """Rows that this connection has made the server read so far."""
    names = ", ".join(
        f"'Handler_read_{kind}'" for kind in ("first", "key", "last", "next", "prev", "rnd", "rnd_next")
    )
    rows = frappe.db.sql(f"show session status where variable_name in ({names})")
    return sum(int(value) for _name, value in rows)


def test_a_page_reads_the_rows_of_the_province_and_not_of_the_country(coordinator):
    condition = scope_condition(coordinator, "Beneficiary")
    statement = f"select name from `tabBeneficiary` where {condition}"
    own = frappe.db.count("Beneficiary", {"unit": PROVINCE})
    assert len(frappe.db.sql(statement)) == own >= HERE
    assert rows_read(statement) < 10 * own + 200 < ELSEWHERE
    assert (
        rows_read("select count(name) from `tabBeneficiary` where first_name = 'A'") >= ELSEWHERE
    )  # a full scan


def test_a_form_reads_a_handful_of_rows(coordinator):
    name = frappe.db.get_value("Beneficiary", {"unit": PROVINCE})
    condition = scope_condition(coordinator, "Beneficiary")
    assert (
        rows_read(f"select ({condition}) from `tabBeneficiary` where name = {frappe.db.escape(name)}") < 200
    )


def test_the_plan_goes_by_the_index(coordinator):
    condition = scope_condition(coordinator, "Beneficiary")
    plan = json.loads(
        frappe.db.sql(f"explain format=json select name from `tabBeneficiary` where {condition}")[0][0]
    )
    assert '"key": "unit"' in json.dumps(plan), plan


def test_every_scoped_document_has_an_index_on_its_unit(db):
    without = [
        doctype
        for doctype in frappe.get_all("DocType", {"name": ["in", scoped_documents()]}, pluck="name")
        if not frappe.db.sql(
            f"show index from `tab{doctype}` where column_name = 'unit' and seq_in_index = 1"
        )
    ]
    assert without == []


def test_asking_for_the_scope_costs_the_same_number_of_statements_anywhere(coordinator):
    everywhere = user_with("Coordinator", "MA").name
    counts = []
    for user in (coordinator, everywhere):
        with acting_as(user):
            frappe.get_list("Beneficiary", limit=1)
            before = frappe.db.sql("show session status like 'Questions'")[0][1]
            frappe.get_list("Beneficiary", limit=1)
            counts.append(int(frappe.db.sql("show session status like 'Questions'")[0][1]) - int(before))
    assert counts[0] == counts[1] <= 4


@pytest.mark.parametrize("place", [PROVINCE, REGION, "MA"])
def test_the_units_are_named_so_that_a_list_is_walked_in_its_order(db, place):
    condition = scope_condition(user_with("Coordinator", place).name, "Beneficiary")
    assert f"'{place}'" in condition and "select" not in condition


@pytest.mark.parametrize("place", [PROVINCE, REGION, "MA"])
@pytest.mark.parametrize("doctype", ["Beneficiary", "Convention"])
def test_a_place_of_more_units_than_are_named_sees_the_same_rows(db, monkeypatch, place, doctype):
    for unit in (PROVINCE, SISTER_PROVINCE, OTHER_PROVINCE, REGION, "MA", None):
        bare_row(doctype, unit)
    user, statement = user_with("Coordinator", place).name, f"select name from `tab{doctype}` where "
    named = scope_condition(user, doctype)
    monkeypatch.setattr(access, "MOST_NAMED", 0)
    spanned = scope_condition(user, doctype)
    assert named != spanned
    assert set(frappe.db.sql(statement + named)) == set(frappe.db.sql(statement + spanned)) != set()
