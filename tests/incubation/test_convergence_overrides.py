"""An override of the convergence check: in the audit, and in the report by province."""

import frappe

from tests.factories.incubation import edit, make_idea
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.incubation.report.convergence_overrides import convergence_overrides


def test_an_override_names_who_and_why_in_the_audit_and_by_province(staff):
    idea = edit(make_idea(), staff.coordinator, convergence_override_reason="Autre activité.")
    filters = {"reference_name": idea.name, "action": "convergence_override"}
    [detail] = frappe.get_all("Audit Entry", filters, pluck="detail")
    assert staff.coordinator in detail and "Autre" not in detail
    _columns, rows, _message, chart = convergence_overrides.execute()
    [row] = [row for row in rows if row.name == idea.name]
    assert (row.convergence_override_by, row.convergence_override_reason) == (
        staff.coordinator,
        "Autre activité.",
    )
    assert row.province in chart["data"]["labels"]
    with acting_as(user_with("Coordinator", OTHER_PROVINCE).name):
        assert idea.name not in [row.name for row in convergence_overrides.execute()[1]]
    idea = edit(idea, staff.coordinator, convergence_override_reason="")
    assert idea.name not in [row.name for row in convergence_overrides.execute()[1]]
