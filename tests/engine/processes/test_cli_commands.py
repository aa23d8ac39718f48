"""The command line: help, plain refusals, users."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.site.layout import SiteLayout
from tests.engine.processes.served import Served, run_cli, stopped_site

COMMANDS = ["demo", "serve", "migrate", "worker", "console", "user"]


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> SiteLayout:
    return stopped_site(tmp_path_factory.mktemp("cli") / "site")


@pytest.fixture
def served(layout: SiteLayout) -> Iterator[Served]:
    running = Served(layout)
    yield running
    running.stop(15)


def test_help_names_every_command_and_the_commands_explain_themselves() -> None:
    said = run_cli("--help").stdout

    assert all(re.search(rf"^  {name} +\S", said, re.MULTILINE) for name in COMMANDS)
    for name in COMMANDS:
        help_text = run_cli(name, "--help")
        assert help_text.returncode == 0
        assert f"Usage: incubation {name}" in help_text.stdout
        assert "--site" in help_text.stdout or name == "user"


@pytest.mark.parametrize("words", [["serve"], ["migrate"], ["worker"], ["console"], ["user", "list"]])
def test_without_a_site_each_command_says_how_to_make_one(words: list[str], tmp_path: Path) -> None:
    done = run_cli(*words, "--site", str(tmp_path / "nothing"))

    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"There is no site in {tmp_path}/nothing. Make one first: make demo (or incubation demo)"
    )
    assert not (tmp_path / "nothing").exists()


def test_a_word_that_is_no_command_is_refused() -> None:
    done = run_cli("dmeo")

    assert done.returncode == 2
    assert "No such command 'dmeo'" in done.stderr


def test_a_worker_needs_a_served_site(layout: SiteLayout) -> None:
    done = run_cli("worker", "--site", str(layout.root))

    assert done.returncode == 1
    assert "is not being served" in done.stderr


def test_the_site_may_be_named_by_the_environment(layout: SiteLayout) -> None:
    done = run_cli("user", "list", INCUBATION_SITE=str(layout.root))

    assert done.returncode == 0
    assert "Administrator" in done.stdout


def test_a_user_is_made_logs_in_gets_a_new_password_and_is_shut_out(
    layout: SiteLayout, served: Served
) -> None:
    site = ["--site", str(layout.root)]

    def password_from(*words: str) -> str:
        done = run_cli("user", *words, *site)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    first = password_from("add", "nadia@example.test", "Nadia", "--role", "System Manager")
    session = served.browser("nadia@example.test", first)
    second = password_from("password", "nadia@example.test")

    who = session.get(served.url + "/api/method/frappe.auth.get_logged_user", timeout=30)
    assert who.status_code in (401, 403), "a new password ends the sessions"
    served.browser("nadia@example.test", second)
    assert "nadia@example.test\tNadia\tSystem Manager" in run_cli("user", "list", *site).stdout

    assert run_cli("user", "disable", "nadia@example.test", *site).returncode == 0
    login = {"usr": "nadia@example.test", "pwd": second}
    refused = served.browser().post(served.url + "/api/method/login", data=login, timeout=30)
    assert refused.status_code in (401, 403)
    assert "nadia@example.test" not in run_cli("user", "list", *site).stdout
    assert "nadia@example.test (disabled)" in run_cli("user", "list", "--all", *site).stdout


def test_a_user_cannot_be_made_twice(layout: SiteLayout) -> None:
    words = ["user", "add", "twice@example.test", "Twice", "--site", str(layout.root)]
    assert run_cli(*words).returncode == 0

    again = run_cli(*words)

    assert again.returncode == 1
    assert again.stderr.strip() == "There is a user twice@example.test already."


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["add", "no-address", "Name"], "no-address"),
        (["add", "b@example.test", "B", "--role", "No Such Role"], "No Such Role"),
        (["add", "Administrator", "A"], "not a valid Email"),
        (["password", "absent@example.test"], "absent@example.test"),
        (["disable", "absent@example.test"], "absent@example.test"),
    ],
)
def test_a_mistake_about_users_is_a_sentence(words: list[str], reason: str, layout: SiteLayout) -> None:
    done = run_cli("user", *words, "--site", str(layout.root))

    assert done.returncode == 1
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
