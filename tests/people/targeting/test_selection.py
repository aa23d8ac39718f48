"""Selection: ranked, frozen, told to each woman in her language; places given up go to who waits."""

import json
from typing import Any

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories import unique
from tests.factories.people import give_consent, make_beneficiary, make_woman_with_account
from tests.factories.targeting import make_rule_set, make_selection
from tests.factories.territory import make_commune
from tests.factories.training import make_group
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.audit.errors import AppendOnly
from women_incubation.people.errors import AppealRefused, NotTheJudge, PlaceRefused, SelectionRefused
from women_incubation.people.targeting import api, freezing, places, ranking
from women_incubation.training import from_selection
from women_incubation.training.errors import MemberRefused

DIFFICULT = {"category": "Woman in a Difficult Situation"}


@pytest.fixture
def commune(db) -> str:
    """A place of its own, so that only this test's women are judged."""
    return make_commune().name


def women_of(commune: str, number: int = 3, **values: Any) -> list[str]:
    """Women who registered one a day, the first one first."""
    names = []
    for day in range(number):
        name = make_beneficiary(unit=commune, **values).name
        frappe.db.set_value("Beneficiary", name, "registered_on", add_days(today(), day - 50))
        names.append(name)
    return names


def frozen(commune: str, **values: Any) -> Any:
    """A ranked and frozen selection."""
    selection = make_selection(unit=commune, **values)
    ranking.rank(selection)
    freezing.freeze(selection)
    return selection


def rows_of(selection: Any) -> dict[str, Any]:
    """woman -> her row."""
    rows = frappe.get_all("Selection Row", filters={"selection": selection.name}, fields=["*"])
    return {row.beneficiary: row for row in rows}


def in_order(selection: Any) -> list[str]:
    """The ranked women, first to last."""
    rows = [row for row in rows_of(selection).values() if row.place]
    return [row.beneficiary for row in sorted(rows, key=lambda row: row.place)]


def test_points_first_then_registration_then_age_then_reference(commune):
    first, second = women_of(commune, 2)
    [needy] = women_of(commune, 1, **DIFFICULT)
    frappe.db.set_value("Beneficiary", needy, "registered_on", today())
    older, younger = sorted(
        (make_beneficiary(unit=commune, birth_date=day).name for day in ("1990-01-01", "1995-01-01")),
        key=lambda name: frappe.db.get_value("Beneficiary", name, "birth_date"),
    )
    twins = sorted(make_beneficiary(unit=commune, birth_date="1996-01-01").name for _n in range(2))
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    assert in_order(selection) == [needy, first, second, older, younger, *twins]
    again = make_selection(unit=commune, rule_set=selection.rule_set)
    ranking.rank(again)
    assert in_order(again) == in_order(selection)


def test_places_go_by_rank_the_rest_wait_and_the_others_are_refused(commune):
    first, second, third = women_of(commune)
    [child] = women_of(commune, 1, birth_date=add_days(today(), -365 * 16))
    selection = make_selection(unit=commune, places=2)
    assert ranking.rank(selection) == {"Selected": 2, "Waiting": 1, "Refused": 1}
    states = {woman: row.status for woman, row in rows_of(selection).items()}
    assert states == {first: "Selected", second: "Selected", third: "Waiting", child: "Refused"}
    assert rows_of(selection)[child].place == 0


def test_only_women_of_the_place_who_are_confirmed_and_free_are_judged(commune):
    [free] = women_of(commune, 1)
    make_beneficiary()
    make_beneficiary(unit=commune, selection_status="Selected")
    unconfirmed, merged = women_of(commune, 2)
    frappe.db.set_value("Beneficiary", unconfirmed, "registration_status", "To Confirm")
    frappe.db.set_value("Beneficiary", merged, "merged_into", free)
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    assert set(rows_of(selection)) == {free}


def test_who_waits_in_a_frozen_list_keeps_that_place(commune):
    _selected, waiting = women_of(commune, 2)
    frozen(commune)
    [late] = women_of(commune, 1)
    later = make_selection(unit=commune)
    ranking.rank(later)
    assert set(rows_of(later)) == {late}
    assert waiting not in rows_of(later)


