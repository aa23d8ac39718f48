"""Changes are asked for field by field, answered one by one, and what was said stays."""

import frappe
import pytest

from tests.factories.incubation import edit, holder_user, make_project, make_staff, move
from tests.helpers.acting import acting_as
from tests.helpers.refusals import refused_fields
from women_incubation.incubation.api import my_proposal
from women_incubation.incubation.errors import ChangesRefused
from women_incubation.incubation.services import save_proposal, submit_proposal

pytestmark = pytest.mark.usefixtures("db")
ASKED = [{"field_name": "market", "request": "Who buys in winter?"}, {"request": "Add a second quote."}]


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def asked(staff):
    project = make_project("Under Review", staff)
    return move(project, "Changes Requested", staff.coordinator, requested_changes=ASKED)


def save(project, **values):
    with acting_as(holder_user(project)):
        project.reload()
        return save_proposal(values, project.name, str(frappe.utils.get_datetime(project.modified)))


def test_each_request_is_shown_at_its_field(asked):
    with acting_as(holder_user(asked)):
        shown = my_proposal(asked.name)["requested_changes"]
    assert [(row["field"], row["request"]) for row in shown] == [
        ("market", "Who buys in winter?"),
        (None, "Add a second quote."),
    ]
    assert all(row["asked_on"] for row in shown)


def test_it_is_sent_again_once_every_request_is_answered(asked):
    with acting_as(holder_user(asked)):
        assert refused_fields(lambda: submit_proposal(asked.name)) == {"market", "requested_changes"}
    rows = asked.requested_changes
    asked = save(asked, change_answers={rows[0].name: "Hotels do."})
    with acting_as(holder_user(asked)):
        assert refused_fields(lambda: submit_proposal(asked.name)) == {"requested_changes"}
    asked = save(asked, change_answers={rows[1].name: "Attached."})
    with acting_as(holder_user(asked)):
        assert submit_proposal(asked.name).workflow_state == "Submitted"


def test_changes_cannot_be_requested_without_saying_which(staff):
    project = make_project("Under Review", staff)
    assert refused_fields(lambda: move(project, "Changes Requested", staff.coordinator)) == {
        "requested_changes"
    }


def refuse_saving(project, actor, words):
    with acting_as(actor), pytest.raises(ChangesRefused, match=words):
        project.save()
    project.reload()


def test_she_changes_neither_the_request_nor_its_row(asked):
    woman = holder_user(asked)
    asked.requested_changes[0].request = "Nothing."
    refuse_saving(asked, woman, "stays as it was")
    asked.requested_changes.pop()
    refuse_saving(asked, woman, "stays in the file")
    asked.append("requested_changes", {"request": "One more."})
    refuse_saving(asked, woman, "during the review")


def test_the_reviewer_does_not_answer_for_her(asked, staff):
    rows = asked.requested_changes
    asked = save(asked, change_answers={rows[0].name: "Hotels do.", rows[1].name: "Attached."})
    with acting_as(holder_user(asked)):
        asked = submit_proposal(asked.name)
    asked = move(asked, "Under Review", staff.coordinator)
    asked.requested_changes[0].answer = "Rewritten."
    refuse_saving(asked, staff.coordinator, "answered while")


@pytest.mark.parametrize("answers", [{"nobody": "x"}, "text", {"ROW": 5}, {"ROW": "x" * 2001}])
def test_answers_to_nothing_are_refused_in_words(asked, answers):
    if isinstance(answers, dict):
        answers = {key.replace("ROW", asked.requested_changes[0].name): text for key, text in answers.items()}
    with pytest.raises(ChangesRefused):
        save(asked, change_answers=answers)


def test_an_unknown_part_is_refused(staff):
    project = make_project("Under Review", staff)
    with pytest.raises(ChangesRefused):
        edit(
            project,
            staff.coordinator,
            requested_changes=[{"field_name": "granted_amount", "request": "More."}],
        )
