"""A slow network, a failing server, lost answers: made at the browser's border; the server is real."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Page, Route

# As in a village: each answer takes its time, and little goes through at once.
SLOW = {"offline": False, "latency": 1_500, "downloadThroughput": 50_000, "uploadThroughput": 20_000}


def address_of(method: str) -> str:
    """The pattern of a method's address."""
    return f"**/api/method/women_incubation.{method}*"


def fails(page: Page, method: str) -> Callable[[], None]:
    """From now on the method answers 500; the answer ends that."""
    pattern = address_of(method)
    page.route(pattern, lambda route: route.fulfill(status=500, body="{}", content_type="application/json"))
    return lambda: page.unroute(pattern)


def answer_is_lost(page: Page, method: str) -> Callable[[], None]:
    """The server does what it is asked, and no answer of it arrives; the answer ends that."""
    pattern = address_of(method)

    def lose(route: Route) -> None:
        asked = route.request
        place = urlsplit(asked.url)
        # Node, which would send it, does not know *.localhost.
        address = asked.url.replace(place.netloc, f"127.0.0.1:{place.port}")
        headers = {**asked.all_headers(), "host": place.netloc}
        headers = {name: value for name, value in headers.items() if not name.startswith(":")}
        requests.request(asked.method, address, data=asked.post_data_buffer, headers=headers, timeout=30)
        route.abort()

    page.route(pattern, lose)
    return lambda: page.unroute(pattern)


def after_it_failed(page: Page) -> AbstractContextManager:
    """`with after_it_failed(page): ...` ends when a request of the page has met no answer.

    (The border's handlers run only while the test waits for the browser.)
    """
    return page.expect_event("requestfailed")


def slow_down(page: Page) -> None:
    """Everything that this page asks for takes long from now on."""
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
