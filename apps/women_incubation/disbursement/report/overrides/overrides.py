"""Where somebody decided beside the usual rule: derogations, overrides, substitutes and delegations."""

from collections import Counter

import frappe
from frappe import _

from women_incubation.territory.reporting import bar_chart, column, scoped_rows

# kind -> (document whose scope counts, what is asked of it)
SOURCES = {
    "Training Derogation": (
        "Project Proposal",
        """select 'Project Proposal' as doctype, name, unit, training_derogation_by as person,
            training_derogation_reason as reason, date(modified) as day from `tabProject Proposal`
            where coalesce(training_derogation_by, '') != '' and {scope}""",
    ),
    "Convergence Override": (
        "Project Proposal",
        """select 'Project Proposal' as doctype, name, unit, convergence_override_by as person,
            convergence_override_reason as reason, date(modified) as day from `tabProject Proposal`
            where coalesce(convergence_override_by, '') != '' and {scope}""",
    ),
    "Substitute": (
        "Substitute",
        """select 'Substitute' as doctype, name, unit, named_by as person, reason, valid_from as day
            from `tabSubstitute` where {scope}""",
    ),
    "Delegation": (
        "Delegation",
        """select 'Delegation' as doctype, name, unit, named_by as person, reason, valid_from as day
            from `tabDelegation` where {scope}""",
    ),
}


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart): the rows that the user may read, of each kind."""
    rows = []
    for kind, (doctype, query) in SOURCES.items():
        if frappe.has_permission(doctype, "read"):
            rows += [row | {"kind": kind} for row in scoped_rows(doctype, query, {})]
    rows.sort(key=lambda row: str(row["day"]), reverse=True)
    counts = Counter(row["kind"] for row in rows)
    shown = {kind: _(kind) for kind in counts}
    for row in rows:
        row["shown"] = shown[row["kind"]]
    chart = bar_chart(list(shown.values()), "Int", **{_("Decisions"): list(counts.values())})
    return columns(), rows, None, chart


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("shown", _("Kind"), width=180),
        column("doctype", _("Document Type"), "Link", "DocType", 150),
        column("name", _("Document"), "Dynamic Link", "doctype", 160),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("person", _("Decided By"), "Link", "User", 200),
        column("day", _("Date"), "Date", width=110),
        column("reason", _("Reason"), width=300),
    ]
