"""The project's rules at every door, with real requests."""

import json

import frappe
import pytest

from tests.factories.incubation import (
    DOCTYPE,
    holder_user,
    make_holder,
    make_idea,
    make_private_file,
    make_project,
    move,
)
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import assign, user_with
from tests.helpers.browser import message_of
from tests.helpers.moving_doors import DOORS

doors = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


@pytest.fixture(scope="module")
def submitted(province_staff):
    """A project that was sent; committed, and only tried upon."""
    return committed(make_project("Submitted", province_staff))


@pytest.fixture(scope="module")
def approved(province_staff):
    """An approved project; committed, and only tried upon."""
    return committed(make_project("Approved", province_staff))


@pytest.fixture(scope="module")
def everything(site):
    """A user with every role of the programme but those that move the project at these states."""
    return committed(user_with(["Trainer", "Evaluator", "Controller", "Auditor", "Programme Officer"])).name


def committed(doc):
    frappe.db.commit()
    return doc


def stored(project, *fields):
    frappe.db.rollback()
    return frappe.db.get_value(DOCTYPE, project.name, ["workflow_state", "docstatus", *fields])


# ---------------------------------------------------------------- who gets in


@doors
def test_the_coordinator_starts_the_review_through_every_door(province_staff, browser, door):
    project = committed(make_project("Submitted", province_staff))
    answer = door(browser(province_staff.coordinator), DOCTYPE, project.name, "Start Review", "Under Review")
    assert answer.status_code == 200, message_of(answer)
    assert stored(project)[0] == "Under Review"


@doors
def test_nobody_else_does_administrator_included(submitted, browser, province_staff, everything, door):
    for user in ("Administrator", everything, province_staff.funder, holder_user(submitted), "Guest"):
        answer = door(browser(user), DOCTYPE, submitted.name, "Start Review", "Under Review")
        assert answer.status_code < 500
        assert stored(submitted)[:2] == ("Submitted", 0), (user, message_of(answer))


@doors
def test_no_state_is_skipped(submitted, browser, province_staff, door):
    for action, state in (("Record Approval", "Approved"), ("Sign Contract", "Contracted")):
        for user in (
            province_staff.coordinator,
            province_staff.secretary,
            province_staff.funder,
            "Administrator",
        ):
            answer = door(browser(user), DOCTYPE, submitted.name, action, state)
            assert answer.status_code < 500
            assert stored(submitted)[0] == "Submitted"


@pytest.mark.parametrize("user", ["coordinator", "Administrator"])
@pytest.mark.parametrize("docstatus", [1, 2])
def test_docstatus_is_no_way_forward(submitted, browser, province_staff, user, docstatus):
    browse = browser(getattr(province_staff, user, user))
    path = f"/api/resource/{DOCTYPE}/{submitted.name}"
    doc = json.dumps({"doctype": DOCTYPE, "name": submitted.name})
    answers = [
        browse.put(path, docstatus=docstatus),
        browse.put(path, docstatus=docstatus, _action="submit"),
        browse.put(path, docstatus=docstatus, workflow_state="Approved", _action="discard"),
        browse.post(path, run_method="submit"),
        browse.post(path, run_method="discard"),
        browse.call("frappe.client.submit", doc=doc),
        browse.call("frappe.client.cancel", doctype=DOCTYPE, name=submitted.name),
    ]
    assert all(400 <= answer.status_code < 500 for answer in answers), [a.status_code for a in answers]
    assert stored(submitted)[:2] == ("Submitted", 0)


# ---------------------------------------------------------------- what was sent stays as it was sent


