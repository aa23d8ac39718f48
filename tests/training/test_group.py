"""Groups: dates, places, trainers and members."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, SISTER_PROVINCE, make_commune
from tests.factories.training import make_group, make_path, make_session, make_trainer
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training.errors import (
    DatesRefused,
    GroupFull,
    MemberRefused,
    SessionFrozen,
    TrainerRefused,
)

pytestmark = pytest.mark.usefixtures("db")


def joining(beneficiary, **overrides):
    return {"beneficiary": beneficiary, "joined_on": add_days(today(), -5)} | overrides


def test_a_group_ends_after_it_starts(db):
    assert make_group(start_date="2026-03-02", end_date="2026-03-02", status="Completed").name
    with pytest.raises(DatesRefused):
        make_group(start_date="2026-03-02", end_date="2026-03-01")


def test_a_group_has_no_more_members_than_places(db):
    assert len(make_group(3, capacity=3).members) == 3
    with pytest.raises(GroupFull):
        make_group(3, capacity=2)


def test_whoever_left_frees_her_place(db):
    group = make_group(2, capacity=2)
    group.members[0].update({"left_on": today(), "leaving_reason": "Found work"})
    group.append("members", joining(make_beneficiary().name))
    group.save()
    assert len(group.members) == 3


def test_a_woman_is_in_a_group_once(db):
    anna = make_beneficiary().name
    with pytest.raises(MemberRefused, match="Row 2"):
        make_group([anna, anna])


@pytest.mark.parametrize(("days", "reason"), [(-60, "Moved"), (0, ""), (0, "  ")])
def test_leaving_is_after_joining_and_has_a_reason(db, days, reason):
    group = make_group()
    group.members[0].update({"left_on": add_days(today(), days), "leaving_reason": reason})
    with pytest.raises(MemberRefused):
        group.save()


@pytest.mark.parametrize("value", ["nonsense", None, 5])
def test_the_day_of_joining_is_a_date(db, value):
    group = make_group()
    group.append("members", joining(make_beneficiary().name, joined_on=value))
    with pytest.raises(frappe.ValidationError):
        group.save()


@pytest.mark.parametrize(
    ("status", "admitted"),
    [("Registered", True), ("Selected", True), ("Waiting List", False), ("Not Selected", False)],
)
def test_only_women_who_were_not_refused_join(db, status, admitted):
    woman = make_beneficiary(selection_status=status, selection_reason="Explained").name
    if admitted:
        assert make_group([woman]).name
    else:
        with pytest.raises(MemberRefused, match="waiting list"):
            make_group([woman])


def test_a_coordinator_takes_in_women_of_her_territory_only(db):
    near, far = make_beneficiary(unit=PROVINCE).name, make_beneficiary(unit=OTHER_PROVINCE).name
    path, trainer = make_path().name, make_trainer()
    values = {"path": path, "trainers": [{"trainer": trainer}]}
    with acting_as(user_with("Coordinator", PROVINCE).name):
        assert make_group([near], **values).name
        with pytest.raises(MemberRefused, match="territory"):
            make_group([far], **values)


def test_a_coordinator_forms_groups_in_her_territory_only(db):
    values = {"path": make_path().name, "trainers": []}
    with acting_as(user_with("Coordinator", PROVINCE).name):
        assert make_group(0, unit=make_commune_as_admin(), **values).name
        with pytest.raises(frappe.PermissionError):
            make_group(0, unit=SISTER_PROVINCE, **values)


def make_commune_as_admin():
    with acting_as("Administrator"):
        return make_commune().name


def test_trainers_are_trainers_of_the_territory_named_once(db):
    trainer = make_trainer()
    assert make_group(trainers=[{"trainer": trainer}]).name
    with pytest.raises(TrainerRefused):
        make_group(trainers=[{"trainer": make_trainer(OTHER_PROVINCE)}])
    with pytest.raises(frappe.ValidationError, match="twice"):
        make_group(trainers=[{"trainer": trainer}, {"trainer": trainer}])


def test_a_trainer_who_lost_her_role_does_not_block_the_group(db):
    group = make_group()
    frappe.get_doc("User", group.trainers[0].trainer).remove_roles("Incubation Trainer")
    group.reload().place = "Salle 1"
    group.save()
    assert group.place == "Salle 1"


def test_a_member_may_be_taken_off_before_anything_took_place(db):
    group = make_group()
    make_session(group, session_date=add_days(today(), 1))
    group.reload().members.pop()
    group.save()
    assert len(group.members) == 2


def test_a_member_is_not_taken_off_once_a_session_took_place(db):
    group = make_group()
    make_session(group, session_date=today())
    group.reload().members.pop()
    with pytest.raises(MemberRefused, match="Write when and why"):
        group.save()


def test_path_and_territory_stay_once_there_are_sessions(db):
    group = make_group()
    group.path = make_path().name
    group.save()
    make_session(group)
    group.path = make_path().name
    with pytest.raises(SessionFrozen):
        group.save()


def test_a_row_of_members_is_not_saved_by_itself(db):
    row = make_group().members[0]
    row = frappe.get_doc("Training Group Member", row.name)
    row.left_on = today()
    with pytest.raises(frappe.PermissionError):
        row.save()


def test_new_members_are_looked_up_in_one_query(db):
    counts = []
    for size in (2, 20):
        group = make_group(size)
        with counted_queries() as queries:
            group.selection_of([row.beneficiary for row in group.members])
        counts.append(len(queries))
    assert counts == [1, 1]
