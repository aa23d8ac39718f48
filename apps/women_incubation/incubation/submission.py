"""What a proposal must contain before it is sent, and what the funding rule asks of its amounts."""

from __future__ import annotations

import json

from frappe import _
from frappe.model.document import Document

from women_incubation.funding import rules
from women_incubation.funding.money import centimes_of, format_dirhams
from women_incubation.incubation import changes
from women_incubation.incubation.amounts import reaches_share, sum_of, within_share
from women_incubation.incubation.calls import call_of
from women_incubation.incubation.missing import Missing


def check_file_complete(project: Document, missing: Missing) -> None:
    """Every part of the file is filled in."""
    need = missing.need
    need(project.title, "title", _("Give the project a title."))
    need(project.call, "call", _("Choose the call for projects."))
    need(project.sector, "sector", _("Choose the sector of the activity."))
    need(project.description, "description", _("Describe the project."))
    need(project.market, "market", _("Say who the customers will be."))
    need(project.place_of_activity, "place_of_activity", _("Say where the activity will take place."))
    need(project.jobs_planned, "jobs_planned", _("Say how many jobs the project will create, hers included."))


def check_budget(project: Document, missing: Missing) -> None:
    """The budget has items, each with an amount and a quote, and the money covers it."""
    missing.need(project.budget_items, "budget_items", _("List what the money will buy."))
    for row in project.budget_items:
        missing.need(row.amount, "budget_items", _("Row {0} of the budget: give its amount.").format(row.idx))
        missing.need(row.quote, "budget_items", _("Row {0} of the budget: add its quote.").format(row.idx))
    missing.need(project.requested_amount, "requested_amount", _("Say how much money the project asks for."))
    if project.budget_items and project.requested_amount:
        _check_covered(project, missing)


def _check_covered(project: Document, missing: Missing) -> None:
    total = sum_of(project.budget_items)
    brought = centimes_of(project, "requested_amount") + own_contribution(project)
    if brought != total:
        sentence = _(
            "The budget is {0}, but the amount requested and the own contribution make {1}. "
            "They must be equal."
        )
        missing.add("requested_amount", sentence.format(format_dirhams(total), format_dirhams(brought)))


def check_rule(project: Document, missing: Missing) -> None:
    """The amounts keep to the funding rule: ceiling, largest share funded, least own contribution."""
    rule = rule_of(project)
    total = sum_of(project.budget_items)
    if not rule or not total:
        return
    requested = centimes_of(project, "requested_amount")
    if requested > rule["ceiling_centimes"]:
        sentence = _("The amount requested is above the ceiling of {0}.")
        missing.add("requested_amount", sentence.format(format_dirhams(rule["ceiling_centimes"])))
    if not within_share(requested, total, rule["max_share_percent"]):
        sentence = _("The amount requested is more than {0} % of the budget.")
        missing.add("requested_amount", sentence.format(f"{rule['max_share_percent']:g}"))
    if not reaches_share(own_contribution(project), total, rule["own_contribution_percent"]):
        sentence = _("The own contribution, in cash and in kind, is less than {0} % of the budget.")
        missing.add("own_contribution_cash", sentence.format(f"{rule['own_contribution_percent']:g}"))


def check_changes_answered(project: Document, missing: Missing) -> None:
    """Changes that were asked for have an answer."""
    if project.change_request:
        missing.need(project.change_answer, "change_answer", _("Answer the changes that were requested."))
    for row in changes.unanswered(project):
        missing.add(row.field_name or "requested_changes", changes.open_request(project, row))


def own_contribution(project: Document) -> int:
    """What the women bring, in cash and in kind, in centimes."""
    return centimes_of(project, "own_contribution_cash") + centimes_of(project, "own_contribution_kind")


def rule_of(project: Document) -> dict | None:
    """The funding rule that holds for the project: its snapshot; before it is sent, the call's rule.

    None while the project has no call yet.
    """
    if project.rule_snapshot:
        return json.loads(project.rule_snapshot)
    call = call_of(project)
    if not call:
        return None
    kept = project.flags.rule_of_call
    if not kept or kept["rule"] != call.funding_rule:
        kept = project.flags.rule_of_call = rules.snapshot(rules.rule_for(call))
    return kept
