"""The board of projects: a column a state of the path, a card a project, as far as the user may see them."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import date_diff, today

from women_incubation.audit.guarded_path import roles_by_assignment, workflow_of
from women_incubation.funding.money import to_centimes
from women_incubation.incubation.roles import WOMAN

DOCTYPE = "Project Proposal"
INTEGRATED = "Economically Integrated"
CARDS_IN_A_COLUMN = 30
PROVINCES = ("Province", "Prefecture")


def board_of(unit: str | None = None) -> list[dict]:
    """[{state, label, count, cards: [{name, title, unit, coach, score, requested_centimes, days, steps}]}].

    Columns in the order of the path; `count` counts all, the cards are those that stand longest. `steps` are
    the workflow's [{action, label, to}] that the user's roles may try; whether one is due, the guard says.
    With a unit, only what lies in it. Queries grow with the states, not with the projects.
    """
    states = list(dict.fromkeys(row.state for row in workflow_of(DOCTYPE).states))
    filters = {"unit": ["in", units_under(unit)]} if unit else {}
    counts = counts_by_state(filters)
    cards = cards_by_state(filters, [state for state in states if counts.get(state)])
    steps = steps_by_state()
    return [
        {
            "state": state,
            "label": _(state),
            "count": counts.get(state, 0),
            "cards": [card | {"steps": steps.get(state, [])} for card in cards.get(state, [])],
        }
        for state in states
    ]


def provinces() -> list[dict]:
    """[{name, name_fr, name_ar, projects}]: where the user's projects lie."""
    rows = frappe.get_list(
        DOCTYPE,
        fields=["unit", {"COUNT": "name", "as": "projects"}],
        group_by="unit",
        order_by=None,
        limit_page_length=0,
    )
    fields = ["name", "name_fr", "name_ar", "kind", "lft", "rgt"]
    units = {row.name: row for row in frappe.get_all("Territorial Unit", fields=fields, order_by="name_fr")}
    found = []
    for place in units.values():
        inside = [row.projects for row in rows if place.lft <= units[row.unit].lft <= place.rgt]
        if place.kind in PROVINCES and inside:
            names = {"name": place.name, "name_fr": place.name_fr, "name_ar": place.name_ar}
            found.append(names | {"projects": sum(inside)})
    return found


def units_under(unit: str) -> list[str]:
    """The unit and every unit below it; [""] for one that there is not."""
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    if not place:
        return [""]
    inside = {"lft": [">=", place[0]], "rgt": ["<=", place[1]]}
    return frappe.get_all("Territorial Unit", filters=inside, pluck="name")


def counts_by_state(filters: dict) -> dict[str, int]:
    """State -> how many projects of the user are in it."""
    rows = frappe.get_list(
        DOCTYPE,
        filters=filters,
        fields=["workflow_state", {"COUNT": "name", "as": "projects"}],
        group_by="workflow_state",
        order_by=None,
        limit_page_length=0,
    )
    return {row.workflow_state: row.projects for row in rows}


def cards_by_state(filters: dict, states: list[str]) -> dict[str, list[dict]]:
    """State -> its cards, who moved longest ago first."""
    found = {state: projects_in(filters, state) for state in states}
    names = [row.name for rows in found.values() for row in rows]
    moved = last_moves(names)
    return {
        state: sorted((card(row, moved.get(row.name)) for row in rows), key=lambda one: -one["days"])
        for state, rows in found.items()
    }


def projects_in(filters: dict, state: str) -> list[dict]:
    """The projects of a state that were saved longest ago."""
    return frappe.get_list(
        DOCTYPE,
        filters=filters | {"workflow_state": state},
        fields=["name", "title", "unit", "coach", "evaluation_score", "requested_amount", "creation"],
        order_by="modified asc",
        limit_page_length=CARDS_IN_A_COLUMN,
    )


def last_moves(projects: list[str]) -> dict[str, object]:
    """Project -> when it moved last."""
    step = frappe.qb.DocType("Project Path Step")
    query = frappe.qb.from_(step).select(step.parent, Max(step.happened_at)).groupby(step.parent)
    return dict(query.where(step.parent.isin(projects or [""]) & (step.to_state != "")).run())


def card(row: dict, moved: object) -> dict:
    """What a card shows; `days` is how long the project has been in its state."""
    return {
        "name": row.name,
        "title": row.title,
        "unit": row.unit,
        "coach": row.coach,
        "score": row.evaluation_score,
        "requested_centimes": to_centimes(row.requested_amount or 0),
        "days": date_diff(today(), moved or row.creation),
    }


def steps_by_state() -> dict[str, list[dict]]:
    """State -> the steps that the user's roles may try from it; a woman's role counts on her own only."""
    roles = roles_by_assignment(frappe.session.user) - {WOMAN}
    found: dict[str, list[dict]] = {}
    for row in workflow_of(DOCTYPE).transitions:
        if row.allowed in roles:
            step = {"action": row.action, "label": _(row.action), "to": row.next_state}
            found.setdefault(row.state, []).append(step)
    return found


def regions() -> list[dict]:
    """[{region, name_fr, name_ar, projects, integrated}]: the twelve regions, for a map of tiles.

    Only what the user may see is counted.
    """
    rows = frappe.get_list(
        DOCTYPE,
        fields=["unit", "workflow_state", {"COUNT": "name", "as": "projects"}],
        group_by="unit, workflow_state",
        order_by=None,
        limit_page_length=0,
    )
    fields = ["name", "name_fr", "name_ar", "kind", "lft", "rgt"]
    units = {row.name: row for row in frappe.get_all("Territorial Unit", fields=fields, order_by="lft")}
    found = [row for row in units.values() if row.kind == "Region"]
    return [region_tile(region, rows, units) for region in found]


def region_tile(region: dict, rows: list[dict], units: dict[str, dict]) -> dict:
    """A region's numbers."""
    inside = [row for row in rows if region.lft <= units[row.unit].lft <= region.rgt]
    integrated = [row.projects for row in inside if row.workflow_state == INTEGRATED]
    return {
        "region": region.name,
        "name_fr": region.name_fr,
        "name_ar": region.name_ar,
        "projects": sum(row.projects for row in inside),
        "integrated": sum(integrated),
    }
