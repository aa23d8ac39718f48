"""The board: a column a state, what the user may see and may try; the map counts the same."""

import frappe

from tests.factories.incubation import holder_user, make_project
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.incubation import board, board_api


def column(user, state, unit=None):
    with acting_as(user):
        return next(row for row in board_api.board(unit)["columns"] if row["state"] == state)


def test_a_column_has_the_projects_of_its_state_with_what_may_be_tried(staff):
    project = make_project("Submitted", staff)
    found = column(staff.coordinator, "Submitted")
    card = next(card for card in found["cards"] if card["name"] == project.name)
    assert (card["title"], card["requested_centimes"], card["days"]) == (project.title, 6_000_000, 0)
    assert {step["action"] for step in card["steps"]} == {"Start Review", "Withdraw"}
    assert {step["to"] for step in card["steps"]} == {"Under Review", "Withdrawn"}
    steps = [card["steps"] for card in column(staff.secretary, "Submitted")["cards"]]
    assert steps and not any(steps)


def test_the_count_counts_all_and_the_cards_are_few(staff, monkeypatch):
    monkeypatch.setattr(board, "CARDS_IN_A_COLUMN", 1)
    before = column(staff.coordinator, "Submitted")["count"]
    for _number in range(2):
        make_project("Submitted", staff)
    found = column(staff.coordinator, "Submitted")
    assert (found["count"], len(found["cards"])) == (before + 2, 1)


def test_nobody_sees_the_projects_of_another_place(staff):
    project = make_project("Submitted", staff)
    stranger = user_with("Coordinator", OTHER_PROVINCE).name
    assert project.name not in [card["name"] for card in column(stranger, "Submitted")["cards"]]
    assert column(holder_user(project), "Submitted")["count"] == 1
    assert column(staff.coordinator, "Submitted", OTHER_PROVINCE)["count"] == 0
    assert column(staff.coordinator, "Submitted", PROVINCE)["count"] >= 1
    assert column(staff.coordinator, "Submitted", "nowhere")["count"] == 0


def test_the_map_counts_what_the_board_counts(staff):
    frappe.db.delete("Project Proposal")  # what other tests committed, in states that no workflow knows
    make_project("Submitted", staff)
    with acting_as(staff.coordinator):
        tiles = board_api.regions()["regions"]
        counted = sum(row["count"] for row in board_api.board()["columns"])
    assert len(tiles) >= 12
    assert {tile["region"]: tile["projects"] for tile in tiles}[REGION] == counted
    assert sum(tile["projects"] for tile in tiles) == counted


def test_more_projects_ask_no_more_queries(staff):
    make_project("Submitted", staff)

    def queries():
        with acting_as(staff.coordinator), counted_queries() as counted:
            board_api.board()
        return counted

    queries()
    few = queries()
    make_project("Submitted", staff)
    assert len(queries()) == len(few)


def projects_of(staff) -> int:
    """How many projects of PROVINCE its coordinator is told of."""
    with acting_as(staff.coordinator):
        found = {row["name"]: row["projects"] for row in board_api.provinces()["provinces"]}
    return found.get(PROVINCE, 0)


def test_the_provinces_of_the_board_are_those_with_projects_of_the_user(staff):
    stranger = user_with("Coordinator", OTHER_PROVINCE).name
    before = projects_of(staff)
    make_project("Submitted", staff)
    assert projects_of(staff) == before + 1
    with acting_as(stranger):
        assert PROVINCE not in [row["name"] for row in board_api.provinces()["provinces"]]