def test_nothing_is_told_before_it_is_frozen(commune):
    [woman] = women_of(commune, 1)
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    assert not rows_of(selection)[woman].published
    assert frappe.db.get_value("Beneficiary", woman, "selection_status") == "Registered"


def test_freezing_writes_her_file_and_seals_the_list(commune):
    first, second = women_of(commune, 2)
    [child] = women_of(commune, 1, birth_date=add_days(today(), -365 * 16))
    selection = frozen(commune)
    files = {
        woman: frappe.db.get_value("Beneficiary", woman, ["selection_status", "stage", "selection_reason"])
        for woman in (first, second, child)
    }
    assert [file[:2] for file in files.values()] == [
        ("Selected", "Selected"),
        ("Waiting List", "Waiting List"),
        ("Not Selected", "Not Selected"),
    ]
    assert files[child][2] == rows_of(selection)[child].explanation
    entry = frappe.get_last_doc(
        "Audit Entry", {"reference_name": selection.name, "action": "selection_frozen"}
    )
    assert selection.rows_digest in entry.detail
    assert json.loads(selection.snapshot)["rules"][0]["fact"] == "Age"


@pytest.mark.parametrize(("language", "reason", "way"), [("ar", "العمر", "الطعن"), ("fr", "Âge", "recours")])
def test_a_refusal_says_why_and_how_to_appeal_in_her_language(commune, language, reason, way):
    child = {"birth_date": add_days(today(), -365 * 16), "preferred_language": language}
    [woman] = women_of(commune, 1, **child)
    selection = frozen(commune)
    text = rows_of(selection)[woman].explanation
    deadline = getdate(add_days(today(), 15))
    assert reason in text and way in text and "Maison de la femme" in text
    assert deadline.strftime("%d/%m/%Y") in text
    assert getdate(selection.appeals_until) == deadline


def test_a_frozen_selection_stays_as_it_is(commune):
    women_of(commune, 1)
    selection = frozen(commune)
    selection.places = 99
    with pytest.raises(SelectionRefused):
        selection.save()
    for again in (ranking.rank, freezing.freeze):
        with pytest.raises(SelectionRefused):
            again(selection)
    with pytest.raises(SelectionRefused):
        selection.delete()


def test_rules_edited_later_do_not_change_what_was_decided(commune):
    women_of(commune, 1)
    rules = make_rule_set()
    selection = frozen(commune, rule_set=rules.name)
    rules.rules[0].maximum = 20
    rules.save()
    assert json.loads(selection.snapshot)["rules"][0]["maximum"] == 45


def test_another_number_of_places_asks_for_a_new_ranking(commune):
    women_of(commune, 1)
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    selection.places = 5
    selection.save()
    assert rows_of(selection) == {}
    with pytest.raises(SelectionRefused):
        freezing.freeze(selection)


def test_who_was_selected_elsewhere_meanwhile_stops_the_freezing(commune):
    [woman] = women_of(commune, 1)
    selection, other = make_selection(unit=commune), make_selection(unit=commune)
    ranking.rank(selection)
    ranking.rank(other)
    freezing.freeze(other)
    assert frappe.db.get_value("Beneficiary", woman, "stage") == "Selected"
    with pytest.raises(SelectionRefused):
        freezing.freeze(selection)


def test_no_client_writes_the_result(commune):
    women_of(commune, 1)
    selection = make_selection(unit=commune, status="Frozen", rows_digest="x", selected=9)
    assert (selection.status, selection.rows_digest, selection.selected or 0) == ("Draft", None, 0)
    ranking.rank(selection)
    row = frappe.get_doc("Selection Row", next(iter(rows_of(selection).values())).name)
    row.place = 1
    with pytest.raises(AppendOnly):
        row.save()


