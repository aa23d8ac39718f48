"""The site served on a port of its own, and phones: Chromium windows of one person each."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import frappe
import pytest
from frappe.utils.password import update_password
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.middleware.shared_data import SharedDataMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.factories.users import PASSWORD
from tests.field_app.phones import new_phone
from tests.field_app.steps import PHONE
from tests.helpers.browser import Browser as Requests

# An address of the site that is no page of the app.
NO_APP = "/assets/women_incubation/images/logo.svg"
FORGET = """async () => {
  localStorage.clear()
  sessionStorage.clear()
  for (const { name } of await indexedDB.databases()) {
    await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done })
  }
}"""
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
def start_chromium() -> Iterator[Callable[..., Browser]]:
    """`start_chromium(*arguments)` is the system's Chromium, or the engine's off a bench."""
    found, env = shutil.which("chromium") or shutil.which("google-chrome"), {}
    if not found:
        from engine.parts.chromium import find_chromium

        program = find_chromium()
        found, env = str(program.executable), program.env
    with sync_playwright() as playwright:
        yield lambda *arguments: playwright.chromium.launch(
            executable_path=found, args=[*CHROMIUM_ARGUMENTS, *arguments], env={**os.environ, **env}
        )


@pytest.fixture(scope="session")
def chromium(start_chromium: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser of all tests that need no other."""
    browser = start_chromium()
    yield browser
    browser.close()


@pytest.fixture
def phone(db: object, chromium: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """`phone(language="fr", size=PHONE)` is a phone without anything on it."""
    phones: list[BrowserContext] = []

    def take(language: str = "fr", size: dict[str, int] = PHONE) -> BrowserContext:
        phones.append(new_phone(chromium, address, language, size))
        return phones[-1]

    yield take
    for context in phones:
        context.close()


@pytest.fixture(scope="module")
def one_phone(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """The phone behind `installed_phone`."""
    context = new_phone(chromium, address, "fr", PHONE)
    yield context
    context.close()


@pytest.fixture
def installed_phone(one_phone: BrowserContext, db: object) -> BrowserContext:
    """A phone that has the app already and nobody's traces: installing it takes longer than most tests."""
    one_phone.set_offline(False)
    for page in one_phone.pages:
        page.close()
    one_phone.clear_cookies()
    page = one_phone.new_page()
    page.goto(NO_APP)
    page.evaluate(FORGET)
    page.close()
    return one_phone


@pytest.fixture
def log_in(phone: Callable[..., BrowserContext], site: str, address: str) -> Callable[..., Page]:
    """`log_in(user, path="/sessions")` is the app on a phone on which the user is logged in.

    The database is committed before. The door itself has tests of its own: here the session is fetched as
    the door fetches it, and the browser begins with its cookies.
    """

    def enter(user: str, path: str = "", on: BrowserContext | None = None, **look: object) -> Page:
        update_password(user, PASSWORD)
        frappe.db.commit()
        context = on or phone(**look)
        answer = Requests(site, "Guest").call("login", usr=user, pwd=PASSWORD)
        assert answer.status_code == 200, answer.text
        jars = [SimpleCookie(line) for line in answer.headers.getlist("Set-Cookie")]
        cookies = [(name, morsel.coded_value) for jar in jars for name, morsel in jar.items()]
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
        page = context.new_page()
        page.goto(f"/incubation{path}")
        page.get_by_test_id("page-title").wait_for()
        return page

    return enter
