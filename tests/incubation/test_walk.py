"""Every role x state x action of the Project Path, generated from the Workflow's own data.

Allowed: each transition is made by each role it allows, through `apply_workflow` and a plain save; and it is
refused, by the same two doors, when its guard is not met. Forbidden: in each state each person tries every
state and every action that the Workflow does not give them, Administrator included, and gets nowhere.
"""

import json
from pathlib import Path

import frappe
import pytest
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError, apply_workflow
from frappe.utils import add_months, today

import women_incubation
from tests.factories.funding import make_line
from tests.factories.incubation import (
    ENDED,
    PATH,
    decision_row,
    edit,
    hold,
    holder_user,
    lodge_appeal,
    make_evaluation,
    make_idea,
    make_private_file,
    make_project,
    make_sitting,
    move,
    uphold,
)
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.errors import MoveNotAllowed
from women_incubation.incubation.errors import MoveRefused

DOCTYPE = "Project Proposal"
WOMAN = "Incubation Woman"
HOLDER = "the woman who holds the project"
FIXTURES = Path(women_incubation.__file__).parent / "fixtures"


def fixture(file: str) -> list[dict]:
    return json.loads((FIXTURES / file).read_text())


WORKFLOW = next(row for row in fixture("4_workflow.json") if row["name"] == "Project Path")
STATES = list(dict.fromkeys(row["state"] for row in WORKFLOW["states"]))
ACTIONS = sorted({row["action"] for row in WORKFLOW["transitions"]})
ROLES = sorted(row["role_name"] for row in fixture("1_role.json"))
TRANSITIONS = [
    pytest.param(row, id=f"{row['state']}-{row['action']}-{row['allowed'].removeprefix('Incubation ')}")
    for row in WORKFLOW["transitions"]
]
REFUSED = (frappe.PermissionError, WorkflowTransitionError, WorkflowPermissionError)


# ---------------------------------------------------------------- a project in each state


def project_in(state, staff):
    """A project in this state, as its people brought it there."""
    if state == "Idea":
        return make_idea()
    if state in PATH:
        return make_project(state, staff)
    project = make_project(COMING_FROM[state], staff)
    return SIDE_STEPS[state](project, staff)


COMING_FROM = {
    "Changes Requested": "Under Review",
    "Waiting List": "Shortlisted",
    "Rejected": "Shortlisted",
    "Economically Integrated": "Activity Started",
    "Discontinued": "In Incubation",
    "Withdrawn": "Submitted",
}


def decide(project, staff, decision):
    sitting = hold(make_sitting([decision_row(project, decision)]))
    return move(project, decision, staff.secretary, sitting=sitting.name)


def integrate(project, staff):
    finish_follow_ups(project, staff)
    return move(project, "Economically Integrated", staff.coordinator)


SIDE_STEPS = {
    "Changes Requested": lambda p, s: move(
        p, "Changes Requested", s.coordinator, change_request="Le marché ?"
    ),
    "Waiting List": lambda p, s: decide(p, s, "Waiting List"),
    "Rejected": lambda p, s: decide(p, s, "Rejected"),
    "Economically Integrated": integrate,
    "Discontinued": lambda p, s: move(p, "Discontinued", s.coordinator, **ENDED),
    "Withdrawn": lambda p, _s: move(p, "Withdrawn", holder_user(p), end_reason="Je change d'idée."),
}


def finish_follow_ups(project, staff):
    """Both follow-ups done by the coach; the activity is dated back so that they are due."""
    started = add_months(today(), -12)
    frappe.db.set_value(DOCTYPE, project.name, "activity_started_on", started)
    evidence = make_private_file(staff.coach)
    for name in frappe.get_all("Integration Follow-up", filters={"project": project.name}, pluck="name"):
        with acting_as(staff.coach):
            follow_up = frappe.get_doc("Integration Follow-up", name)
            follow_up.update({"status": "Done", "done_on": today(), "activity_running": 1, "jobs": 1})
            follow_up.evidence = evidence
            follow_up.save()


