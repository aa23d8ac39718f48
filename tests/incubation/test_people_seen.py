"""A coach reads the women she coaches, an evaluator those he judges; another role opens the territory."""

import frappe
import pytest

from tests.factories.people import give_consent, make_beneficiary, make_support
from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as


def women_seen(user: str, among: list[str]) -> set[str]:
    """Which of these women the user finds in a list; a form read agrees."""
    with acting_as(user):
        listed = set(frappe.get_list("Beneficiary", {"name": ["in", among]}, pluck="name", limit=0))
        assert listed == {name for name in among if frappe.has_permission("Beneficiary", "read", name)}
    return listed


def project_of(woman: str, **values: str) -> str:
    """A project in the territory."""
    return bare_row("Project Proposal", PROVINCE, beneficiary=woman, **values)


@pytest.fixture
def women(db) -> list[str]:
    """Three women of the province."""
    return [make_beneficiary().name for _n in range(3)]


def test_a_coach_reads_holders_and_members_of_the_projects_she_coaches(women):
    coach, holder, member, stranger = user_with("Coach", PROVINCE).name, *women
    project = project_of(holder, coach=coach)
    row = {"parent": project, "parenttype": "Project Proposal", "parentfield": "members"}
    bare_row("Project Member", beneficiary=member, **row)
    project_of(stranger, coach="Administrator")
    assert women_seen(coach, women) == {holder, member}


@pytest.mark.parametrize(("doctype", "make"), [("Consent", give_consent), ("External Support", make_support)])
def test_a_coach_reads_what_is_recorded_of_them_and_of_no_other(women, doctype, make):
    coach = user_with("Coach", PROVINCE).name
    project_of(women[0], coach=coach)
    own, _other = make(women[0]).name, make(women[1]).name
    with acting_as(coach):
        assert frappe.get_list(doctype, {"beneficiary": ["in", women]}, pluck="name") == [own]


@pytest.mark.parametrize(("declaration", "seen"), [("No Conflict", True), ("Conflict", False)])
def test_an_evaluator_reads_the_women_he_judges_without_a_conflict(women, declaration, seen):
    evaluator = user_with("Evaluator", PROVINCE).name
    judge(evaluator, project_of(women[0]), declaration=declaration)
    judge("Administrator", project_of(women[1]))
    assert women_seen(evaluator, women) == ({women[0]} if seen else set())


def judge(evaluator: str, project: str, **values: str) -> None:
    """An evaluation of the project by this user, who declared that he has no conflict."""
    values = {"project": project, "evaluator": evaluator, "declaration": "No Conflict", **values}
    bare_row("Proposal Evaluation", PROVINCE, **values)


@pytest.mark.parametrize(
    ("roles", "number"),
    [(["Coach", "Coordinator"], 3), (["Evaluator", "Funder"], 3), (["Coach", "Evaluator"], 2)],
)
def test_roles_add_up(women, roles, number):
    user = user_with(roles, PROVINCE).name
    project_of(women[0], coach=user)
    judge(user, project_of(women[1]))
    assert len(women_seen(user, women)) == number
