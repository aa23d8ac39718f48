"""What a funding rule must respect to make sense. One check each; called by its controller."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.funding.errors import RuleRefused
from women_incubation.funding.money import centimes_of
from women_incubation.funding.rules import HUNDRED, percent


def check_dates(rule: Document) -> None:
    """Valid from comes before valid to."""
    if rule.valid_to and getdate(rule.valid_to) < getdate(rule.valid_from):
        _refuse(_("The rule ends before it begins. Correct Valid From or Valid To."))


def check_amounts(rule: Document) -> None:
    """A ceiling above zero; both amounts exact to the centime."""
    centimes_of(rule, "second_approval_above")
    if not centimes_of(rule, "ceiling"):
        _refuse(_("The ceiling per project must be above zero."))


def check_percents(rule: Document) -> None:
    """Shares lie between 0 and 100 %, and something is funded."""
    for field in ("max_share_percent", "own_contribution_percent", "justified_share_percent"):
        if not 0 <= percent(rule.get(field)) <= HUNDRED:
            _refuse(_("{0} must lie between 0 and 100.").format(_(rule.meta.get_label(field))))
    if not percent(rule.max_share_percent):
        _refuse(_("The largest share funded must be above zero."))
    if percent(rule.own_contribution_percent) == HUNDRED:
        _refuse(_("An own contribution of 100 % leaves nothing to fund."))


def check_ages(rule: Document) -> None:
    """The least age is not above the greatest."""
    if rule.min_age and rule.max_age and rule.min_age > rule.max_age:
        _refuse(_("The least age is above the greatest age."))


def check_tranches(rule: Document) -> None:
    """The tranches add up to exactly 100 %, each above zero; the first waits for no earlier one."""
    for row in rule.tranches:
        if not 0 < percent(row.percent) <= HUNDRED:
            _refuse(_("Tranche {0}: its share must be above 0 and at most 100 %.").format(row.idx))
        if not 0 <= percent(row.justified_percent) <= HUNDRED:
            _refuse(_("Tranche {0}: the share to justify must lie between 0 and 100 %.").format(row.idx))
    total = sum(percent(row.percent) for row in rule.tranches)
    if total != HUNDRED:
        _refuse(_("The tranches add up to {0} %. They must add up to 100 %.").format(total))
    if rule.tranches[0].condition == "Justified Share of the Last Tranche":
        _refuse(_("Tranche 1 has no tranche before it to justify. Choose another condition."))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, RuleRefused, title=_("Funding Rule"))