@pytest.mark.parametrize("how", ["Declined", "Withdrawn"])
def test_a_place_given_up_goes_to_the_next_and_is_recorded(commune, how):
    first, second, third = women_of(commune)
    give_consent(second, "Messages")
    frappe.db.set_value("Beneficiary", second, "phone", "+212612345678")
    selection = frozen(commune)
    rows = rows_of(selection)
    moved = places.give_up(rows[first].name, how, "She found work")
    assert moved == [rows[second].name]
    states = {woman: row.status for woman, row in rows_of(selection).items()}
    assert states == {first: how, second: "Selected", third: "Waiting"}
    assert frappe.db.get_value("Beneficiary", second, "stage") == "Selected"
    assert frappe.db.get_value("Beneficiary", first, "selection_status") == "Not Selected"
    actions = frappe.get_all(
        "Audit Entry", {"reference_name": ["in", [rows[first].name, rows[second].name]]}, pluck="action"
    )
    assert sorted(actions) == ["place_given_up", "place_refilled"]
    assert frappe.db.exists("Notice", {"reference_name": second, "channel": "SMS"})


def test_who_stops_waiting_moves_nobody_up(commune):
    _first, second, third = women_of(commune)
    selection = frozen(commune)
    assert places.give_up(rows_of(selection)[second].name, "Withdrawn", "Moved away") == []
    assert rows_of(selection)[third].status == "Waiting"


@pytest.mark.parametrize(("how", "reason"), [("Declined", " "), ("Selected", "Because")])
def test_a_place_is_given_up_for_a_reason_and_in_one_of_two_ways(commune, how, reason):
    [woman] = women_of(commune, 1)
    row = rows_of(frozen(commune))[woman]
    with pytest.raises(PlaceRefused):
        places.give_up(row.name, how, reason)


def test_only_who_has_or_awaits_a_place_gives_it_up(commune):
    [woman] = women_of(commune, 1)
    draft = make_selection(unit=commune)
    ranking.rank(draft)
    with pytest.raises(PlaceRefused):
        places.give_up(rows_of(draft)[woman].name, "Declined", "No")
    row = rows_of(frozen(commune))[woman]
    places.give_up(row.name, "Declined", "No")
    with pytest.raises(PlaceRefused):
        places.give_up(row.name, "Declined", "No")


