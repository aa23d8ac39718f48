"""Ranking everybody who may be selected, for a number of places. The same data give the same list.

Order: more points first; at equal points who registered first, then who is older, then the reference of the
file. Who does not meet the rules is refused and has no rank.
"""

import json
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Count
from frappe.utils import getdate, now

from women_incubation.audit.bulk_rows import insert_rows, stamp
from women_incubation.people.errors import SelectionRefused
from women_incubation.people.rights.erased import erased_women
from women_incubation.people.targeting import rules as rule_data
from women_incubation.people.targeting.facts import Facts, gather, places
from women_incubation.people.targeting.rules import Decision, RuleResult

SELECTED, WAITING, REFUSED = "Selected", "Waiting", "Refused"
OPEN_STAGES = ("Registered", "Waiting List", "Not Selected")
ROWS_AT_ONCE = 1000


def rank(selection: Document) -> dict[str, int]:
    """Judge and rank the women of the selection's unit; replaces an earlier draft. {status: number}.

    Raises SelectionRefused (frozen; nobody to judge) and RuleSetRefused (rules not in force on the day).
    """
    require_draft(selection)
    rules = rule_data.snapshot(selection.rule_set)
    day = getdate(selection.decided_on)
    rule_data.require_in_force(rules, day)
    rows = draft_rows(selection, rules, day)
    if not rows:
        frappe.throw(_("Nobody waits to be selected in this territory."), SelectionRefused)
    frappe.db.delete("Selection Row", {"selection": selection.name})
    insert_in_parts(rows)
    selection.snapshot = json.dumps(rules, ensure_ascii=False, indent=1)
    selection.ranked_at, selection.judged = now(), len(rows)
    selection.save_result()
    return counts(selection.name)


def require_draft(selection: Document) -> None:
    """Raise SelectionRefused when it is frozen. The row is locked: two at once do one after the other."""
    status = frappe.db.get_value("Selection", selection.name, "status", for_update=True)
    if status != "Draft":
        frappe.throw(_("This selection is frozen."), SelectionRefused)


def draft_rows(selection: Document, rules: dict, day: date) -> list[dict]:
    """The rows of everybody, in their order."""
    units = places()
    judged = [
        (person, rule_data.evaluate(person, rules, day, units))
        for person in gather(candidates(selection.unit), day)
    ]
    judged.sort(key=lambda one: (not one[1].eligible, *order(*one)))
    base, rows = columns_of(selection), []
    for number, (person, decision) in enumerate(judged, 1):
        status = status_of(decision, number, selection.places)
        rows.append(
            {
                **base,
                "name": frappe.generate_hash(length=12),
                "beneficiary": person.woman.name,
                "unit": person.woman.unit,
                "place": number if decision.eligible else 0,
                "score": decision.score,
                "status": status,
                "rules": as_json(decision),
            }
        )
    return rows


def candidates(unit: str) -> list[str]:
    """The confirmed women under this unit who have no place, do not wait elsewhere and were not erased."""
    lft, rgt = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    woman, place = frappe.qb.DocType("Beneficiary"), frappe.qb.DocType("Territorial Unit")
    row = frappe.qb.DocType("Selection Row")
    waits = frappe.qb.from_(row).select(row.beneficiary).where((row.published == 1) & (row.status == WAITING))
    query = (
        frappe.qb.from_(woman)
        .join(place)
        .on(place.name == woman.unit)
        .select(woman.name)
        .where((place.lft >= lft) & (place.rgt <= rgt) & woman.stage.isin(OPEN_STAGES))
        .where((woman.registration_status == "Confirmed") & woman.merged_into.isnull())
        .where(woman.name.notin(waits))
    )
    erased = erased_women()
    return [name for name in query.run(pluck=True) if name not in erased]


def order(person: Facts, decision: Decision) -> tuple:
    """The stated order: points, registration, birth, reference."""
    woman = person.woman
    return (-decision.score, getdate(woman.registered_on), getdate(woman.birth_date), woman.name)


def status_of(decision: Decision, number: int, places_given: int) -> str:
    """Selected while there are places, then waiting; refused when a rule is not met."""
    if not decision.eligible:
        return REFUSED
    return SELECTED if number <= places_given else WAITING


def as_json(decision: Decision) -> str:
    """Each rule and criterion with its value, without words."""
    kept = {"rules": decision.rules, "criteria": decision.criteria}
    plain = {
        key: [{"rule": one.rule, "value": one.value, "passed": one.passed} for one in results]
        for key, results in kept.items()
    }
    return json.dumps(plain, ensure_ascii=False, default=str)


def from_json(text: str, key: str = "rules") -> list[RuleResult]:
    """The results as they were kept."""
    return [RuleResult(one["rule"], one["value"], one["passed"]) for one in json.loads(text)[key]]


def columns_of(selection: Document) -> dict:
    """What every row of the selection has in common."""
    return {
        **stamp(),
        "selection": selection.name,
        "decided_on": getdate(),
        "published": 0,
        "explanation": None,
        "appeals_until": None,
    }


def insert_in_parts(rows: list[dict]) -> None:
    """A thousand rows a statement."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        insert_rows("Selection Row", rows[start : start + ROWS_AT_ONCE])


def counts(selection: str) -> dict[str, int]:
    """status -> number of rows."""
    row = frappe.qb.DocType("Selection Row")
    query = frappe.qb.from_(row).select(row.status, Count("*")).where(row.selection == selection)
    return dict(query.groupby(row.status).run())
