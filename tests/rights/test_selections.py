"""A woman who is erased is in no new selection, and no longer waits in one: the place goes to the next."""

import frappe
import pytest

from tests.factories.people import make_beneficiary
from tests.factories.targeting import make_selection
from tests.factories.territory import REGION, make_commune
from tests.factories.users import user_with
from tests.rights.asking import ask, erase
from women_incubation.people.errors import SelectionRefused
from women_incubation.people.targeting import freezing, places, ranking


@pytest.fixture
def officer(db) -> str:
    return user_with("Data Protection Officer", REGION).name


def test_she_is_not_judged_and_stops_a_list_that_was_ranked_before(officer):
    commune = make_commune().name
    stays, goes = (make_beneficiary(unit=commune).name for _ in range(2))
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    erase(officer, ask(officer, goes))
    with pytest.raises(SelectionRefused):
        freezing.freeze(selection)
    assert ranking.candidates(commune) == [stays]


def test_she_waits_no_more_and_the_next_one_gets_the_place(officer):
    commune = make_commune().name
    women = [make_beneficiary(unit=commune).name for _ in range(3)]
    selection = make_selection(unit=commune)
    ranking.rank(selection)
    freezing.freeze(selection)
    rows: dict[str, list] = {}
    for row in frappe.get_all("Selection Row", {"selection": selection.name}, ["*"], order_by="place"):
        rows.setdefault(row.status, []).append(row)
    [first], [second, third] = rows["Selected"], rows["Waiting"]
    assert {row.beneficiary for row in (first, second, third)} == set(women)
    erase(officer, ask(officer, second.beneficiary))
    assert places.give_up(first.name, "Declined", "She moved") == [third.name]
    assert frappe.db.get_value("Selection Row", second.name, "status") == "Withdrawn"
