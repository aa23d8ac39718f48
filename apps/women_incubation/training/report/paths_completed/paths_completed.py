"""Training paths completed: certificates of a period, by path, group or territory."""

import frappe
from frappe import _

from women_incubation.territory.reporting import bar_chart, chosen, column, period_of, scoped_rows

KEYS = {
    "Training Path": "`tabCertificate`.training_path",
    "Training Group": "g.group_name",
    "Territorial Unit": "`tabCertificate`.unit",
}
MOST_BARS = 20
# A certificate issued again is the same completion: what was replaced does not count.
QUERY = """
    select {key} as what, count(distinct `tabCertificate`.beneficiary) as women,
        sum(`tabCertificate`.status = 'Valid') as valid, sum(`tabCertificate`.status = 'Revoked') as revoked,
        sum(`tabCertificate`.attended_minutes) as minutes
    from `tabCertificate` join `tabTraining Group` g on g.name = `tabCertificate`.training_group
    where issued_on between %(first)s and %(last)s
        and coalesce(`tabCertificate`.replaced_by, '') = '' and {{scope}}
    group by what order by women desc, what"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    filters = filters or {}
    key = chosen(filters, "by", KEYS, "Training Path")
    rows = scoped_rows("Certificate", QUERY.format(key=key), period_of(filters))
    titles = path_titles() if key == KEYS["Training Path"] else {}
    for row in rows:
        row.what = titles.get(row.what, row.what)
        row.hours = int(row.minutes) / 60
    shown = rows[:MOST_BARS]
    return columns(), rows, None, bar_chart([r.what for r in shown], **{_("Valid"): [r.valid for r in shown]})


def path_titles() -> dict[str, str]:
    """What the paths are called in the user's language."""
    title = "title_ar" if frappe.local.lang == "ar" else "title_fr"
    return dict(frappe.get_all("Training Path", fields=["name", title], as_list=True))


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("what", _("Name"), width=300),
        column("women", _("Women"), "Int", width=90),
        column("valid", _("Valid"), "Int", width=90),
        column("revoked", _("Revoked"), "Int", width=90),
        column("hours", _("Hours Attended"), "Float", width=130),
    ]
