"""What participants think of sessions, in averages that give nobody away.

Fewer than five answers are not shown. Averages are rounded to a half and numbers down to fives, so that
comparing the report of today with that of yesterday does not show what one more woman said.
"""

from frappe import _
from frappe.utils import get_fullname

from women_incubation.territory.reporting import bar_chart, chosen, column, scoped_rows

FEWEST = 5
KEYS = {
    "Module": "`tabTraining Session`.module",
    "Training Group": "g.group_name",
    "Trainer": "`tabTraining Session`.trainer",
}
QUERY = """
    select {key} as what, count(*) as answers, avg(f.usefulness) as usefulness, avg(f.clarity) as clarity
    from `tabSession Feedback` f
    join `tabTraining Session` on `tabTraining Session`.name = f.training_session
    join `tabTraining Group` g on g.name = `tabTraining Session`.training_group
    where {{scope}}
    group by what having answers >= %(fewest)s order by what"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str, dict | None]:
    """(columns, rows, message, chart)."""
    key = chosen(filters or {}, "by", KEYS, "Module")
    rows = scoped_rows("Training Session", QUERY.format(key=key), {"fewest": FEWEST})
    for row in rows:
        row.what = get_fullname(row.what) if key == KEYS["Trainer"] else row.what
        row.answers = row.answers // FEWEST * FEWEST
        row.usefulness, row.clarity = to_a_half(row.usefulness), to_a_half(row.clarity)
    message = _("Fewer than {0} answers are not shown; numbers are rounded.").format(FEWEST)
    marks = {
        _("Usefulness (1 to 5)"): [row.usefulness for row in rows],
        _("Clarity (1 to 5)"): [row.clarity for row in rows],
    }
    return columns(), rows, message, bar_chart([row.what for row in rows], **marks)


def to_a_half(mark: float) -> float:
    """Rounded to the next half."""
    return round(float(mark) * 2) / 2


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("what", _("Name"), width=260),
        column("answers", _("Answers (at least)"), "Int"),
        column("usefulness", _("Usefulness (1 to 5)"), "Float", width=160),
        column("clarity", _("Clarity (1 to 5)"), "Float", width=160),
    ]
