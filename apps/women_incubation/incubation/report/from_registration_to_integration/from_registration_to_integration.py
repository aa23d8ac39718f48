"""How far the women registered in a period have come: how many reached each step, of those before it.

A woman stands where her records bring her; who left counts for the steps that her records still show.
"""

from frappe import _

from women_incubation.people.stage import STAGES
from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows, share

PATH = STAGES[STAGES.index("Selected") :]
QUERY = """
    select `tabBeneficiary`.stage, `tabBeneficiary`.selection_status, count(*) as women from `tabBeneficiary`
    where `tabBeneficiary`.registered_on between %(first)s and %(last)s and {scope}
    group by `tabBeneficiary`.stage, `tabBeneficiary`.selection_status"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    found = scoped_rows("Beneficiary", QUERY, period_of(filters or {}))
    everybody = sum(row.women for row in found)
    rows = [{"step": _("Registered"), "women": everybody, "of_registered": 100.0 if everybody else 0.0}]
    for step in PATH:
        women = sum(row.women for row in found if reached(row, step))
        before = rows[-1]["women"]
        rows.append(
            {
                "step": _(step),
                "women": women,
                "of_registered": share(women, everybody),
                "of_step_before": share(women, before),
            }
        )
    labels = [row["step"] for row in rows]
    chart = bar_chart(labels, **{_("Women"): [row["women"] for row in rows]}) if everybody else None
    return columns(), rows, None, chart


def reached(row: dict, step: str) -> bool:
    """Whether women of this stage have come to the step; who left was selected, if she was."""
    if row["stage"] in STAGES:
        return STAGES.index(row["stage"]) >= STAGES.index(step)
    return step == "Selected" and row["selection_status"] == "Selected"


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("step", _("Step"), width=240),
        column("women", _("Women"), "Int", width=110),
        column("of_registered", _("Of Those Registered (%)"), "Percent", width=190),
        column("of_step_before", _("Of the Step Before (%)"), "Percent", width=190),
    ]
