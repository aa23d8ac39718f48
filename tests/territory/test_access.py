"""The scope function by itself; that every door goes through it is in tests/access."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary, make_woman_with_account
from tests.factories.territory import (
    OTHER_PROVINCE,
    PROVINCE,
    REGION,
    SISTER_PROVINCE,
    make_commune,
    make_organisation,
)
from tests.factories.users import assign, user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.territory import access
from women_incubation.territory.errors import AssignmentDates, SubstituteUnexplained


def seen(user: str, names: list[str]) -> set[str]:
    """Which of these women the user finds in a list; a form read agrees."""
    with acting_as(user):
        listed = set(frappe.get_list("Beneficiary", {"name": ["in", names]}, pluck="name", limit=0))
        assert listed == {name for name in names if frappe.has_permission("Beneficiary", "read", name)}
    return listed


@pytest.fixture
def women(db) -> dict[str, str]:
    """unit -> a woman who lives there; "commune" is one of PROVINCE."""
    units = {unit: unit for unit in (PROVINCE, SISTER_PROVINCE, REGION, OTHER_PROVINCE)}
    units["commune"] = make_commune().name
    return {place: make_beneficiary(unit=unit).name for place, unit in units.items()}


def places_seen(user: str, women: dict[str, str]) -> set[str]:
    """The places whose women the user sees."""
    names = seen(user, list(women.values()))
    return {place for place, name in women.items() if name in names}


@pytest.mark.parametrize(
    ("unit", "places"),
    [
        (PROVINCE, {PROVINCE, "commune"}),
        (REGION, {REGION, PROVINCE, SISTER_PROVINCE, "commune"}),
        ("MA", {REGION, PROVINCE, SISTER_PROVINCE, "commune", OTHER_PROVINCE}),
        (None, set()),
    ],
)
def test_a_unit_sees_itself_and_what_lies_under_it(women, unit, places):
    assert places_seen(user_with("Coordinator", unit).name, women) == places


def test_several_assignments_add_up(women):
    user = user_with("Coordinator", PROVINCE).name
    assign(user, OTHER_PROVINCE)
    assign(user, REGION)
    assert access.visible_ranges(user) == sorted(access.visible_ranges(user))
    assert len(access.visible_ranges(user)) == 2  # the province lies in the region
    assert places_seen(user, women) == set(women)


@pytest.mark.parametrize(
    ("start", "end", "sees"),
    [(-10, None, True), (0, 0, True), (-10, -1, False), (1, None, False), (-10, 0, True)],
)
def test_an_assignment_counts_between_its_days(women, start, end, sees):
    user = user_with("Coordinator").name
    end = None if end is None else add_days(today(), end)
    assign(user, PROVINCE, valid_from=add_days(today(), start), valid_to=end)
    assert (PROVINCE in places_seen(user, women)) is sees


def test_the_end_of_an_assignment_shows_the_next_day(db, held_clock):
    held_clock("2026-05-10 23:30")
    user = user_with("Coordinator").name
    assign(user, PROVINCE, valid_from="2026-05-01", valid_to="2026-05-10")
    woman = make_beneficiary().name
    assert seen(user, [woman]) == {woman}
    held_clock("2026-05-11 00:05")
    assert seen(user, [woman]) == set()


def test_a_change_of_assignment_shows_at_once(women):
    user = user_with("Coordinator", PROVINCE).name
    assignment = frappe.get_last_doc("Territorial Assignment", {"user": user})
    assignment.unit = OTHER_PROVINCE
    assignment.save()
    assert places_seen(user, women) == {OTHER_PROVINCE}
    assignment.delete()
    assert places_seen(user, women) == set()


def test_a_unit_that_moves_takes_its_women_along(db):
    commune = make_commune()
    woman = make_beneficiary(unit=commune.name).name
    here, there = user_with("Coordinator", PROVINCE).name, user_with("Coordinator", OTHER_PROVINCE).name
    assert (seen(here, [woman]), seen(there, [woman])) == ({woman}, set())
    commune.reload()
    commune.parent_territorial_unit = OTHER_PROVINCE
    commune.save()
    assert (seen(here, [woman]), seen(there, [woman])) == (set(), {woman})


def test_those_who_see_everything_and_those_who_see_nothing(women):
    assert access.visible_ranges("Administrator") is None
    assert access.visible_ranges(user_with("System Manager").name) is None
    assert access.visible_ranges("Guest") == []
    assert access.scope_condition("Guest", "Beneficiary") == access.NOTHING
    assert access.scope_condition("Administrator", "Beneficiary") == ""


def test_a_woman_sees_herself_whatever_she_is_assigned(db):
    woman, other = make_woman_with_account(), make_beneficiary()
    assert seen(woman.user, [woman.name, other.name]) == {woman.name}
    assign(woman.user, PROVINCE)
    assert seen(woman.user, [woman.name, other.name]) == {woman.name}
    assert access.own_rows_only(woman.user, "Beneficiary")


def test_a_woman_who_also_works_here_sees_as_each_document_is_read(db):
    woman, other = make_woman_with_account(), make_beneficiary()
    user = frappe.get_doc("User", woman.user)
    user.user_type = "System User"
    user.add_roles("Incubation Coach")
    assign(user.name, PROVINCE)
    assert seen(user.name, [woman.name, other.name]) == {woman.name, other.name}
    assert not access.own_rows_only(user.name, "Beneficiary")
    assert access.own_rows_only(user.name, "Session Attendance") is False  # a coach reads it too


def test_a_document_without_a_rule_shows_a_woman_nothing(db):
    woman = make_woman_with_account().user
    condition = access.scope_condition(woman, "Funding Disbursement")
    assert "beneficiary" in condition
    user = user_with("Woman").name  # an account that is nobody's
    assert access.scope_condition(user, "Funding Disbursement") == access.NOTHING
    assert access.scope_condition(woman, "Budget Movement") == access.NOTHING


def test_require_scope_takes_a_unit_or_a_document(women):
    user = user_with("Coordinator", PROVINCE).name
    with acting_as(user):
        access.require_scope(PROVINCE)
        access.require_scope(frappe.get_doc("Beneficiary", women["commune"]))
        for outside in (OTHER_PROVINCE, REGION, "no-such-unit"):
            with pytest.raises(frappe.PermissionError, match=outside):
                access.require_scope(outside)
        with pytest.raises(frappe.PermissionError):
            access.require_scope(frappe.get_doc("Beneficiary", women[OTHER_PROVINCE]))
    access.require_scope(OTHER_PROVINCE)  # as Administrator
    with pytest.raises(frappe.PermissionError):
        access.require_scope(OTHER_PROVINCE, user=user)


def test_a_document_in_hand_is_judged_by_its_stored_row(women):
    user = user_with("Coordinator", PROVINCE).name
    doc = frappe.get_doc("Beneficiary", women[OTHER_PROVINCE])
    doc.unit = PROVINCE
    doc.set("__islocal", 1)
    with acting_as(user):
        assert not access.has_permission(doc, "write", user)


def test_a_user_name_with_quotes_and_percent_signs_is_only_a_name(db):
    name = "o'brien%s\"@example.test"
    frappe.db.set_value("Beneficiary", make_beneficiary().name, "email", "x@example.test")
    condition = frappe.get_attr(frappe.get_hooks("incubation_own_rows")["Beneficiary"][0])(name)
    query = f"select name from `tabBeneficiary` where {condition} and 1 = %(one)s"
    assert frappe.db.sql(query, {"one": 1}) == ()


def test_a_list_costs_the_same_number_of_queries_for_any_number_of_rows(db):
    user = user_with("Coordinator", PROVINCE).name

    def cost() -> int:
        with acting_as(user):
            frappe.get_list("Beneficiary", limit=100)  # what Frappe reads once
            with counted_queries() as queries:
                frappe.get_list("Beneficiary", limit=100)
            return len(queries)

    make_beneficiary()
    few = cost()
    for _number in range(20):
        make_beneficiary()
    assert cost() == few <= 4


# ------------------------------------------------------------------ assignments and organisations


def test_an_assignment_ends_after_it_starts(db):
    user = user_with("Coach").name
    with pytest.raises(AssignmentDates):
        assign(user, PROVINCE, valid_from="2026-02-02", valid_to="2026-02-01")
    assign(user, PROVINCE, valid_from="2026-02-02", valid_to="2026-02-02")


def test_a_substitute_is_named_with_a_reason_and_an_end(db):
    user, absent = user_with("Funder", REGION).name, user_with("Funder", PROVINCE).name
    full = {"substitute_for": absent, "reason": "Leave", "valid_to": add_days(today(), 30)}
    assign(user, PROVINCE, **full)
    for missing in ({"reason": "  "}, {"valid_to": None}, {"substitute_for": user}):
        with pytest.raises(SubstituteUnexplained):
            assign(user, PROVINCE, **(full | missing))


def test_assignments_are_recorded(db):
    user = user_with("Coach", PROVINCE).name
    assignment = frappe.get_last_doc("Territorial Assignment", {"user": user})
    assignment.delete()
    where = {"reference_name": assignment.name}
    actions = frappe.get_all("Audit Entry", where, pluck="action", order_by="sequence")
    assert actions == ["territory_assigned", "territory_withdrawn"]


def test_organisations_are_read_by_all_and_written_in_their_territory(db):
    here, there = make_organisation(), make_organisation(unit=OTHER_PROVINCE)
    with acting_as(user_with("Coordinator", PROVINCE)):
        assert {here.name, there.name} <= set(frappe.get_list("Partner Organisation", pluck="name", limit=0))
        frappe.get_doc("Partner Organisation", there.name).check_permission("read")
        mine = frappe.get_doc("Partner Organisation", here.name)
        mine.contact_name = "  Someone  Else "
        mine.save()
        assert mine.contact_name == "Someone Else"
        theirs = frappe.get_doc("Partner Organisation", there.name)
        for unit in (OTHER_PROVINCE, PROVINCE, None):
            theirs.unit = unit
            with pytest.raises(frappe.PermissionError):
                theirs.save()
        make_organisation()
        for unit in (OTHER_PROVINCE, None):
            with pytest.raises(frappe.PermissionError):
                make_organisation(unit=unit)


@pytest.mark.parametrize("doctype", ["Beneficiary", "Beneficiary Import", "Consent"])
def test_a_file_is_attached_to_a_form_that_is_not_saved_yet(db, doctype):
    with acting_as(user_with("Coordinator", PROVINCE).name):
        frappe.new_doc(doctype).check_permission("write")  # what Frappe's upload asks for such a form
        elsewhere = frappe.new_doc(doctype)
        elsewhere.unit = OTHER_PROVINCE
        with pytest.raises(frappe.PermissionError):
            elsewhere.check_permission("write")
        with pytest.raises(frappe.PermissionError):
            frappe.new_doc(doctype).check_permission("read")


def test_who_may_not_write_such_a_document_attaches_no_file_to_a_new_form(db):
    with acting_as(user_with("Auditor", PROVINCE).name), pytest.raises(frappe.PermissionError):
        frappe.new_doc("Beneficiary Import").check_permission("write")
