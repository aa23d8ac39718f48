"""Two requests meet in the database: the generic doors say "try again" (409), never a server error."""

import frappe
import pytest

from tests.disbursement.doors import DOORS, PAYMENT
from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.helpers.acting import acting_as
from tests.helpers.browser import Browser, apart
from women_incubation.audit.errors import TryAgain


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def payment(team):
    doc = make_payment(make_running_project(), team, "Verified", amount=1000)
    frappe.db.commit()
    return doc


def impatient():
    """The next connections of this process wait one second for a lock."""
    from frappe.database.mariadb.database import MariaDBDatabase

    plain = MariaDBDatabase.create_connection

    def create(database):
        connection = plain(database)
        with connection.cursor() as cursor:
            cursor.execute("set session innodb_lock_wait_timeout = 1")
        return connection

    return MariaDBDatabase, create


@pytest.mark.parametrize("door", [name for name in DOORS if name != "bulk_action"])
def test_a_payment_that_somebody_holds_is_answered_409(payment, team, monkeypatch, door):
    client = Browser(frappe.local.site, team.funder)
    frappe.db.get_value("Budget Balance", payment.budget_line, "name", for_update=True)  # held until the end
    owner, create = impatient()
    monkeypatch.setattr(owner, "create_connection", create)
    if door in ("workflow_action", "our_api"):
        monkeypatch.setattr("women_incubation.audit.retry.TRIES", 1)
    response = DOORS[door](client, payment.name, "Approve", "Approved")
    assert response.status_code == 409
    frappe.db.rollback()
    assert frappe.db.get_value(PAYMENT, payment.name, "workflow_state") == "Verified"


def test_a_snapshot_that_is_older_than_the_lock_is_answered_try_again(payment, team):
    if not frappe.db.sql("show variables like 'innodb_snapshot_isolation'"):
        return  # this server reads past its snapshot under a lock: nothing to answer
    frappe.db.sql("set session innodb_snapshot_isolation = 1")
    try:
        frappe.db.count("Budget Movement")  # the snapshot is taken here
        balance = payment.budget_line
        apart(change_elsewhere, frappe.local.site, frappe.local.sites_path, balance)
        with acting_as(team.funder):
            doc = frappe.get_doc(PAYMENT, payment.name)
            doc.workflow_state = "Approved"
            with pytest.raises(TryAgain):
                doc.save()
    finally:
        frappe.db.rollback()
        frappe.db.sql("set session innodb_snapshot_isolation = 0")


def change_elsewhere(site, sites, line):
    """Another connection touches the line's balance and commits."""
    frappe.init(site=site, sites_path=sites)
    frappe.connect()
    frappe.db.set_value("Budget Balance", line, "modified", frappe.utils.now(), update_modified=False)
    frappe.db.commit()
    frappe.db.close()
