"""The people of one province, made once for all tests of this folder."""

import frappe
import pytest

from tests.factories.incubation import Staff, make_staff


@pytest.fixture(scope="session")
def province_staff(site: str) -> Staff:
    """Committed: no test changes them."""
    staff = make_staff()
    frappe.db.commit()
    return staff


@pytest.fixture
def staff(province_staff: Staff, db: object) -> Staff:
    """The staff, in a test whose writes are rolled back."""
    return province_staff
