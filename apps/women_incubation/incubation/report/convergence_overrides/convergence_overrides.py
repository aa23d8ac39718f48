"""Who overrode the convergence check, for which project and why, by province."""

import frappe
from frappe import _

from women_incubation.territory.reporting import column

FIELDS = [
    "name",
    "title",
    "unit",
    "workflow_state",
    "convergence_override_by",
    "convergence_override_reason",
    "requested_amount",
    "submitted_on",
]


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, no message, chart). `get_list` keeps the rows to the user's territory."""
    rows = frappe.get_list(
        "Project Proposal",
        filters={"convergence_override_by": ["is", "set"]},
        fields=FIELDS,
        order_by="modified desc",
        limit_page_length=0,
    )
    province = provinces({row.unit for row in rows})
    for row in rows:
        row.province = province.get(row.unit) or _("Outside provinces")
        row.workflow_state = _(row.workflow_state)
    rows.sort(key=lambda row: row.province)
    return columns(), rows, None, chart(rows)


def provinces(units: set[str]) -> dict[str, str]:
    """unit -> name of the province or prefecture that holds it, in the reader's language. One query."""
    unit, above = frappe.qb.DocType("Territorial Unit"), frappe.qb.DocType("Territorial Unit").as_("above")
    name = above.name_ar if frappe.local.lang == "ar" else above.name_fr
    query = (
        frappe.qb.from_(unit)
        .join(above)
        .on((above.lft <= unit.lft) & (above.rgt >= unit.rgt))
        .select(unit.name, name)
        .where(unit.name.isin(units or {""}) & above.kind.isin(["Province", "Prefecture"]))
    )
    return dict(query.run())


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("province", _("Province or Prefecture"), "Data", None, 170),
        column("name", _("Project"), "Link", "Project Proposal", 140),
        column("title", _("Title"), "Data", None, 200),
        column("workflow_state", _("State"), "Data", None, 130),
        column("convergence_override_by", _("Overridden By"), "Link", "User", 190),
        column("convergence_override_reason", _("Reason of the Override"), "Data", None, 300),
        column("requested_amount", _("Requested Amount"), "Currency", None, 140),
    ]


def chart(rows: list[dict]) -> dict | None:
    """How many overrides in each province."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.province] = counts.get(row.province, 0) + 1
    if not counts:
        return None
    datasets = [{"name": _("Convergence Overrides"), "values": list(counts.values())}]
    return {"type": "bar", "data": {"labels": list(counts), "datasets": datasets}}
