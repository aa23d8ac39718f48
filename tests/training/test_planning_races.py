"""Many plan one hall at the same moment: one of them has it, and the others are told who."""

from collections import Counter

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.training import make_group
from tests.helpers.processes import run_together, snapshot_isolation, until_done
from women_incubation.training.errors import SessionClash

PLANNERS = 8
PLANNED, REFUSED = "planned", "refused"


def plan(values: dict) -> str:
    """What a coordinator does: plan, and once more when told to try again."""

    def attempt() -> str:
        frappe.get_doc({"doctype": "Training Session", **values}).insert()
        frappe.db.commit()
        return PLANNED

    try:
        return until_done(attempt)
    except SessionClash:
        return REFUSED


@pytest.fixture
def meetings(db):
    """What each of the planners wants: another group and trainer, and one hall at one time."""
    hall, day = unique("Hall"), add_days(today(), 300)
    wanted = []
    for _planner in range(PLANNERS):
        group = make_group(0)
        module = frappe.get_cached_doc("Training Path", group.path).modules[0].module
        when = {"session_date": day, "start_time": "09:00", "end_time": "12:00"}
        who = {"training_group": group.name, "module": module, "trainer": group.trainers[0].trainer}
        wanted.append({"place": hall, **when, **who})
    frappe.db.commit()
    yield wanted
    frappe.db.rollback()
    for values in wanted:
        frappe.db.delete("Training Session", {"training_group": values["training_group"]})
    frappe.db.commit()


@pytest.mark.parametrize("isolation", [0, 1])
def test_one_hall_is_planned_once(meetings, isolation):
    answers = run_together(lambda number: plan(meetings[number]), PLANNERS, snapshot_isolation(isolation))
    assert Counter(answers) == {PLANNED: 1, REFUSED: PLANNERS - 1}


def test_other_halls_do_not_mind_each_other(meetings):
    halls = [meeting | {"place": f"{meeting['place']} {number}"} for number, meeting in enumerate(meetings)]
    assert run_together(lambda number: plan(halls[number]), PLANNERS) == [PLANNED] * PLANNERS
