"""Nobody gives himself a territory: it takes another administrator."""

import frappe
import pytest
from frappe.utils import today

from tests.factories.territory import PROVINCE, REGION, SISTER_PROVINCE
from tests.factories.users import assign, user_with
from tests.helpers.acting import acting_as
from women_incubation.territory.errors import AssignedByOneself


@pytest.fixture
def administrator(db) -> str:
    """A programme administrator of a region."""
    return user_with("Administrator", REGION).name


def test_an_administrator_assigns_others_and_not_himself(administrator):
    other = user_with("Coordinator").name
    with acting_as(administrator):
        assign(other, PROVINCE)
        with pytest.raises(AssignedByOneself):
            assign(administrator, SISTER_PROVINCE)


def test_his_own_assignment_is_not_his_to_change_or_delete(administrator):
    mine = frappe.get_last_doc("Territorial Assignment", {"user": administrator}).name
    with acting_as(administrator):
        doc = frappe.get_doc("Territorial Assignment", mine)
        doc.valid_to = today()
        with pytest.raises(AssignedByOneself):
            doc.save()
        with pytest.raises(AssignedByOneself):
            frappe.delete_doc("Territorial Assignment", mine)


def test_no_assignment_of_another_becomes_his(administrator):
    other = user_with("Coordinator", PROVINCE).name
    theirs = frappe.get_last_doc("Territorial Assignment", {"user": other}).name
    with acting_as(administrator):
        doc = frappe.get_doc("Territorial Assignment", theirs)
        doc.user = administrator
        with pytest.raises(AssignedByOneself):
            doc.save()


def test_another_administrator_does_it(administrator):
    with acting_as(user_with("Administrator", REGION).name):
        assign(administrator, SISTER_PROVINCE)
