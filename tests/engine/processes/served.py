"""A site with Frappe alone, served by the command line in another process, for the tests of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from engine.parts.sockets import free_port
from engine.site.layout import SiteLayout, marker
from engine.site.template import ADMIN_PASSWORD, copy_site, frappe_template

CHECKOUT = Path(__file__).resolve().parents[3]


def stopped_site(root: Path) -> SiteLayout:
    """A complete site that nobody serves."""
    layout = copy_site(frappe_template(), root)
    marker(layout).touch()
    return layout


def run_cli(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run `incubation *words` to its end."""
    command = [sys.executable, "-m", "engine.cli", *words]
    return subprocess.run(
        command, env=environment(**env), capture_output=True, text=True, timeout=120, check=False
    )


def environment(**more: str) -> dict[str, str]:
    """This process's environment with the same import path, and without a named database server."""
    kept = {key: value for key, value in os.environ.items() if key != "MARIADB_URL"}
    path = os.pathsep.join([str(CHECKOUT), *sys.path])
    return {**kept, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **more}


class Served:
    """`incubation serve` for a site, and requests to it."""

    def __init__(self, layout: SiteLayout, *options: str) -> None:
        self.layout, self.port = layout, free_port()
        self.https = "--https" in options
        self.output = layout.root / "output.txt"
        words = ["serve", "--site", str(layout.root), "--port", str(self.port), *options]
        with self.output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "engine.cli", *words],
                env=environment(),
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_ready()

    @property
    def url(self) -> str:
        """The address without a path."""
        return f"{'https' if self.https else 'http'}://localhost:{self.port}"

    def browser(self, user: str | None = None, password: str = ADMIN_PASSWORD) -> requests.Session:
        """A session, logged in as `user` when one is given."""
        session = requests.Session()
        session.trust_env = False  # neither proxies nor other certificates
        session.verify = str(self.layout.root / "tls" / "certificate.pem") if self.https else True
        if user:
            login = {"usr": user, "pwd": password}
            session.post(self.url + "/api/method/login", data=login, timeout=30).raise_for_status()
        return session

    def get(self, path: str, **options: Any) -> requests.Response:
        """GET as a guest."""
        return self.browser().get(self.url + path, timeout=30, **options)

    def stop(self, how: int) -> int:
        """Send the signal `how` to the command alone, wait for its end and return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(60)

    def said(self) -> str:
        """What the command printed so far."""
        return self.output.read_text()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 120
        while "The site is ready" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)
