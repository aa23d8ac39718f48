"""Which budget lines pay for a project, how much each, and in which tranches."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.funding import ledger, rules
from women_incubation.funding.money import centimes_of, format_dirhams, to_currency
from women_incubation.incubation.amounts import percent_of, sum_of
from women_incubation.incubation.eligibility import covers
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.submission import rule_of


def check_financing(project: Document, missing: Missing) -> None:
    """The lines sum to the amount granted, each named once and each of the project's territory.

    Whether a line has room is not asked here: the ledger decides that, on the balance it locks.
    """
    missing.need(project.financing, "financing", _("Name the budget lines that pay for the project."))
    seen: set[str] = set()
    for row in project.financing:
        if row.budget_line in seen:
            missing.add("financing", _("Row {0}: this budget line is already named.").format(row.idx))
        seen.add(row.budget_line)
        if centimes_of(row, "amount") <= 0:
            missing.add("financing", _("Row {0}: give the amount of this budget line.").format(row.idx))
        unit = frappe.db.get_value("Budget Line", row.budget_line, "unit")
        if unit and not covers(unit, project.unit):
            missing.add("financing", _("Row {0}: this budget line is of another territory.").format(row.idx))
    total, granted = sum_of(project.financing), centimes_of(project, "granted_amount")
    if project.financing and total != granted:
        sentence = _("The budget lines give {0}; the committee granted {1}. They must be equal.")
        missing.add("financing", sentence.format(format_dirhams(total), format_dirhams(granted)))


def commit_lines(project: Document) -> None:
    """Commit each line's amount in the ledger, in the order of the lines' names so that two never deadlock.

    Raises the ledger's LineExceeded and LineNotOpen.
    """
    for row in sorted(project.financing, key=lambda line: line.budget_line):
        ledger.commit(
            line=row.budget_line,
            project=project.name,
            centimes=centimes_of(row, "amount"),
            key=f"commit/{project.name}/{row.budget_line}",
            reference=project,
            unit=project.unit,
        )


def release_rest(project: Document) -> int:
    """Give back to the lines what is committed for the project and not approved; the centimes given back."""
    return ledger.release_rest(project=project.name, key=f"release/{project.name}", reference=project)


def plan_tranches(project: Document) -> None:
    """Lay out the tranche plan from the rule's template: each tranche has a row for each line."""
    rule = rule_of(project)
    shares = {
        row.budget_line: rules.split_tranches(rule, centimes_of(row, "amount")) for row in project.financing
    }
    project.set("tranches", [])
    for number, template in enumerate(rule["tranches"], 1):
        for line, parts in shares.items():
            row = {
                "budget_line": line,
                "amount": to_currency(parts[number - 1]),
                "condition": template["condition"],
            }
            project.append("tranches", row | {"number": number, "label": template["label"]})
    set_tranche_percents(project)


def set_tranche_percents(project: Document) -> None:
    """Each tranche in percent of the plan, for reading; the amounts rule."""
    total = sum_of(project.tranches)
    for row in project.tranches:
        row.percent = percent_of(centimes_of(row, "amount"), total)


def check_tranches(project: Document, missing: Missing) -> None:
    """The plan pays out exactly what each budget line gives."""
    missing.need(project.tranches, "tranches", _("Lay out the tranches in which the money is paid."))
    _check_numbers(project, missing)
    given = {row.budget_line: centimes_of(row, "amount") for row in project.financing}
    planned: dict[str, int] = {}
    for row in project.tranches:
        planned[row.budget_line] = planned.get(row.budget_line, 0) + centimes_of(row, "amount")
        if centimes_of(row, "amount") <= 0:
            missing.add("tranches", _("Row {0} of the tranches: give its amount.").format(row.idx))
        if row.budget_line not in given:
            missing.add(
                "tranches",
                _("Row {0} of the tranches: its budget line does not finance this project.").format(row.idx),
            )
    for line, amount in given.items():
        if project.tranches and planned.get(line, 0) != amount:
            sentence = _("The tranches of the budget line {0} make {1}; the line gives {2}.")
            text = sentence.format(line, format_dirhams(planned.get(line, 0)), format_dirhams(amount))
            missing.add("tranches", text)


def _check_numbers(project: Document, missing: Missing) -> None:
    """Tranches are numbered from 1 without a hole, each with at most one row a budget line."""
    numbers = {row.number for row in project.tranches}
    if numbers != set(range(1, len(numbers) + 1)):
        missing.add("tranches", _("Number the tranches 1, 2, 3... without leaving one out."))
    places = [(row.number, row.budget_line) for row in project.tranches]
    if len(set(places)) < len(places):
        missing.add("tranches", _("A tranche takes one row of each budget line."))
