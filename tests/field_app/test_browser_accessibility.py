"""axe-core on every main screen, in Arabic and French, light and dark: no serious finding."""

import frappe
import pytest

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.incubation import make_call
from tests.factories.training import make_group, make_session
from tests.factories.users import user_with
from tests.field_app.axe import serious_findings


def look_through(page, axe: str, paths: list[str]) -> None:
    found = {}
    for theme in ("light", "dark"):
        page.evaluate(f"localStorage.setItem('incubation.theme', '{theme}')")
        for path in paths:
            page.goto(f"/incubation{path}")
            page.get_by_test_id("page-title").wait_for()
            page.wait_for_load_state("networkidle")
            findings = serious_findings(page, axe)
            if findings:
                found[f"{path} {theme}"] = findings
    assert found == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
class TestScreens:
    def test_before_the_log_in(self, phone, db, axe, language):
        page = phone(language=language).new_page()
        page.goto("/incubation/login")
        look_through(page, axe, ["/login", "/register", "/components"])

    def test_of_a_trainer(self, log_in, db, axe, language):
        session = make_session(make_group(3))
        page = log_in(session.trainer, language=language)
        look_through(page, axe, ["/sessions", f"/sessions/{session.name}", "/outbox", "/account", "/notices"])

    def test_of_a_woman(self, log_in, db, axe, language):
        make_call()
        project = make_running_project()
        make_payment(project, make_team(), "Paid")
        page = log_in(frappe.db.get_value("Beneficiary", project.beneficiary, "user"), language=language)
        look_through(
            page, axe, ["/path", "/training", "/proposals", f"/proposals/{project.name}", "/payments"]
        )

    def test_of_those_who_pay(self, log_in, db, axe, language):
        team = make_team()
        payment = make_payment(make_running_project(), team, "Approved")
        page = log_in(team.payment_officer, language=language)
        look_through(page, axe, ["/inbox", f"/inbox/{payment.name}", "/batches", "/history"])

    def test_of_those_in_the_field(self, log_in, db, axe, language):
        unit = frappe.db.get_value("Beneficiary", make_running_project().beneficiary, "unit")
        page = log_in(user_with(["Coordinator", "Coach"], unit).name, language=language)
        look_through(page, axe, ["/today", "/women", "/board", "/visits"])
