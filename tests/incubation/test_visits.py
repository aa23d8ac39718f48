"""A coach's visits, recorded without a network, arrive once each, whatever the phone sends again."""

import base64
import io
import uuid

import frappe
import pytest
from frappe.utils import add_days, today
from PIL import Image

from tests.factories.incubation import make_project, make_staff
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.incubation.errors import VisitFrozen, VisitRefused
from women_incubation.incubation.visits import projects_of_coach
from women_incubation.incubation.visits_api import my_projects, sync_visits

pytestmark = pytest.mark.usefixtures("db")


def picture(kind: str = "JPEG") -> str:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def project(staff):
    return make_project("In Incubation", staff)


def visit(on, **overrides):
    values = {"uuid": str(uuid.uuid4()), "project": on.name, "visit_date": today(), "place": "Souk"}
    values |= {
        "purpose": "First visit",
        "observations": "The shop is open.",
        "latitude": 27.15,
        "longitude": -13.2,
    }
    return values | {"device_time_utc": "2026-01-01T10:00:00Z"} | overrides


def send(coach, *visits):
    with acting_as(coach):
        return [answer["outcome"] for answer in sync_visits(list(visits), "phone")["answers"]]


def test_a_visit_arrives_with_its_photo_private(project, staff):
    sent = visit(project, photos=[{"uuid": "p1", "name": "x.jpg", "content_base64": picture()}])
    assert send(staff.coach, sent) == ["created"]
    stored = frappe.get_doc("Coaching Visit", {"uuid": sent["uuid"]})
    assert (stored.coach, stored.unit, len(stored.photos)) == (staff.coach, project.unit, 1)
    file = frappe.get_doc("File", {"file_url": stored.photos[0].file})
    assert (file.is_private, file.attached_to_name) == (1, stored.name)


def test_mentoring_names_the_mentor(project, staff):
    nameless, odd = visit(project, kind="Mentoring"), visit(project, kind="Party")
    sent = visit(project, kind="Mentoring", mentor="Mme Rachida, coopérative Tifaouine")
    assert send(staff.coach, nameless, odd, sent) == ["invalid", "invalid", "created"]
    assert frappe.db.get_value("Coaching Visit", {"uuid": sent["uuid"]}, "kind") == "Mentoring"


def test_sent_again_it_is_the_same_visit(project, staff):
    sent = visit(project)
    assert send(staff.coach, sent, sent) == ["created", "identical"]
    assert send(staff.coach, sent) == ["identical"]
    assert frappe.db.count("Coaching Visit", {"project": project.name}) == 1


def test_other_content_under_the_same_code_is_a_conflict_and_the_first_stays(project, staff):
    sent = visit(project)
    assert send(staff.coach, sent, {**sent, "observations": "Changed."}) == ["created", "conflict"]
    assert (
        frappe.db.get_value("Coaching Visit", {"uuid": sent["uuid"]}, "observations") == "The shop is open."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"visit_date": "2190-01-01"},
        {"visit_date": None},
        {"visit_date": "soon"},
        {"project": "PRJ-0"},
        {"observations": ""},
        {"observations": "x" * 5001},
        {"latitude": 91},
        {"latitude": "north"},
        {"place": 5},
        {"next_visit_on": "2001-01-01"},
        {"photos": [{"content_base64": base64.b64encode(b"<svg>").decode()}]},
        {"photos": [{"content_base64": "not base64"}]},
        {"photos": [{"content_base64": base64.b64encode(b"\xff\xd8\xff\xe0" + b"0" * 200).decode()}]},
        {"photos": [{"content_base64": picture("GIF")}]},
        {"photos": ["picture"]},
        {"observations": "half a sign \ud800"},
        {"latitude": 10**400},
        {"device_time_utc": "soon"},
        {"device_time_utc": ["2026-01-01"]},
        {"device_time_utc": "9" * 200},
        {"photos": [{}] * 7},
    ],
)
def test_a_bad_visit_is_answered_in_words_and_spoils_nothing(project, staff, wrong):
    good = visit(project)
    with acting_as(staff.coach):
        answers = sync_visits([visit(project, **wrong), good], "phone")["answers"]
    assert [answer["outcome"] for answer in answers] == ["invalid", "created"]
    assert answers[0]["message"]
    assert frappe.db.count("Coaching Visit", {"project": project.name}) == 1


def test_all_that_is_missing_is_said_at_once_in_sentences(project, staff):
    empty = dict.fromkeys(("place", "purpose", "observations", "visit_date"), "")
    with acting_as(staff.coach):
        answers = sync_visits([visit(project, place=None), visit(project, **empty)], "phone")["answers"]
    assert answers[0]["message"] == "Say where the visit took place."
    assert [answer["outcome"] for answer in answers] == ["invalid", "invalid"]
    assert answers[1]["message"].count(".") == 4
    assert not any("[" in answer["message"] or "Mandatory" in answer["message"] for answer in answers)


@pytest.mark.parametrize("batch", [[], "x", [{}] * 21])
def test_what_is_no_batch_is_refused(staff, batch):
    with acting_as(staff.coach), pytest.raises(VisitRefused):
        sync_visits(batch, "phone")


def test_a_visit_without_a_code_is_invalid(project, staff):
    assert send(staff.coach, visit(project, uuid="1"), "no visit") == ["invalid", "invalid"]


def test_only_the_coach_of_the_project_records_visits(project, staff):
    other = user_with("Coach", project.unit).name
    assert send(other, visit(project)) == ["invalid"]
    with acting_as(staff.coordinator), pytest.raises(frappe.PermissionError):
        sync_visits([visit(project)], "phone")


def test_a_recorded_visit_is_neither_changed_nor_deleted(project, staff):
    sent = visit(project)
    send(staff.coach, sent)
    stored = frappe.get_doc("Coaching Visit", {"uuid": sent["uuid"]})
    with pytest.raises(VisitFrozen):
        stored.update({"observations": "Other."}).save()
    with pytest.raises(VisitFrozen):
        stored.delete()


def test_the_coach_gets_her_projects_with_plan_and_visits(project, staff):
    send(staff.coach, visit(project), visit(project, visit_date=add_days(today(), -1)))
    with acting_as(staff.coach):
        found = my_projects()["projects"]
    assert [row["name"] for row in found] == [project.name]
    assert [str(row.visit_date) for row in found[0]["visits"]] == [today(), add_days(today(), -1)]
    with acting_as(user_with("Coach", project.unit).name):
        assert my_projects()["projects"] == []
    with acting_as(staff.funder), pytest.raises(frappe.PermissionError):
        my_projects()


def test_the_queries_do_not_grow_with_the_projects(project, staff):
    with counted_queries() as one:
        projects_of_coach(staff.coach)
    make_project("In Incubation", staff)
    with counted_queries() as two:
        projects_of_coach(staff.coach)
    assert len(one) == len(two) <= 12
