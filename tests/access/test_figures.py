"""Reports, charts and number cards of the app: what happens elsewhere changes no figure that one sees.

Each is found on the site, so a new one is tested without being named here. It is run before and after another
province has come to life: whoever works in the first sees the same, whoever works nowhere sees nothing.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import frappe
import pytest
from frappe.desk.doctype.dashboard_chart.dashboard_chart import get as draw
from frappe.desk.doctype.number_card.number_card import get_result
from frappe.desk.query_report import run
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories.disbursement import make_running_project
from tests.factories.funding import make_convention, make_line
from tests.factories.people import make_woman_with_account
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import did_not_happen, make_session, send
from tests.factories.training_results import completed_group
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.territory.rows_behind import scoped_documents
from women_incubation.training.feedback import insert_feedback

WOMAN = "Incubation Woman"
REFUSED = "refused"
FILTERS: dict[str, dict] = {}  # report -> what it asks for beside dates


class Figure(NamedTuple):
    """A report, chart or card, the roles that see it, and how the acting user gets its content."""

    kind: str
    name: str
    roles: list[str]
    read: Callable[[], object]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def figures() -> list[Figure]:
    """Everything of the app that shows figures."""
    modules = {"module": ["in", frappe.get_module_list("women_incubation")]}
    reports = [report(name) for name in frappe.get_all("Report", modules, pluck="name")]
    charts = [chart(name) for name in frappe.get_all("Dashboard Chart", modules, pluck="name")]
    cards = [card(name) for name in frappe.get_all("Number Card", modules, pluck="name")]
    return reports + charts + cards


def report(name: str) -> Figure:
    roles = [row.role for row in frappe.get_doc("Report", name).roles]
    dates = {"from_date": add_days(today(), -400), "to_date": add_days(today(), 400)}
    filters = dates | FILTERS.get(name, {})
    return Figure("report", name, roles, lambda: rows_of(run(name, dict(filters))))


def rows_of(answer: dict) -> dict:
    """Rows, chart and figures of a report; not how long it took."""
    return {part: answer.get(part) for part in ("result", "chart", "report_summary", "message")}


def chart(name: str) -> Figure:
    doc = frappe.get_doc("Dashboard Chart", name)
    return Figure("chart", name, readers(doc.document_type), lambda: draw(chart_name=name, refresh=1))


def card(name: str) -> Figure:
    doc = frappe.get_doc("Number Card", name)
    if doc.type == "Report":
        return report(doc.report_name)._replace(kind="card", name=name)
    return Figure(
        "card", name, readers(doc.document_type), lambda: get_result(doc.as_dict(), doc.filters_json)
    )


def readers(doctype: str) -> list[str]:
    """The roles that read a document."""
    return [row.role for row in frappe.get_meta(doctype).permissions if row.read and not row.permlevel]


def live(unit: str) -> None:
    """Something of everything happens in a province."""
    group = trained_group(unit)
    woman = make_woman_with_account(unit=unit)
    line = make_line(200_000, make_convention(amount=200_000, unit=unit), unit=unit)
    project = make_running_project(woman=woman, unit=unit, line=line)
    frappe.db.set_value(project.doctype, project.name, "training_derogation_reason", "Learnt it at home.")
    known = {"beneficiary": woman.name, "project": project.name, "due_on": add_days(today(), -90)}
    known |= {"training_group": group.name, "training_path": group.path, "path": group.path, "status": "Open"}
    for doctype in frappe.get_all("DocType", {"name": ["in", scoped_documents()]}, pluck="name"):
        if not doctype.startswith(("Training", "Attendance", "Session")):
            row = {field: value for field, value in known.items() if accepts(doctype, field, value)}
            bare_row(doctype, unit, **row)


def accepts(doctype: str, fieldname: str, value: str) -> bool:
    """Whether the document has such a field, and the field such a value."""
    field = frappe.get_meta(doctype).get_field(fieldname)
    return bool(field) and (field.fieldtype != "Select" or value in field.options.split("\n"))


def trained_group(unit: str) -> Document:
    """A group with sessions held and missed, opinions and a woman who left."""
    group = completed_group(6, unit=unit, place="Maison de la femme")
    missed = make_session(group, session_date=add_days(today(), -3))
    send([did_not_happen(missed)], missed)
    held = frappe.db.get_value("Training Session", {"training_group": group.name, "status": "Closed"})
    for row in group.members:
        about = {"training_session": held, "beneficiary": row.beneficiary, "unit": unit}
        insert_feedback(about | {"usefulness": 4, "clarity": 5})
    group.reload()
    left = {"left_on": today(), "leaving_cause": "Health", "leaving_reason": "Told by phone"}
    group.members[5].update(left)
    return group.save()


@pytest.fixture(scope="module")
def seen(site: str) -> Iterator[dict]:
    """(figure, role, who) -> what it showed before and after OTHER_PROVINCE came to life; rolled back."""
    frappe.db.rollback()
    frappe.set_user("Administrator")
    all_figures = figures()
    roles = sorted(
        {role for figure in all_figures for role in figure.roles if role.startswith("Incubation ")}
    )
    places = {"here": PROVINCE, "nowhere": None, "everywhere": "MA"}
    users = {
        (role, who): user_with(role, unit).name
        for role in roles
        if role != WOMAN
        for who, unit in places.items()
    }
    live(PROVINCE)
    before = look(all_figures, users)
    live(OTHER_PROVINCE)
    after = look(all_figures, users)
    yield {key: (before[key], after[key]) for key in before}
    frappe.db.rollback()


def look(all_figures: list[Figure], users: dict[tuple[str, str], str]) -> dict:
    """What each figure shows each user, as text."""
    return {
        (str(figure), role, who): content(figure, user)
        for figure in all_figures
        for (role, who), user in users.items()
        if role in figure.roles
    }


def content(figure: Figure, user: str) -> str:
    with acting_as(user):
        try:
            return frappe.as_json(figure.read())
        except Exception as error:  # one broken report must not hide the others
            return f"{REFUSED}: {error!r}"
        finally:
            frappe.clear_messages()


def test_nothing_that_happens_elsewhere_changes_a_figure(seen):
    wrong = [
        key for key, (before, after) in seen.items() if key[2] in ("here", "nowhere") and before != after
    ]
    assert not wrong, wrong


def test_whoever_works_nowhere_sees_no_row(seen):
    names = frappe.get_all("Beneficiary", pluck="name")
    wrong = [
        key for key, (_b, after) in seen.items() if key[2] == "nowhere" and any(n in after for n in names)
    ]
    assert not wrong, wrong


def test_the_figures_do_count_what_happens_where_one_works(seen):
    """Lest the tests above be true of empty figures: national users see the second province arrive."""
    moved = {key[0] for key, (before, after) in seen.items() if key[2] == "everywhere" and before != after}
    still = sorted({key[0] for key in seen} - moved)
    assert len(still) <= len(moved), still


def test_every_role_that_a_report_names_runs_it(seen):
    refused = {key[:2]: after for key, (_before, after) in seen.items() if after.startswith(REFUSED)}
    assert refused == {}


def test_who_lacks_the_role_runs_no_report(db):
    outsider = user_with("Payment Officer", "MA").name
    reports = [figure for figure in figures() if figure.kind == "report"]
    assert len(reports) >= 5
    for figure in reports:
        if "Incubation Payment Officer" not in figure.roles:
            with acting_as(outsider), pytest.raises(frappe.PermissionError):
                figure.read()