@pytest.mark.parametrize("user", ["holder", "coordinator", "Administrator"])
@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre"},
        {"requested_amount": 59_000},
        {"budget_items": []},
        {"beneficiary": "other"},
        {"members": [{"share_percent": 100}]},
        {"sitting": "SIT-2026-0001"},
        {"coach": "Administrator"},
        {"financing": [{"amount": 1}]},
        {"EDITABLE": {"Submitted": {"*": ["title"]}}, "title": "Autre"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_sent_proposal_is_frozen(submitted, browser, province_staff, user, change):
    people = {"holder": holder_user(submitted), "coordinator": province_staff.coordinator}
    before = stored(submitted, "title", "requested_amount", "beneficiary", "sitting", "coach")
    answer = browser(people.get(user, user)).put(f"/api/resource/{DOCTYPE}/{submitted.name}", **change)
    assert 400 <= answer.status_code < 500, message_of(answer)
    assert stored(submitted, "title", "requested_amount", "beneficiary", "sitting", "coach") == before


@pytest.mark.parametrize(
    "field", ["granted_amount", "evaluation_score", "rule_snapshot", "integrated_on", "unit"]
)
def test_what_the_server_writes_nobody_else_writes(approved, browser, province_staff, field):
    before = stored(approved, field)
    values = {
        "granted_amount": 1,
        "evaluation_score": 100,
        "integrated_on": "2020-01-01",
        "unit": OTHER_PROVINCE,
    }
    for user in ("Administrator", province_staff.funder):
        browser(user).put(f"/api/resource/{DOCTYPE}/{approved.name}", **{field: values.get(field, "{}")})
    assert stored(approved, field) == before


def test_a_row_is_not_saved_deleted_or_added_by_itself(submitted, browser):
    row = frappe.get_doc(DOCTYPE, submitted.name).budget_items[0]
    step = frappe.get_doc(DOCTYPE, submitted.name).path_steps[0]
    browse = browser("Administrator")
    answers = [
        browse.put(f"/api/resource/Proposal Budget Item/{row.name}", amount=1),
        browse.delete(f"/api/resource/Proposal Budget Item/{row.name}"),
        browse.put(f"/api/resource/Project Path Step/{step.name}", actor="Guest"),
        browse.post(
            "/api/resource/Project Financing",
            parent=submitted.name,
            parenttype=DOCTYPE,
            parentfield="financing",
            amount=1,
        ),
    ]
    assert all(400 <= answer.status_code < 500 for answer in answers), [a.status_code for a in answers]
    frappe.db.rollback()
    assert frappe.db.get_value("Proposal Budget Item", row.name, "amount") == 80_000
    assert frappe.db.get_value("Project Path Step", step.name, "actor") == step.actor


def test_a_project_under_way_is_neither_deleted_nor_renamed(submitted, browser):
    browse = browser("Administrator")
    answers = [
        browse.delete(f"/api/resource/{DOCTYPE}/{submitted.name}"),
        browse.call("frappe.client.rename_doc", doctype=DOCTYPE, old_name=submitted.name, new_name="PRJ-1"),
    ]
    assert all(400 <= answer.status_code < 500 for answer in answers), [message_of(a) for a in answers]
    assert stored(submitted)


def test_a_new_project_does_not_start_further_on(browser, province_staff):
    holder = committed(make_holder())
    browse = browser(province_staff.coordinator)
    full = {"title": "T", "beneficiary": holder.name, "sector": "Crafts", "call": "CALL-0000-00"}
    for later in (
        {"workflow_state": "Approved"},
        {"docstatus": 1},
        {"coach": "Administrator"},
        {"sitting": "X"},
    ):
        answer = browse.post(f"/api/resource/{DOCTYPE}", **(full | later))
        assert 400 <= answer.status_code < 500, message_of(answer)
    frappe.db.rollback()
    assert not frappe.db.exists(DOCTYPE, {"beneficiary": holder.name})


# ---------------------------------------------------------------- whose project it is


def test_a_woman_reaches_her_own_project_only(browser):
    hers, other = committed(make_idea()), committed(make_idea())
    browse = browser(holder_user(hers))
    names = [row["name"] for row in browse.get(f"/api/resource/{DOCTYPE}", limit_page_length=0).json["data"]]
    assert names == [hers.name]
    assert browse.get(f"/api/resource/{DOCTYPE}/{hers.name}").status_code == 200
    for answer in (
        browse.get(f"/api/resource/{DOCTYPE}/{other.name}"),
        browse.get(f"/api/v2/document/{DOCTYPE}/{other.name}"),
        browse.put(f"/api/resource/{DOCTYPE}/{other.name}", title="Volé"),
        browse.post(f"/api/resource/{DOCTYPE}", title="T", call=hers.call, beneficiary=other.beneficiary),
        browse.call(
            "women_incubation.incubation.api.withdraw_proposal", client_key="k1", name=other.name, reason="x"
        ),
    ):
        assert answer.status_code == 403, message_of(answer)
    assert stored(other, "title") == ("Idea", 0, other.title)


def test_a_member_reads_the_collective_project_and_leaves_the_writing_to_its_holder(province_staff, browser):
    idea, member = make_idea(kind="Collective"), make_holder()
    rows = [{"beneficiary": name, "share_percent": 50} for name in (idea.beneficiary, member.name)]
    idea = committed(move(idea, "Idea", province_staff.coordinator, members=rows))
    browse = browser(member.user)
    path = f"/api/resource/{DOCTYPE}/{idea.name}"
    assert browse.get(path).status_code == 200
    for change in ({"title": "Le mien"}, {"workflow_state": "Withdrawn", "end_reason": "x"}):
        assert 400 <= browse.put(path, **change).status_code < 500
    assert stored(idea, "title") == ("Idea", 0, idea.title)


def test_a_woman_who_also_coaches_is_no_holder_of_the_projects_she_sees(browser):
    idea, coach = make_idea(), make_holder()
    frappe.get_doc("User", coach.user).add_roles("Incubation Coach")
    assign(coach.user, PROVINCE)
    frappe.db.commit()
    browse, path = browser(coach.user), f"/api/resource/{DOCTYPE}/{idea.name}"
    assert browse.get(path).status_code == 200
    for change in ({"title": "Le mien"}, {"workflow_state": "Submitted"}, {"workflow_state": "Withdrawn"}):
        assert 400 <= browse.put(path, **change).status_code < 500
    assert stored(idea, "title") == ("Idea", 0, idea.title)


def test_another_province_sees_and_touches_nothing(submitted, browser):
    stranger = committed(user_with("Coordinator", OTHER_PROVINCE)).name
    browse = browser(stranger)
    path = f"/api/resource/{DOCTYPE}/{submitted.name}"
    assert browse.get(path).status_code == 403
    assert browse.put(path, workflow_state="Under Review").status_code == 403
    listed = browse.get(f"/api/resource/{DOCTYPE}", limit_page_length=0).json["data"]
    assert submitted.name not in [row["name"] for row in listed]


# ---------------------------------------------------------------- her papers


def test_a_quote_is_read_by_whoever_reads_the_project_and_by_nobody_else(submitted, browser, province_staff):
    quote = frappe.get_doc(DOCTYPE, submitted.name).budget_items[0].quote
    stranger = committed(make_holder())
    readers = (holder_user(submitted), province_staff.coordinator, province_staff.funder)
    undeclared = province_staff.evaluator  # sees the project once he has declared to have no conflict
    outsiders = (undeclared, stranger.user, user_with("Coordinator", OTHER_PROVINCE).name, "Guest")
    frappe.db.commit()
    assert [browser(user).get(quote).status_code for user in readers] == [200, 200, 200]
    assert [browser(user).get(quote).status_code for user in outsiders] == [403, 403, 403, 403]


def test_another_womans_paper_is_not_claimed_by_its_address(browser):
    victim, thief = make_holder(), make_holder()
    paper = make_private_file(victim.user)
    committed(make_idea(victim, own_contribution_proof=paper))
    mine = committed(make_idea(thief))
    browse = browser(thief.user)
    path = f"/api/resource/{DOCTYPE}/{mine.name}"
    answers = [
        browse.put(path, own_contribution_proof=paper),
        browse.put(path, budget_items=[{"label": "A", "amount": 1, "quote": paper}]),
        browse.post("/api/resource/File", file_url=paper, is_private=1, file_name="a.txt"),
        browse.call("upload_file", file_url=paper, is_private=1),
        browse.put(f"/api/resource/User/{thief.user}", user_image=paper),
    ]
    assert [answer.status_code for answer in answers[:4]] == [403] * 4, [message_of(a) for a in answers]
    assert answers[4].status_code < 500
    assert browser(thief.user).get(paper).status_code == 403


@pytest.mark.parametrize(
    "address", ["/files/public.pdf", "https://example.test/quote.pdf", "../../site_config.json"]
)
def test_a_paper_is_a_private_file_of_this_site(browser, address):
    mine = committed(make_idea())
    answer = browser(holder_user(mine)).put(
        f"/api/resource/{DOCTYPE}/{mine.name}", own_contribution_proof=address
    )
    assert 400 <= answer.status_code < 500
    assert stored(mine, "own_contribution_proof")[2] is None
