"""The site served with the Desk's assets, and Chromium windows of one person each."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import pytest
from frappe.utils.password import update_password
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.factories.users import PASSWORD

PATIENCE_MS = 20_000
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUIET = """() => window.frappe?.boot && frappe.router?.current_route
    && !frappe.request.ajax_count && !$("#freeze.in").length"""


class Quiet(WSGIRequestHandler):
    """Does not write each request into the test's output."""

    def log(self, type: str, message: str, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def address(site: str) -> Iterator[str]:
    """Where the site is served, with the Desk's bundles."""
    from frappe.app import application

    sites_path = Path(frappe.local.sites_path).absolute()
    if not os.environ.get("FRAPPE_SITE"):
        build_assets(sites_path)
    served = SharedDataMiddleware(application, {"/assets": str(sites_path / "assets")})
    server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://incubation.localhost:{server.server_port}"
    server.shutdown()


def build_assets(sites_path: Path) -> None:
    """What `bench build` does on a bench."""
    from engine.desk_assets.build import build_desk_assets

    publics = {
        app: Path(frappe.get_app_path(app)).resolve() / "public" for app in frappe.get_installed_apps()
    }
    build_desk_assets(publics.pop("frappe"), sites_path, publics)
    frappe.clear_cache()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or the engine's off a bench."""
    found, env = shutil.which("chromium") or shutil.which("google-chrome"), {}
    if not found:
        from engine.parts.chromium import find_chromium

        program = find_chromium()
        found, env = str(program.executable), program.env
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=CHROMIUM_ARGUMENTS, env={**os.environ, **env}
        )
        yield browser
        browser.close()


@pytest.fixture
def desk(db: object, chromium: Browser, address: str) -> Iterator[Callable[[str, str], Page]]:
    """`desk(user, path)` opens a page below /desk as the user; scripts that fail fail the test."""
    contexts, problems = [], []

    def enter(user: str, path: str) -> Page:
        update_password(user, PASSWORD)
        frappe.db.commit()
        context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 850})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto("/login")
        page.fill("#login_email", user)
        page.fill("#login_password", PASSWORD)
        page.click(".form-login .btn-login")
        page.wait_for_url("**/desk**")
        page.goto(f"/desk/{path}")
        page.wait_for_function(QUIET)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert problems == []