def test_the_number_of_queries_is_the_same_for_few_and_many(db):
    numbers = []
    for women in (2, 3, 30):  # the first one fills the caches
        place = make_commune().name
        women_of(place, women)
        selection = make_selection(unit=place, places=women // 2)
        with counted_queries() as asked:
            ranking.rank(selection)
            freezing.freeze(selection)
        numbers.append(len(asked))
    assert numbers[1] == numbers[2]


def test_thousands_are_ranked_in_seconds(db, held_clock):
    import time

    commune = make_commune().name
    template = frappe.get_doc("Beneficiary", make_beneficiary(unit=commune).name).as_dict()
    columns = [column for column in frappe.db.get_table_columns("Beneficiary") if column in template]
    fixed = {column: template[column] for column in columns}
    rows = [{**fixed, "name": unique("w"), "user": None, "cnie": None, "rnp": None} for _n in range(5924)]
    frappe.db.bulk_insert("Beneficiary", columns, [tuple(row[c] for c in columns) for row in rows])
    selection = make_selection(unit=commune, places=3000)
    start = time.monotonic()
    ranking.rank(selection)
    assert freezing.freeze(selection) == {"Selected": 3000, "Waiting": 2925}
    assert time.monotonic() - start < 20


# ------------------------------------------------------------------------------------------- appeals
def refused_woman(commune: str) -> tuple[Any, Any]:
    """A woman with an account who was refused, and her row."""
    woman = make_woman_with_account(unit=commune, birth_date=add_days(today(), -365 * 16))
    return woman, rows_of(frozen(commune))[woman.name]


def decided(appeal: str, status: str, user: str, reason: str = "Her papers show it.") -> None:
    """The decision by this user."""
    with acting_as(user):
        doc = frappe.get_doc("Selection Appeal", appeal)
        doc.status, doc.decision_reason = status, reason
        doc.save()


def test_a_woman_appeals_in_time_and_somebody_else_decides(commune):
    women_of(commune, 1)
    woman, row = refused_woman(commune)
    judge = user_with("Coordinator", commune).name
    with acting_as(woman.user):
        assert [one.name for one in api.my_selection()["decisions"]] == [row.name]
        appeal = api.filed(row.name, "My birth date is wrong")["name"]
    with pytest.raises(NotTheJudge):
        decided(appeal, "Accepted", "Administrator")  # who froze the selection
    with pytest.raises(AppealRefused):
        decided(appeal, "Accepted", judge, reason=" ")
    decided(appeal, "Accepted", judge)
    assert frappe.db.get_value("Selection Row", row.name, ["status", "place"]) == ("Waiting", 0)
    assert frappe.db.get_value("Beneficiary", woman.name, "selection_status") == "Waiting List"
    assert frappe.db.exists("Notice", {"user": woman.user, "purpose": "Appeal"})
    with pytest.raises(AppealRefused):
        decided(appeal, "Dismissed", judge)


def test_an_accepted_appeal_takes_a_free_place_at_once(commune):
    woman, row = refused_woman(commune)
    appeal = api.filed(row.name, "My birth date is wrong")["name"]
    decided(appeal, "Accepted", user_with("Coordinator", commune).name)
    assert frappe.db.get_value("Selection Row", row.name, "status") == "Selected"
    assert frappe.db.get_value("Beneficiary", woman.name, "stage") == "Selected"


def test_a_dismissed_appeal_changes_nothing_but_is_told(commune):
    woman, row = refused_woman(commune)
    appeal = api.filed(row.name, "It is unfair")["name"]
    decided(appeal, "Dismissed", user_with("Coordinator", commune).name)
    with pytest.raises(AppealRefused, match="cannot be deleted"):
        frappe.delete_doc("Selection Appeal", appeal)
    assert frappe.db.get_value("Selection Row", row.name, "status") == "Refused"
    assert frappe.db.exists("Notice", {"user": woman.user, "purpose": "Appeal"})


def test_appeals_that_are_refused(commune, held_clock):
    [selected] = women_of(commune, 1)
    woman, row = refused_woman(commune)
    stranger = make_woman_with_account(unit=commune)
    with pytest.raises(AppealRefused):  # she was selected
        api.filed(frappe.db.get_value("Selection Row", {"beneficiary": selected}), "?")
    with acting_as(stranger.user), pytest.raises(AppealRefused):
        api.filed(row.name, "I am she")
    with pytest.raises(AppealRefused):
        api.filed(row.name, "  ")
    api.filed(row.name, "It is unfair")
    with pytest.raises(AppealRefused):
        api.filed(row.name, "Once more")
    frappe.db.delete("Selection Appeal", {"selection_row": row.name})
    held_clock(f"{add_days(today(), 16)} 12:00")
    with acting_as(woman.user), pytest.raises(AppealRefused):
        api.filed(row.name, "Too late")


def test_a_woman_sees_her_own_published_decision_only(commune):
    woman = make_woman_with_account(unit=commune)
    women_of(commune, 1)
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    with acting_as(woman.user):
        assert api.my_selection() == {"decisions": []}
    freezing.freeze(selection)
    with acting_as(woman.user):
        assert len(frappe.get_list("Selection Row")) == 1


# ------------------------------------------------------------------------------------- training groups
def test_a_group_is_filled_by_rank_up_to_its_places(commune):
    women = women_of(commune, 4)
    selection = frozen(commune, places=3)
    group = make_group(unit=commune, capacity=2, members=[])
    assert from_selection.fill(selection.name, group) == women[:2]
    other = make_group(unit=commune, capacity=5, members=[])
    assert from_selection.fill(selection.name, other) == [women[2]]
    assert frappe.db.get_value("Selection Row", {"beneficiary": women[0]}, "training_group") == group.name
    assert from_selection.fill(selection.name, group) == []


def test_a_group_takes_women_of_its_own_place_from_a_frozen_list(commune):
    women_of(commune, 1)
    draft = make_selection(unit=commune)
    ranking.rank(draft)
    group = make_group(unit=commune, members=[])
    with pytest.raises(MemberRefused):
        from_selection.fill(draft.name, group)
    freezing.freeze(draft)
    assert from_selection.fill(draft.name, make_group(unit=make_commune().name, members=[])) == []