# ---------------------------------------------------------------- what each guard asks for, and how it is met


def cite(decision):
    def prepare(project, staff):
        sitting = hold(make_sitting([decision_row(project, decision)]))
        edit(project, staff.secretary, sitting=sitting.name)

    return prepare


def evaluate(project, staff):
    for evaluator in (staff.evaluator, staff.second_evaluator):
        make_evaluation(project, evaluator)


def show_activity(project, staff):
    evidence = {"activity_started_on": today(), "activity_evidence_kind": "First Sale"}
    edit(project, staff.coach, activity_evidence=make_private_file(staff.coach), **evidence)


PREPARE = {
    "Submit Proposal": lambda p, _s: edit(p, holder_user(p), **answer(p)),
    "Start Review": None,
    "Request Changes": lambda p, s: edit(p, s.coordinator, change_request="Le marché ?"),
    "Shortlist": evaluate,
    "Record Approval": cite("Approved"),
    "Put on Waiting List": cite("Waiting List"),
    "Record Rejection": cite("Rejected"),
    "Sign Contract": lambda p, s: edit(
        p, s.funder, financing=[{"budget_line": make_line().name, "amount": p.granted_amount}]
    ),
    "Start Incubation": lambda p, s: edit(p, s.coordinator, coach=s.coach),
    "Start Activity": show_activity,
    "Confirm Integration": finish_follow_ups,
    "Reopen on Appeal": lambda p, s: uphold(lodge_appeal(p)),
    "Discontinue": lambda p, s: edit(p, s.coordinator, **ENDED),
    "Withdraw": lambda p, _s: edit(p, holder_user(p), end_reason="Je change d'idée."),
}


def answer(project):
    """What submitting needs in this state: the description, taken away before, and an answer to changes."""
    return {"description": "Un atelier."} | ({"change_answer": "Oui."} if project.change_request else {})


def spoil(project, action):
    """Take away what the guard of the action asks for, where the state itself does not lack it."""
    if action == "Submit Proposal":
        edit(project, holder_user(project), description=None)


def actor_of(project, role, staff):
    """The person who acts in this role."""
    people = {
        WOMAN: holder_user(project),
        "Incubation Coordinator": staff.coordinator,
        "Incubation Committee Secretary": staff.secretary,
        "Incubation Funder": staff.funder,
        "Incubation Coach": staff.coach,
    }
    return people[role]


def by_action(project, transition):
    apply_workflow({"doctype": DOCTYPE, "name": project.name}, transition["action"])


def by_plain_save(project, transition):
    doc = frappe.get_doc(DOCTYPE, project.name)
    doc.workflow_state = transition["next_state"]
    doc.save()


DOORS = [pytest.param(by_action, id="apply_workflow"), pytest.param(by_plain_save, id="save")]


# ---------------------------------------------------------------- allowed


@pytest.mark.parametrize("transition", TRANSITIONS)
def test_an_allowed_move_waits_for_its_guard_and_then_passes_every_door(staff, transition):
    action, state = transition["action"], transition["state"]
    project = project_in(state, staff)
    actor = actor_of(project, transition["allowed"], staff)
    spoil(project, action)
    if PREPARE[action]:
        for door in (by_action, by_plain_save):
            with acting_as(actor), pytest.raises(MoveRefused) as refusal:
                door(project, transition)
            assert all(item["field"] and item["message"] for item in refusal.value.missing)
        assert frappe.db.get_value(DOCTYPE, project.name, "workflow_state") == state
        PREPARE[action](frappe.get_doc(DOCTYPE, project.name), staff)

    for door in (by_plain_save, by_action):
        frappe.db.savepoint("prepared")
        with acting_as(actor):
            door(project, transition)
        assert frappe.db.get_value(DOCTYPE, project.name, "workflow_state") == transition["next_state"]
        frappe.db.rollback(save_point="prepared")


# ---------------------------------------------------------------- forbidden


