"""The way back stands beside every page, also when it is opened by its address."""

import pytest
from playwright.sync_api import expect

from tests.factories.incubation import make_staff


@pytest.mark.parametrize("path", ["alert", "integration-follow-up"])
def test_a_page_of_a_module_of_two_words_has_its_sidebar(db, desk, path):
    page = desk(make_staff().coordinator, path)
    items = page.locator(".body-sidebar .standard-sidebar-item .sidebar-item-label")
    expect(items.filter(has_text="Possible Duplicates")).to_be_visible()
