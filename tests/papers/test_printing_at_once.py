"""Many who print one document at the same moment get one paper."""

import frappe
import pytest

from tests.factories.training_results import make_certificate
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.papers.api import paper as paper_door


@pytest.mark.parametrize("isolation", [0, 1])
def test_one_number_for_all(db, isolation):
    certificate = make_certificate()
    frappe.db.commit()

    def print_it(_number: int) -> str:
        paper_door("certificate", certificate.name, "both")
        frappe.db.commit()
        return frappe.response.filename

    names = run_together(print_it, 8, snapshot_isolation(isolation))
    frappe.db.rollback()
    papers = frappe.get_all("Printed Paper", filters={"reference_name": certificate.name}, pluck="name")
    assert len(papers) == 1
    assert set(names) == {f"{papers[0]}-both.pdf"}
