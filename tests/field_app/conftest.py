"""The site served on a port of its own, and phones: Chromium windows of one person each."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import pytest
from frappe.utils.password import update_password
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.factories.users import PASSWORD
from tests.field_app.steps import PHONE, fill_in_the_door

PATIENCE_MS = 15_000
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Quiet(WSGIRequestHandler):
    """Does not write each request into the test's output."""

    def log(self, type: str, message: str, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def address(site: str) -> Iterator[str]:
    """Where the site is served, with the field app built. `*.localhost` is secure enough for workers."""
    from frappe.app import application

    public = Path(frappe.get_app_path("women_incubation", "public"))
    _build(public)
    served = SharedDataMiddleware(application, {"/assets/women_incubation": str(public)})
    server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://incubation.localhost:{server.server_port}"
    server.shutdown()


def _build(public: Path) -> None:
    if not os.environ.get("FRAPPE_SITE"):
        from engine.frontend_build import build_frontend  # off a bench only

        build_frontend(public)
    assert (public / "frontend" / "build.json").is_file(), "The field app is not built: run `bench build`."


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, as npm installed it."""
    installed = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    if not installed.is_file():
        from engine.frontend_build import npm_file  # off a bench only

        installed = npm_file("axe-core/axe.min.js")
    return installed.read_text()


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
def phone(db: object, chromium: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """`phone(language="fr", size=PHONE)` is a phone without anything on it."""
    phones: list[BrowserContext] = []

    def take(language: str = "fr", size: dict[str, int] = PHONE) -> BrowserContext:
        context = chromium.new_context(base_url=address, viewport=size)
        context.set_default_timeout(PATIENCE_MS)
        stored = "localStorage.getItem('incubation.language')"
        choice = f"localStorage.setItem('incubation.language', '{language}')"
        context.add_init_script(f"{stored} || {choice}")
        phones.append(context)
        return context

    yield take
    for context in phones:
        context.close()


@pytest.fixture
def log_in(phone: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """`log_in(user)` opens the app on a new phone and logs in; the database is committed before."""

    def enter(user: str, on: BrowserContext | None = None, **look: object) -> Page:
        update_password(user, PASSWORD)
        frappe.db.commit()
        page = (on or phone(**look)).new_page()
        page.goto("/incubation")
        fill_in_the_door(page, user)
        page.get_by_test_id("navigation").wait_for()
        return page

    return enter
