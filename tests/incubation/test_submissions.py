"""Each submission is kept as it was sent, and two of them are compared field by field."""

import frappe
import pytest

from tests.factories.incubation import edit, holder_user, make_private_file, make_project, move
from tests.helpers.acting import acting_as
from women_incubation.incubation import comparing, versions_api
from women_incubation.incubation.errors import NoSuchSubmission


@pytest.fixture
def sent_twice(staff):
    """Sent, sent back, changed by her, sent again."""
    project = make_project("Under Review", staff)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Le marché ?")
    her = holder_user(project)
    items = [
        {"label": "Four", "amount": 30000, "quote": make_private_file(her)},
        {"label": "Machines", "amount": 50000, "quote": project.budget_items[0].quote},
        {"label": "Tissus", "amount": 20000, "quote": project.budget_items[1].quote},
    ]
    project = edit(project, her, market="Les hôtels.", sector="Services", budget_items=items)
    return move(project, "Submitted", her, change_answer="Les hôtels d'abord.")


def test_what_changed_is_said_field_by_field(sent_twice):
    changes = {
        (row["field"], row["label"]): (row["before"], row["after"]) for row in comparing.compare(sent_twice)
    }
    assert changes.pop(("market", "Customers and Market")) == ("Les boutiques de la médina.", "Les hôtels.")
    assert changes.pop(("sector", "Sector")) == ("Crafts", "Services")
    before, after = changes.pop(("budget_items", "Budget: Machines"))
    assert before.startswith("Machines · 80") and after.startswith("Machines · 50")
    assert changes.pop(("budget_items", "Budget: Four"))[0] == ""
    assert changes == {}  # the row that moved down did not change


def test_nothing_changed_is_an_empty_list(sent_twice):
    assert comparing.compare(sent_twice, older=2, newer=2) == []


def test_a_submission_that_was_not_made_is_refused(staff):
    with pytest.raises(NoSuchSubmission):
        comparing.compare(make_project("Submitted", staff))


def test_nobody_rewrites_what_was_sent(sent_twice, staff):
    project = frappe.get_doc("Project Proposal", sent_twice.name)
    kept = [row.content for row in project.submissions]
    with acting_as(staff.coordinator):
        project.submissions[0].content = "{}"
        project.append("submissions", {"number": 9, "content": "{}"})
        project.save()
    project.reload()
    assert [row.content for row in project.submissions] == kept


def test_whoever_may_not_read_the_project_compares_nothing(sent_twice, staff):
    with acting_as(staff.coordinator):
        answer = versions_api.compare(sent_twice.name)
    assert [row["number"] for row in answer["submissions"]] == [1, 2]
    with acting_as(staff.third_evaluator), pytest.raises(frappe.PermissionError):
        versions_api.compare(sent_twice.name)
