"""A site with Frappe and a small app of the tests' own: what is proved here does not depend on ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import frappe
import pytest
from frappe.app import application
from frappe.utils.password import update_password
from werkzeug.test import Client, TestResponse

from engine.site.connection import forget_site, on_site
from engine.site.create import install_app
from engine.site.template import ADMIN_PASSWORD, SiteHandle, copy_site, frappe_template, start_site
from tests.engine.other_site import other_site_kept

PROBE = "engine_probe"
PROBE_SOURCE = Path(__file__).parent / "probe_app"
USERS = (
    ("user-a@probe.test", "A", ["Probe User"]),
    ("user-b@probe.test", "B", ["Probe User"]),
    ("chief-a@probe.test", "A", ["Probe User", "Probe Chief"]),
)


@pytest.fixture(scope="session")
def probe_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteHandle]:
    """A started site with the probe app on it (a copy of its source, so that tests may change it)."""
    home = tmp_path_factory.mktemp("engine")
    shutil.copytree(PROBE_SOURCE, home / "apps")
    sys.path.insert(0, str(home / "apps"))
    with other_site_kept():
        handle = start_site(copy_site(frappe_template(), home / "site"))
        apps_txt = handle.layout.sites / "apps.txt"
        apps_txt.write_text(f"frappe\n{PROBE}\n")
        install_app(handle.layout, PROBE)
        _make_users(handle)
        forget_site()
    yield handle
    handle.close()
    sys.path.remove(str(home / "apps"))


@pytest.fixture(scope="module")
def probe_in_force(probe_site: SiteHandle) -> Iterator[SiteHandle]:
    """The probe's site is the one of this process while a module of this folder runs."""
    with other_site_kept():
        frappe.init(site=probe_site.site, sites_path=probe_site.sites_path)
        frappe.destroy()
        yield probe_site


@pytest.fixture
def site(probe_in_force: SiteHandle) -> Iterator[ModuleType]:
    """Frappe connected as Administrator; what the test wrote and did not commit is rolled back."""
    frappe.init(site=probe_in_force.site, sites_path=probe_in_force.sites_path)
    frappe.connect()
    yield frappe
    if frappe.db:
        frappe.db.rollback()
    frappe.destroy()


class Browser:
    """Requests to the web application of the site, in this process, with cookies and the CSRF token."""

    def __init__(self) -> None:
        self.client = Client(application)
        self.csrf_token: str | None = None

    def log_in(self, user: str, password: str = ADMIN_PASSWORD) -> Browser:
        """Log in, and fetch the token that every writing request must carry."""
        answer = self.client.post("/api/method/login", data={"usr": user, "pwd": password})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.csrf_token = self.get(f"/api/method/{PROBE}.api.token").json["message"]
        return self

    def get(self, path: str, **query: Any) -> TestResponse:
        """GET with a query string, asking for JSON."""
        return self.client.get(path, query_string=query, headers={"Accept": "application/json"})

    def send(self, method: str, path: str, body: Any = None, *, token: bool = True) -> TestResponse:
        """A request with a JSON body, with the CSRF token unless told otherwise."""
        headers = {"Accept": "application/json"}
        if token and self.csrf_token:
            headers["X-Frappe-CSRF-Token"] = self.csrf_token
        return self.client.open(path, method=method, json=body, headers=headers)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """POST with a JSON body."""
        return self.send("POST", path, body, **options)


@pytest.fixture
def browser(probe_in_force: SiteHandle) -> Browser:
    """A browser without a session."""
    frappe.destroy()
    return Browser()


@pytest.fixture
def admin(browser: Browser) -> Browser:
    """Administrator's browser."""
    return browser.log_in("Administrator")


def run_python(probe_site: SiteHandle, code: str, **env: str) -> str:
    """Run `code` in a new process that knows the sites folder and the site's name; return what it prints."""
    environment = {**os.environ, "SITES_PATH": probe_site.sites_path, "FRAPPE_SITE": probe_site.site, **env}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def elsewhere(probe_site: SiteHandle) -> Callable[..., str]:
    """`elsewhere(code)` runs `code` in another process, connected to the site, and returns what it prints."""
    prologue = "import frappe; frappe.init(); frappe.connect()\n"
    return lambda code, **env: run_python(probe_site, prologue + code, **env)


def _make_users(handle: SiteHandle) -> None:
    """Two users of unit A and one of unit B, and a chief of A who may see what is on level 1."""
    with on_site(handle.layout):
        for email, unit, roles in USERS:
            user = frappe.get_doc(
                {"doctype": "User", "email": email, "first_name": unit, "send_welcome_email": 0}
            )
            user.append_roles(*roles)
            user.insert()
            update_password(user.name, ADMIN_PASSWORD)
