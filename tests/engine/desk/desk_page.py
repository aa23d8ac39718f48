"""The Desk in a browser tab, and what went wrong in it."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Page, Response

PASSWORD = "Probe-of-the-Desk-1"
QUIET = """window.frappe?.boot && frappe.router?.current_route
    && !frappe.request.ajax_count && !$("#freeze.in").length"""
PAUSE_MS = 200
# The framework says this of a number card without a colour; it is advice, not a fault.
HARMLESS = re.compile(r'"" is not a valid color')


class Desk:
    """One tab. `problems` collects errors of scripts, of the console and of the server (4xx and 5xx)."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error.stack or error}"))
        page.on("response", self._note_response)
        page.on("requestfailed", lambda request: self._note_failure(request.url, request.failure))

    def log_in(self, user: str) -> None:
        """Type name and password into the log-in form; wait for the probe's page, the one to land on."""
        self.page.goto(f"{self.address}/login")
        self.page.fill("#login_email", user)
        self.page.fill("#login_password", PASSWORD)
        self.page.click(".form-login .btn-login")
        self.page.wait_for_url("**/probe")

    def open(self, path: str) -> Page:
        """Open a page below /desk and wait until it is quiet."""
        self.page.goto(f"{self.address}/desk/{path}")
        self.wait()
        return self.page

    def wait(self) -> None:
        """Wait until the Desk has started, has no request under way, and nothing covers the page."""
        self.page.wait_for_function(QUIET)
        self.page.wait_for_timeout(PAUSE_MS)  # one request may follow the other
        self.page.wait_for_function(QUIET)

    def value(self, expression: str) -> object:
        """What a JavaScript expression is in the page."""
        return self.page.evaluate(expression)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not HARMLESS.search(message.text):
            self.problems.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")

    def _note_failure(self, url: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":  # the page was left while it was loading
            self.problems.append(f"no answer ({failure}): {url}")
