"""A coordinator's groups: places, hours, absences; nobody else's, and no query more for a larger group."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.targeting import make_selection
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import close, make_group, make_path, make_session, mark, send, women_of
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training.groups_api import group as group_page
from women_incubation.training.groups_api import groups

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def coordinator():
    return user_with("Coordinator", PROVINCE).name


@pytest.fixture
def group():
    """Three women, ten places, one absence is too many; a closed session, one to come, one that was not."""
    path = make_path(absences_before_alert=1)
    group = make_group(3, capacity=10, path=path.name)
    session = make_session(group, session_date=add_days(today(), -2))
    anna, bahia, _none = women_of(session)
    send([mark(session, anna), mark(session, bahia, "Late", late_minutes=60), close(session)], session)
    make_session(group, session_date=add_days(today(), 2), start_time="14:00", end_time="16:00")
    make_session(group, session_date=today()).db_set("status", "Did Not Happen")
    return group


def page_of(user, group):
    with acting_as(user):
        return group_page(group.name)


def test_the_list_counts_women_places_and_sessions(group, coordinator):
    with acting_as(coordinator):
        found = {row["name"]: row for row in groups()["groups"]}[group.name]
    assert (found["women"], found["left"], found["sessions"], found["closed"]) == (3, 7, 2, 1)


def test_a_page_has_the_hours_of_each_woman_and_who_is_absent_first(group, coordinator):
    page = page_of(coordinator, group)
    anna, bahia, none = (row.beneficiary for row in group.members)
    assert (page["held_minutes"], page["planned_minutes"], page["left"]) == (180, 300, 7)
    shown = {
        row["beneficiary"]: (row["attended_minutes"], row["absences"], row["often"]) for row in page["women"]
    }
    assert shown == {anna: (180, 0, False), bahia: (120, 0, False), none: (0, 1, True)}
    assert page["women"][0]["beneficiary"] == none
    assert [row["user"] for row in page["trainers"]] == [group.trainers[0].trainer]


def test_who_left_frees_a_place_and_is_not_absent_afterwards(group, coordinator):
    row = group.members[2]
    gone = {"left_on": add_days(today(), -3), "leaving_reason": "Work"}
    frappe.db.set_value("Training Group Member", row.name, gone)
    page = page_of(coordinator, group)
    assert (page["left"], page["women"][-1]["absences"]) == (8, 0)
    assert page["women"][-1]["beneficiary"] == row.beneficiary


def test_women_who_wait_for_a_place_there_are_counted(group, coordinator):
    selection = make_selection(unit=PROVINCE)
    before = page_of(coordinator, group)["waiting"]
    values = {"doctype": "Selection Row", "selection": selection.name, "unit": PROVINCE, "place": 1}
    for status in ("Waiting", "Selected"):
        row = values | {"status": status, "beneficiary": group.members[0].beneficiary, "name": status}
        frappe.get_doc(row | {"name": frappe.generate_hash()}).db_insert()
        group.members.pop(0)
    assert page_of(coordinator, group)["waiting"] == before + 1


def test_a_coordinator_of_another_place_sees_neither_list_nor_page(group):
    stranger = user_with("Coordinator", OTHER_PROVINCE).name
    with acting_as(stranger):
        assert group.name not in [row["name"] for row in groups()["groups"]]
    with pytest.raises(frappe.PermissionError):
        page_of(stranger, group)


def test_the_phone_of_a_woman_who_lives_elsewhere_now_is_for_the_coordinator_there(group, coordinator):
    here, moved = (row.beneficiary for row in group.members[:2])
    frappe.db.set_value("Beneficiary", here, "phone", "+212612345678")
    frappe.db.set_value("Beneficiary", moved, {"phone": "+212612345679", "unit": OTHER_PROVINCE})
    phones = {row["beneficiary"]: row["phone"] for row in page_of(coordinator, group)["women"]}
    assert (phones[here], phones[moved]) == ("+212612345678", None)


@pytest.mark.parametrize("role", ["Trainer", "Coach", "Woman", "Auditor"])
def test_other_roles_have_pages_of_their_own(group, role):
    user = user_with(role, PROVINCE).name
    with acting_as(user), pytest.raises(frappe.PermissionError):
        groups()
    with pytest.raises(frappe.PermissionError):
        page_of(user, group)


def test_a_larger_group_asks_no_more_queries(coordinator):
    small, large = make_group(2), make_group(25)
    counts = []
    for group in (small, small, large):
        session = make_session(group, session_date=add_days(today(), -1))
        send([mark(session, woman) for woman in women_of(session)] + [close(session)], session)
        with acting_as(coordinator):
            group_page(group.name)
            with counted_queries() as queries:
                group_page(group.name)
        counts.append(len(queries))
    assert counts[1] == counts[2]
    assert counts[2] <= 12
