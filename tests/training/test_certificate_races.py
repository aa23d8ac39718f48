"""Many coordinators at once: each woman gets one certificate, and each answer tells the truth about it."""

import frappe
import pytest

from tests.factories.training_results import completed_group, make_coordinator
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.audit.errors import TryAgain
from women_incubation.training import desk_api

COORDINATORS = 32


@pytest.mark.parametrize("isolation", [0, 1])
def test_each_woman_gets_one_certificate(db, isolation):
    group = completed_group(3)
    women = [row.beneficiary for row in group.members]
    coordinator = make_coordinator()
    frappe.db.commit()

    def issue(number):
        frappe.set_user(coordinator)
        for _attempt in range(30):
            try:
                answers = desk_api.issue_certificates(group.name, women[number % 3 :] + women[: number % 3])
            except TryAgain:
                frappe.db.rollback()
                continue
            frappe.db.commit()
            return {answer["beneficiary"]: (answer["outcome"], answer["certificate"]) for answer in answers}
        raise AssertionError("Told to try again thirty times")

    told = run_together(issue, COORDINATORS, settings=snapshot_isolation(isolation))
    frappe.db.rollback()
    rows = frappe.get_all("Certificate", {"training_group": group.name}, ["beneficiary", "name"])
    assert sorted(row.beneficiary for row in rows) == sorted(women)
    for row in rows:
        answers = [answer[row.beneficiary] for answer in told]
        assert {number for _outcome, number in answers} == {row.name}
        assert [outcome for outcome, _number in answers].count("issued") == 1
