"""The probe's site, served, with the Desk's assets; Chromium; and one user who reads English, one Arabic."""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from engine.desk_assets.build import build_desk_assets
from engine.parts.chromium import find_chromium
from engine.serve.listen import Listener, listen
from engine.serve.server import answers, site_variables
from engine.serve.supervisor import Program
from engine.site.connection import on_site
from engine.site.template import SiteHandle
from tests.engine.desk.desk_page import PASSWORD, Desk
from tests.engine.other_site import other_site_kept

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNIT = "Desk"  # the probe shows a user the documents of the unit in the first name
READERS = {"en": "english@probe.test", "ar": "arabic@probe.test"}
PATIENCE_MS = 20_000


@pytest.fixture(scope="session")
def desk_address(probe_site: SiteHandle) -> Iterator[str]:
    """Where the probe's site is served."""
    layout = probe_site.layout
    build_desk_assets(_public("frappe"), layout.sites, {"engine_probe": _public("engine_probe")})
    with other_site_kept(), on_site(layout):
        _make_readers_and_documents()
    listener = listen(0, https=False)
    web = Program(
        [sys.executable, "-m", "engine.serve.web", "--fd", str(listener.socket.fileno()), "--workers", "1"],
        log=layout.logs / "web.log",
        env={**site_variables(layout), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=layout.sites,
        keep=(listener.socket.fileno(),),
    )
    web.start()
    _wait_for(listener, web)
    yield listener.addresses()[0]
    web.stop()


def _public(app: str) -> Path:
    return Path(importlib.import_module(app).__file__).parent / "public"


def _wait_for(listener: Listener, web: Program) -> None:
    until = time.monotonic() + 60
    while not answers(listener):
        assert time.monotonic() < until and web.process.poll() is None, web.log.read_text()
        time.sleep(0.1)


def _make_readers_and_documents() -> None:
    roles = [{"role": role} for role in ("Probe User", "Probe Chief")]
    for language, email in READERS.items():
        frappe.get_doc(
            {"doctype": "User", "email": email, "first_name": UNIT, "language": language, "roles": roles}
            | {"send_welcome_email": 0, "new_password": PASSWORD}
        ).insert()
    for title, amount in (("From North", 120), ("From South", 80), ("From North", 40)):
        frappe.get_doc({"doctype": "Probe Document", "title": title, "unit": UNIT, "amount": amount}).insert()
    frappe.get_doc({"doctype": "Probe Place", "place_name": "Country", "is_group": 1}).insert()
    frappe.get_doc({"doctype": "Probe Place", "place_name": "Town", "parent_probe_place": "Country"}).insert()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium."""
    program = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program.executable, args=CHROMIUM_ARGUMENTS, env={**os.environ, **program.env}
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=list(READERS))
def language(request: pytest.FixtureRequest) -> str:
    """The language that the Desk is read in."""
    return request.param


@pytest.fixture(scope="session")
def reader(chromium: Browser, desk_address: str, language: str) -> Iterator[BrowserContext]:
    """A browser's profile, logged in as the reader of that language."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    Desk(context.new_page(), desk_address).log_in(READERS[language])
    yield context
    context.close()


@pytest.fixture
def desk(reader: BrowserContext, desk_address: str) -> Iterator[Desk]:
    """A new tab. At the end of the test nothing may have gone wrong in it."""
    desk = Desk(reader.new_page(), desk_address)
    yield desk
    desk.page.close()
    assert desk.problems == []