@pytest.fixture(scope="session")
def one_of_each(province_staff):
    """A person for every role of the programme, a System Manager, and another woman; committed once."""
    people = {role: user_with(role, PROVINCE).name for role in ROLES}
    people["System Manager"] = user_with("System Manager").name
    frappe.db.commit()
    return people


def allowed_to(role, state):
    """(actions, next states) that the Workflow gives the role in this state."""
    mine = [row for row in WORKFLOW["transitions"] if (row["state"], row["allowed"]) == (state, role)]
    return {row["action"] for row in mine}, {row["next_state"] for row in mine}


@pytest.mark.parametrize("state", STATES)
def test_what_the_workflow_does_not_allow_is_refused_at_every_door(staff, one_of_each, state):
    project = project_in(state, staff)
    everybody = [*one_of_each.items(), ("Administrator", "Administrator"), ("Guest", "Guest")]
    everybody += [(HOLDER, holder_user(project))]
    tried = 0
    for role, user in everybody:
        actions, states = allowed_to(role_here(role), state)
        with acting_as(user):
            tried += refuse_all(project, by_action, "action", set(ACTIONS) - actions)
            tried += refuse_all(project, by_plain_save, "next_state", set(STATES) - states - {state})
    assert frappe.db.get_value(DOCTYPE, project.name, "workflow_state") == state
    assert tried > len(ROLES) * len(STATES)


def role_here(role):
    """The role as it counts on this project: a woman has none on somebody else's."""
    return {WOMAN: None, HOLDER: WOMAN}.get(role, role)


def refuse_all(project, door, key, values):
    for value in values:
        with pytest.raises(REFUSED):
            door(project, {key: value})
    frappe.clear_messages()
    return len(values)


def test_administrator_moves_a_project_only_in_a_role_he_was_given(staff):
    project = make_project("Submitted", staff)
    with acting_as("Administrator"), pytest.raises(frappe.PermissionError):
        by_plain_save(project, {"next_state": "Under Review"})
    frappe.get_doc("User", "Administrator").add_roles("Incubation Coordinator")
    with acting_as("Administrator"):
        by_plain_save(project, {"next_state": "Under Review"})
    assert frappe.db.get_value(DOCTYPE, project.name, "workflow_state") == "Under Review"


def test_an_action_that_a_site_adds_without_a_guard_is_refused_at_every_door(staff):
    workflow = frappe.get_doc("Workflow", "Project Path")
    frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Jump"}).insert()
    step = {"state": "Submitted", "action": "Jump", "next_state": "Approved", "allow_self_approval": 1}
    workflow.append("transitions", step | {"allowed": "Incubation Coordinator"})
    workflow.save()
    project = make_project("Submitted", staff)
    for door in (by_action, by_plain_save):
        with acting_as(staff.coordinator), pytest.raises(MoveNotAllowed, match="Jump"):
            door(project, step)
    assert frappe.db.get_value(DOCTYPE, project.name, "workflow_state") == "Submitted"


def test_each_action_of_both_paths_has_a_guard_and_each_guard_an_action():
    from women_incubation.disbursement import guards as of_payments
    from women_incubation.incubation import guards as of_projects

    guards = {"Project Path": of_projects.GUARDS, "Disbursement Path": of_payments.GUARDS}
    for workflow in fixture("4_workflow.json"):
        assert {row["action"] for row in workflow["transitions"]} == set(guards[workflow["name"]])


def test_whoever_edits_in_a_state_is_whom_the_desk_lets_edit():
    """Frappe's forms follow the Workflow's allow_edit: it names the staff that EDITABLE names."""
    from women_incubation.incubation.editing import EDITABLE

    shown = {(row["state"], row["allow_edit"]) for row in WORKFLOW["states"]}
    enforced = {(state, role) for state, roles in EDITABLE.items() for role in roles}
    assert {pair for pair in enforced if pair[1] not in (WOMAN, "System Manager")} <= shown
