"""The projects of a call by score against the money, before the sitting: who would be financed, what if.

Nothing is written: the committee decides. Without a budget, the money is what the open lines have left.
"""

import frappe
from frappe import _

from women_incubation.funding.money import format_dirhams, to_centimes, to_currency
from women_incubation.incubation import ranking
from women_incubation.incubation.ranking import WhatIf
from women_incubation.territory.reporting import bar_chart, column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str | None, dict | None, list]:
    """(columns, rows, message, chart, summary). Without a call, nothing."""
    filters = frappe._dict(filters or {})
    if not filters.call:
        return columns(), [], _("Choose a call for projects."), None, []
    call = frappe.get_doc("Call for Projects", filters.call)
    call.check_permission("read")
    found = ranking.what_if(ranking.candidates(call.name), budget_of(filters, call), cut_off_of(filters))
    words = outcomes()
    rows = [as_row(one, words) for one in found.rows]
    return columns(), rows, None, chart_of(found, words), summary_of(found)


def outcomes() -> dict[str, str]:
    """What the money does for a project, in the reader's language."""
    return {
        ranking.FINANCED: _("Financed"),
        ranking.BELOW: _("Below the Cut-off"),
        ranking.NO_MONEY: _("Not Enough Money"),
        ranking.TIE: _("Tie at the Limit"),
    }


def budget_of(filters: frappe._dict, call: object) -> int:
    """The budget that was typed, in centimes; else the money that is free. Raises NotAnAmount."""
    typed = filters.budget
    return to_centimes(typed) if typed not in (None, "") else ranking.money_available(call)


def cut_off_of(filters: frappe._dict) -> float:
    """The least score that is financed; what is no number from 0 to 100 is refused."""
    try:
        number = float(filters.cut_off or 0)
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number <= 100:
        frappe.throw(_("The cut-off is a score from 0 to 100."), frappe.ValidationError)
    return number


def as_row(one: ranking.Ranked, words: dict[str, str]) -> dict:
    """A line of the report."""
    return {
        "rank": one.rank,
        "project": one.project,
        "title": one.title,
        "unit": one.unit,
        "state": _(one.state),
        "score": one.score,
        "requested": to_currency(one.requested_centimes),
        "cumulated": to_currency(one.cumulated_centimes),
        "tied": _("Yes") if one.tied else "",
        "outcome": words[one.reason],
    }


def chart_of(found: WhatIf, words: dict[str, str]) -> dict | None:
    """How many the money reaches, and why the others are not reached."""
    counts: dict[str, int] = {}
    for one in found.rows:
        counts[one.reason] = counts.get(one.reason, 0) + 1
    return bar_chart([words[reason] for reason in counts], **{_("Projects"): list(counts.values())})


def summary_of(found: WhatIf) -> list[dict]:
    """The numbers above the table."""
    return [
        {"label": _("Budget"), "value": format_dirhams(found.budget_centimes), "datatype": "Data"},
        {"label": _("Financed"), "value": len(found.financed), "datatype": "Int", "indicator": "Green"},
        {"label": _("Not Financed"), "value": len(found.rows) - len(found.financed), "datatype": "Int"},
        {"label": _("Money Left"), "value": format_dirhams(found.left_centimes), "datatype": "Data"},
    ]


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("rank", _("Rank"), "Int", width=70),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("title", _("Title"), width=220),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 130),
        column("state", _("State"), width=130),
        column("score", _("Score"), "Float", width=80),
        column("requested", _("Requested"), "Currency", width=130),
        column("cumulated", _("Cumulated"), "Currency", width=130),
        column("tied", _("Tied"), width=70),
        column("outcome", _("With This Money"), width=180),
    ]
