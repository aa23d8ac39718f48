"""What the field app asks for a woman: her path, open calls, her proposal; saved in pieces, sent once."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.incubation import (
    DOCTYPE,
    ENDED,
    decision_row,
    edit,
    hold,
    holder_user,
    make_call,
    make_holder,
    make_idea,
    make_private_file,
    make_project,
    make_sitting,
    move,
    submit,
)
from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import hold_session, make_group
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from women_incubation.audit.errors import ClientKeyReused
from women_incubation.incubation import api
from women_incubation.incubation.errors import MoveRefused, NotTheHolder, StaleProposal


def steps(user):
    with acting_as(user):
        return {step["key"]: step for step in api.my_path()["steps"]}


def states(user):
    return [step["state"] for step in steps(user).values()]


def values(holder, call, **overrides):
    quote = make_private_file(holder.user)
    full = {
        "title": "Atelier de couture",
        "call": call.name,
        "sector": "Crafts",
        "kind": "Individual",
        "description": "Un atelier.",
        "market": "La médina.",
        "place_of_activity": "Laâyoune",
        "jobs_planned": 2,
        "budget_items": [{"label": "Machines", "amount_centimes": 10_000_001, "quote": quote}],
        "requested_centimes": 6_000_000,
        "own_cash_centimes": 2_500_001,
        "own_kind_centimes": 1_500_000,
    }
    return full | overrides


# ---------------------------------------------------------------- the path


def test_the_nine_steps_in_order(db):
    holder = make_holder()
    keys = ["registered", "selected", "trained", "proposal", "approved", "contracted"]
    keys += ["incubation", "activity", "integrated"]
    assert list(steps(holder.user)) == keys
    assert states(holder.user) == ["done", "current", *["todo"] * 7]


def test_the_path_advances_with_her_project(staff):
    project = make_project("In Incubation", staff)
    found = steps(holder_user(project))
    assert [step["state"] for step in found.values()] == [*["done"] * 7, "current", "todo"]
    assert found["contracted"]["date"] == today()
    assert found["activity"]["detail"]["project"] == project.name


@pytest.mark.parametrize(("status", "state"), [("Not Selected", "blocked"), ("Waiting List", "current")])
def test_a_woman_who_was_not_selected_or_waits_sees_why(db, status, state):
    holder = make_holder(selection_status=status, selection_reason="Âge.")
    selected = steps(holder.user)["selected"]
    assert (selected["state"], selected["detail"]["reason"]) == (state, "Âge.")


def test_requested_changes_a_refusal_and_an_end_are_told_on_their_step(staff):
    project = move(
        make_project("Under Review", staff), "Changes Requested", staff.coordinator, change_request="Prix ?"
    )
    assert steps(holder_user(project))["proposal"]["detail"]["change_request"] == "Prix ?"

    project = make_project("Shortlisted", staff)
    sitting = hold(make_sitting([decision_row(project, "Rejected")]))
    move(project, "Rejected", staff.secretary, sitting=sitting.name)
    approved = steps(holder_user(project))["approved"]
    assert (approved["state"], approved["detail"]["decision_reason"]) == ("blocked", "مشروع متين.")

    project = make_project("In Incubation", staff)
    move(project, "Discontinued", staff.coordinator, **ENDED)
    activity = steps(holder_user(project))["activity"]
    assert (activity["state"], activity["detail"]["end_reason"]) == ("blocked", "Local fermé.")


def test_a_new_idea_takes_the_place_of_an_ended_project(staff):
    holder = make_holder()
    move(make_idea(holder), "Withdrawn", holder.user, end_reason="Je change d'idée.")
    idea = make_idea(holder)
    assert steps(holder.user)["proposal"]["detail"]["project"] == idea.name


def test_her_training_is_that_of_her_group(db):
    holder = make_holder()
    group = make_group([holder.name])
    with acting_as(holder.user):
        assert api.my_path()["training"] == {"passed": False, "percent": 0, "threshold": 80}
    hold_session(group)
    with acting_as(holder.user):
        assert api.my_path()["training"] == {"passed": True, "percent": 100, "threshold": 80}
    assert states(holder.user)[:3] == ["done", "done", "done"]


def test_the_trained_woman_sends_without_a_derogation(db):
    holder = make_holder()
    group = make_group([holder.name])
    hold_session(group)
    idea = make_idea(holder, make_call(training_path=group.path).name)
    assert submit(idea, None).workflow_state == "Submitted"


def test_an_account_without_a_womans_file_has_no_path(staff):
    for user in (staff.coordinator, "Guest", "Administrator"):
        with acting_as(user), pytest.raises(NotTheHolder):
            api.my_path()


# ---------------------------------------------------------------- open calls


def test_she_sees_the_open_calls_of_her_place(db):
    holder = make_holder()
    here = make_call()
    others = [
        make_call(unit=OTHER_PROVINCE),
        make_call(status="Draft"),
        make_call(opens_on=add_days(today(), 1)),
        make_call(opens_on=add_days(today(), -9), closes_on=add_days(today(), -1)),
    ]
    with acting_as(holder.user):
        calls = {call["name"]: call for call in api.open_calls()["calls"]}
    assert here.name in calls
    assert not {call.name for call in others} & set(calls)
    shown = calls[here.name]
    assert (shown["ceiling_centimes"], shown["own_contribution_percent"]) == (30_000_000, 40)


def test_a_guest_sees_no_call(db):
    make_call()
    with acting_as("Guest"), pytest.raises(frappe.PermissionError):
        api.open_calls()


# ---------------------------------------------------------------- writing the proposal


def test_a_proposal_is_written_in_pieces_and_sent(db):
    holder, call = make_holder(), make_call()
    full = values(holder, call)
    with acting_as(holder.user):
        first = {key: full[key] for key in ("title", "call", "sector")}
        answer = api.save_proposal(unique("k"), first)
        assert {"description", "budget_items"} <= {item["field"] for item in answer["missing"]}
        answer = api.save_proposal(unique("k"), full, answer["name"], answer["modified"])
        assert answer["missing"] == []
        assert answer["total_centimes"] == 10_000_001
        assert answer["budget_items"] == full["budget_items"]
        assert "Submit Proposal" in answer["actions"]
        answer = api.submit_proposal(unique("k"), answer["name"])
    assert (answer["workflow_state"], answer["actions"]) == ("Submitted", ["Withdraw"])


def test_what_is_missing_is_refused_with_everything(db):
    holder = make_holder()
    idea = make_idea(holder, description=None, market=None)
    with acting_as(holder.user), pytest.raises(MoveRefused) as refusal:
        api.submit_proposal(unique("k"), idea.name)
    assert {item["field"] for item in refusal.value.missing} == {"description", "market"}


def test_a_stale_copy_does_not_overwrite(db):
    idea = make_idea()
    user = holder_user(idea)
    edit(idea, user, title="Entre-temps")
    frappe.db.commit()
    with acting_as(user):
        for stale in (str(idea.modified), None, "2020-01-01"):
            with pytest.raises(StaleProposal):
                api.save_proposal(unique("k"), {"title": "Perdu"}, idea.name, stale)
    assert frappe.db.get_value(DOCTYPE, idea.name, "title") == "Entre-temps"


def test_a_copy_saved_on_a_whole_second_is_not_stale(db, held_clock):
    held_clock("2026-12-01 10:00:00")
    holder, call = make_holder(), make_call()
    with acting_as(holder.user):
        first = api.save_proposal(unique("k"), {"title": "A", "call": call.name, "sector": "Crafts"})
        second = api.save_proposal(unique("k"), {"title": "B"}, first["name"], first["modified"])
    assert second["title"] == "B"


def test_the_same_key_gives_the_first_answer_and_other_content_is_refused(db):
    holder, call = make_holder(), make_call()
    first = {"title": "Une fois", "call": call.name, "sector": "Crafts"}
    with acting_as(holder.user):
        key = unique("k")
        once, twice = api.save_proposal(key, first), api.save_proposal(key, first)
        with pytest.raises(ClientKeyReused):
            api.save_proposal(key, first | {"title": "Autre"})
        with pytest.raises(ClientKeyReused):
            api.withdraw_proposal(key, once["name"], "x")
    assert once == twice
    assert frappe.db.count(DOCTYPE, {"beneficiary": holder.name}) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"workflow_state": "Approved"},
        {"beneficiary": "x"},
        {"requested_centimes": -1},
        {"requested_centimes": 1.5},
        {"requested_centimes": "100"},
        {"requested_centimes": True},
        {"requested_centimes": 10**18},
        {"title": ["x"]},
        {"title": "x" * 10_001},
        {"sector": "Espionage"},
        {"call": "CALL-none"},
        {"jobs_planned": 10**9},
        {"budget_items": {}},
        {"budget_items": ["x"]},
        {"budget_items": [{"label": "x", "amount_centimes": 1, "name": "stolen"}]},
        {"budget_items": [{"label": "x", "amount_centimes": 1}] * 51},
        {"budget_items": [{"label": None, "amount_centimes": 1}]},
        {"budget_items": [{"label": "x", "amount_centimes": 1, "quote": "/private/files/none.pdf"}]},
    ],
    ids=lambda wrong: f"{next(iter(wrong))}",
)
def test_bad_values_are_refused_clearly_and_nothing_is_written(browser, wrong):
    idea = make_idea()
    frappe.db.commit()
    answer = browser(holder_user(idea)).call(
        "women_incubation.incubation.api.save_proposal",
        client_key=unique("k"),
        values=wrong,
        name=idea.name,
        modified=str(idea.modified),
    )
    assert 400 <= answer.status_code < 500
    assert message_of(answer).strip()
    frappe.db.rollback()
    assert str(frappe.get_doc(DOCTYPE, idea.name).modified) == str(idea.modified)


def test_the_doors_of_the_api_are_the_right_ones(browser):
    idea = make_idea()
    frappe.db.commit()
    browse, base = browser(holder_user(idea)), "/api/method/women_incubation.incubation.api."
    assert browse.get(base + "my_proposal", name=idea.name).json["message"]["name"] == idea.name
    assert browse.get(base + "submit_proposal", client_key="k", name=idea.name).status_code == 403
    incomplete = browse.post(base + "submit_proposal", name=idea.name)
    assert 400 <= incomplete.status_code < 500
    sent = browse.post(base + "submit_proposal", client_key=unique("k"), name=idea.name)
    assert sent.json["message"]["workflow_state"] == "Submitted"


def test_a_refusal_carries_status_type_and_fields(browser):
    idea = make_idea(description=None, market=None)
    frappe.db.commit()
    answer = browser(holder_user(idea)).call(
        "women_incubation.incubation.api.submit_proposal", client_key=unique("k"), name=idea.name
    )
    assert (answer.status_code, answer.json["exc_type"]) == (417, "MoveRefused")
    assert {item["field"] for item in answer.json["missing"]} == {"description", "market"}
    for item in answer.json["missing"]:
        assert item["message"] in message_of(answer)


def test_a_stale_copy_is_a_409(browser):
    idea = make_idea()
    frappe.db.commit()
    arguments = {
        "client_key": unique("k"),
        "values": {"title": "T"},
        "name": idea.name,
        "modified": "2020-01-01",
    }
    answer = browser(holder_user(idea)).call("women_incubation.incubation.api.save_proposal", **arguments)
    assert (answer.status_code, answer.json["exc_type"]) == (409, "StaleProposal")


def test_hers_only(db):
    idea, other = make_idea(), make_holder()
    frappe.db.commit()
    with acting_as(other.user):
        for call in (
            lambda: api.my_proposal(idea.name),
            lambda: api.save_proposal(unique("k"), {"title": "T"}, idea.name, str(idea.modified)),
            lambda: api.submit_proposal(unique("k"), idea.name),
            lambda: api.withdraw_proposal(unique("k"), idea.name, "x"),
        ):
            with pytest.raises(frappe.PermissionError):
                call()


def test_tranches_with_their_amounts(staff):
    project = make_project("Contracted", staff)
    with acting_as(holder_user(project)):
        tranches = api.my_proposal(project.name)["tranches"]
    assert [(row["number"], row["amount_centimes"], row["state"]) for row in tranches] == [
        (1, 3_600_000, "Planned"),
        (2, 2_400_000, "Planned"),
    ]


# ---------------------------------------------------------------- queries


class CountedQueries:
    """How many statements run inside."""

    def __enter__(self):
        self.count, self.run = 0, frappe.db.sql
        frappe.db.sql = self.counted
        return self

    def counted(self, *arguments, **options):
        self.count += 1
        return self.run(*arguments, **options)

    def __exit__(self, *error):
        del frappe.db.sql


def test_the_number_of_queries_does_not_grow_with_the_rows(db):
    holder, call = make_holder(), make_call()
    idea = make_idea(holder, call.name)
    with acting_as(holder.user):
        first = counts(idea)
    for _number in range(8):
        make_idea(holder, call.name)
        make_call()
        make_beneficiary()
    quote = make_private_file(holder.user)
    rows = [{"label": f"Poste {number}", "amount": 1000, "quote": quote} for number in range(30)]
    edit(idea, holder.user, budget_items=rows)
    with acting_as(holder.user):
        later = counts(idea)
    assert later == first
    assert first["my_path"] <= 8 and first["open_calls"] <= 8
    assert first["my_proposal"] <= 17  # a draft: all it lacks, and the changes asked for


def test_a_sent_proposal_takes_twelve_queries_at_most(staff):
    project = make_project("Contracted", staff)
    with acting_as(holder_user(project)):
        assert count(lambda: api.my_proposal(project.name)) <= 12


def counts(idea):
    calls = {
        "my_path": api.my_path,
        "open_calls": api.open_calls,
        "my_proposal": lambda: api.my_proposal(idea.name),
    }
    return {name: count(call) for name, call in calls.items()}


def count(call):
    call()
    with CountedQueries() as queries:
        call()
    return queries.count
