"""A whole site, served: pages, protection, jobs, the scheduler - and nothing left when it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.parts.sockets import free_port
from engine.serve.running import only_one
from engine.serve.server import site_variables
from engine.site.configuration import update_config
from engine.site.layout import SiteLayout
from tests.engine.processes.served import Served, environment, run_cli, stopped_site

READS_DEFAULT = """
import frappe
frappe.init(); frappe.connect()
print(frappe.db.get_default("probe"))
"""
ENQUEUES = """
import frappe
frappe.init(); frappe.connect()
frappe.enqueue("frappe.defaults.set_global_default", key="probe", value="done by a worker")
"""
# One job due since long ago; the scheduler looks for such jobs.
MAKES_JOB_DUE = """
import frappe
frappe.init(); frappe.connect()
name = frappe.get_all("Scheduled Job Type", {"method": "frappe.email.queue.flush"}, pluck="name")[0]
frappe.db.set_value("Scheduled Job Type", name, "last_execution", "2020-01-01 00:00:00")
frappe.db.commit()
"""
READS_LAST_RUN = """
import frappe
frappe.init(); frappe.connect()
print(frappe.db.get_value("Scheduled Job Type", {"method": "frappe.email.queue.flush"}, "last_execution"))
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One site for the tests that leave it running."""
    layout = stopped_site(tmp_path_factory.mktemp("served") / "site")
    update_config(layout.common_config, {"scheduler_tick_interval": 1})
    running = Served(layout)
    yield running
    running.stop(signal.SIGTERM)


def on_site(served: Served, code: str) -> str:
    """What `code` prints, run in a process that knows the served site."""
    env = environment(**site_variables(served.layout))
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def token_in(page: str) -> str:
    return re.search(r'csrf_token\s*=\s*"(\w+)"', page)[1]


def test_the_log_in_page_comes_with_all_its_assets(served: Served) -> None:
    page = served.get("/login")

    assert page.status_code == 200
    paths = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text))
    assert len(paths) >= 3
    assert {path: served.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_whatever_the_host_header_it_is_the_one_site(served: Served) -> None:
    assert served.get("/api/method/ping", headers={"Host": "elsewhere.example"}).json() == {"message": "pong"}


def test_writing_needs_the_token_of_the_session(served: Served) -> None:
    session = served.browser("Administrator")
    note = {"doctype": "ToDo", "description": "written with a token"}
    address = served.url + "/api/resource/ToDo"

    token = token_in(session.get(served.url + "/desk", timeout=30).text)
    refused = session.post(address, json=note, timeout=30)
    forged = session.post(address, json=note, headers={"X-Frappe-CSRF-Token": "f" * 56}, timeout=30)
    allowed = session.post(address, json=note, headers={"X-Frappe-CSRF-Token": token}, timeout=30)

    assert [refused.status_code, forged.status_code, allowed.status_code] == [400, 400, 200]
    assert refused.json()["exc_type"] == "CSRFTokenError"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    session = served.browser()
    answer = session.post(
        served.url + "/api/method/login", data={"usr": "Administrator", "pwd": "admin"}, timeout=30
    )

    (cookie,) = [line for line in answer.raw.headers.getlist("Set-Cookie") if line.startswith("sid=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_is_a_401(served: Served) -> None:
    login = {"usr": "Administrator", "pwd": "guess"}

    assert served.browser().post(served.url + "/api/method/login", data=login, timeout=30).status_code == 401


def test_the_site_listens_on_this_machine_only(served: Served) -> None:
    other = "127.0.0.2"  # also this machine, but not the address it listens on
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((other, served.port), timeout=5)


def test_a_queued_job_is_done_by_the_worker(served: Served, wait_until: Callable) -> None:
    on_site(served, ENQUEUES)

    wait_until(lambda: on_site(served, READS_DEFAULT) == "done by a worker", 30)


def test_what_is_due_is_started_by_the_scheduler(served: Served, wait_until: Callable) -> None:
    on_site(served, MAKES_JOB_DUE)

    wait_until(lambda: not on_site(served, READS_LAST_RUN).startswith("2020"), 60)


def test_its_directory_and_secrets_are_closed_to_others(served: Served) -> None:
    layout = served.layout
    assert layout.root.stat().st_mode & 0o077 == 0
    assert layout.site_config.stat().st_mode & 0o077 == 0


def test_a_second_server_for_the_site_or_the_port_is_refused(served: Served, tmp_path: Path) -> None:
    same_site = run_cli("serve", "--site", str(served.layout.root), "--port", str(served.port + 1))
    same_port = run_cli("serve", "--site", str(served.layout.root), "--port", str(served.port))

    assert (same_site.returncode, same_port.returncode) == (1, 1)
    assert f"in use by process {served.process.pid}" in same_site.stderr
    assert f"Port {served.port} is taken" in same_port.stderr


def test_a_crashed_web_server_is_started_again(served: Served, wait_until: Callable) -> None:
    children = subprocess.run(
        ["pgrep", "-P", str(served.process.pid), "-f", "engine.serve.web"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert len(children) == 1

    subprocess.run(["kill", "-KILL", *children], check=True)

    wait_until(lambda: "The web server ended unexpectedly" in served.said(), 10)
    wait_until(lambda: served.get("/api/method/ping").ok, 20)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_nothing_running(how: signal.Signals, tmp_path: Path, alive_in: Callable) -> None:
    served = Served(stopped_site(tmp_path / "site"))
    assert len(alive_in(tmp_path)) >= 7  # the command, MariaDB, Redis, web and its workers, jobs, scheduler

    assert served.stop(how) == 0

    assert alive_in(tmp_path) == []
    assert served.said().rstrip().endswith("Stopped. Nothing is left running.")
    assert not list((tmp_path / "site" / "run").glob("*.sock"))


def test_a_killed_command_leaves_nothing_running_and_can_start_again(
    tmp_path: Path, alive_in: Callable, wait_until: Callable
) -> None:
    layout = stopped_site(tmp_path / "site")
    Served(layout).stop(signal.SIGKILL)

    wait_until(lambda: alive_in(tmp_path) == [], 30)
    again = Served(layout)
    assert again.get("/login").status_code == 200
    again.stop(signal.SIGTERM)


def test_it_ends_with_the_make_that_started_it(
    tmp_path: Path, script: Callable, alive_in: Callable, wait_until: Callable
) -> None:
    site = stopped_site(tmp_path / "site").root
    words = ["-m", "engine.cli", "serve", "--site", str(site), "--port", str(free_port())]
    make = script(
        f"import subprocess, sys; subprocess.run([sys.executable, *{words!r}])",
        **environment(MAKELEVEL="1"),
    )
    while "The site is ready" not in make.stdout.readline():
        assert make.poll() is None

    make.kill()

    wait_until(lambda: alive_in(tmp_path) == [], 30)


def test_a_new_site_is_closed_to_others_from_the_start(tmp_path: Path) -> None:
    with only_one(SiteLayout(tmp_path / "site")):
        assert stat.S_IMODE((tmp_path / "site").stat().st_mode) == 0o700


def test_a_moved_site_is_served_from_its_new_place(tmp_path: Path) -> None:
    stopped_site(tmp_path / "site").root.rename(tmp_path / "moved")
    served = Served(type(stopped_site(tmp_path / "other"))(tmp_path / "moved"))

    assert served.browser("Administrator").get(served.url + "/desk", timeout=30).status_code == 200
    served.stop(signal.SIGTERM)


def test_https_serves_the_network_with_a_certificate_that_fits(tmp_path: Path) -> None:
    served = Served(stopped_site(tmp_path / "site"), "--https")
    try:
        session = served.browser("Administrator")
        cookies = {cookie.name: cookie for cookie in session.cookies}
        assert cookies["sid"].secure
        assert session.get(served.url + "/login", timeout=30).status_code == 200
        assert f"https://localhost:{served.port}" in served.said()
        trusted = ssl.create_default_context(cafile=str(served.layout.root / "tls" / "certificate.pem"))
        with (
            socket.create_connection(("127.0.0.2", served.port)) as plain,
            trusted.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
        ):
            assert secure.version() in ("TLSv1.2", "TLSv1.3")
    finally:
        served.stop(signal.SIGTERM)


def test_a_forged_address_does_not_escape_the_limit_of_tries(tmp_path: Path) -> None:
    """Frappe counts failed log-ins by address: a client that could name its own would never be stopped."""
    served = Served(stopped_site(tmp_path / "site"))
    login = {"usr": "nobody@example.test", "pwd": "guess"}
    for number in range(11):
        forged = {"X-Forwarded-For": f"10.0.0.{number}"}
        refused = served.browser().post(
            served.url + "/api/method/login", data=login, headers=forged, timeout=30
        )
        assert refused.status_code == 401

    locked = served.browser().post(served.url + "/api/method/login", data=login, timeout=30)

    assert locked.json()["exc_type"] == "SecurityException"
    assert "locked" in locked.text
    served.stop(signal.SIGTERM)


def test_logins_are_shown_when_there_are_some(tmp_path: Path) -> None:
    layout = stopped_site(tmp_path / "site")
    logins = [{"role": "Trainer", "user": "trainer@demo.test", "password": "correct horse"}]
    (layout.root / "demo-logins.json").write_text(json.dumps(logins))

    served = Served(layout)
    served.stop(signal.SIGTERM)

    assert re.search(r"Trainer\s+trainer@demo.test\s+correct horse", served.said())
    assert f"http://localhost:{served.port}" in served.said()
