"""Somebody who is not logged in."""

from collections.abc import Iterator

import frappe
import pytest

from tests.helpers.acting import acting_as


@pytest.fixture
def guest(db: object) -> Iterator[None]:
    """The test acts as a guest."""
    with acting_as("Guest"):
        yield
    frappe.response.pop("fields", None)
