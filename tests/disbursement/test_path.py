from tests.factories.disbursement import make_payment, make_running_project, make_team
from women_incubation.funding import ledger


def test_a_payment_walks_its_whole_path(db):
    team, project = make_team(), make_running_project()
    payment = make_payment(project, team, "Received")
    assert payment.workflow_state == "Received"
    assert [row.step for row in payment.steps] == [
        "Prepare",
        "Request",
        "Verify",
        "Approve",
        "Pay",
        "Receive",
    ]
    assert ledger.reconcile() == []
