"""A woman sees what was decided about her: each rule with her value, her turn, whether she may appeal."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.people import make_woman_with_account
from tests.factories.targeting import make_selection
from tests.factories.territory import make_commune
from tests.helpers.acting import acting_as
from women_incubation.people.targeting import api, freezing, places, ranking
from women_incubation.people.targeting.own_decisions import readable


@pytest.fixture
def waiting(db):
    """Four women of one commune for one place: one has it, three wait in the order of registration."""
    commune = make_commune().name
    women = [make_woman_with_account(unit=commune) for _each in range(4)]
    for day, woman in enumerate(women):
        frappe.db.set_value("Beneficiary", woman.name, "registered_on", add_days(today(), day - 50))
    selection = make_selection(unit=commune, places=1)
    ranking.rank(selection)
    freezing.freeze(selection)
    return women


def decision(woman, language: str = "fr") -> dict:
    with acting_as(woman.user):
        [only] = readable(language)
        return only


def row_of(woman) -> str:
    return frappe.db.get_value("Selection Row", {"beneficiary": woman.name})


def test_her_turn_is_counted_among_who_waits_today(waiting):
    assert [decision(woman)["rank"] for woman in waiting] == [None, 1, 2, 3]
    places.give_up(row_of(waiting[0]), "Declined", "Elle déménage.")  # the first who waits moves up
    assert [decision(woman)["rank"] for woman in waiting[1:]] == [None, 1, 2]


def test_each_rule_is_told_in_the_language_she_reads_with_her_value(waiting):
    french, arabic = decision(waiting[1], "fr")["rules"], decision(waiting[1], "ar")["rules"]
    assert len(french) == len(arabic) > 0
    assert all(rule["passed"] for rule in french)
    assert french[0]["sentence"] != arabic[0]["sentence"]


def test_she_may_appeal_once_and_in_time(waiting):
    assert [decision(woman)["may_appeal"] for woman in waiting[:2]] == [False, True]
    with acting_as(waiting[1].user):
        api.appeal(unique("key"), row_of(waiting[1]), "J'ai deux enfants de plus.")
    mine = decision(waiting[1])
    assert (mine["may_appeal"], mine["appeal"]["status"]) == (False, "Open")
    frappe.db.set_value("Selection Row", row_of(waiting[2]), "appeals_until", add_days(today(), -1))
    assert not decision(waiting[2])["may_appeal"]
    frappe.db.set_value("Selection Row", row_of(waiting[3]), "appeals_until", today())
    assert decision(waiting[3])["may_appeal"]


def test_she_sees_her_own_and_no_draft(waiting):
    names = {decision(woman)["name"] for woman in waiting}
    assert names == {row_of(woman) for woman in waiting}
    frappe.db.set_value("Selection Row", row_of(waiting[0]), "published", 0)
    with acting_as(waiting[0].user):
        assert readable("fr") == []
