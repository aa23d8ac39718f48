"""One real site for the tests of a process: MariaDB, Redis, Frappe and the app.

Off a bench the engine gives each process a fresh site of its own. On a bench, run from its `sites` folder:
`FRAPPE_SITE=name pytest <path of this repository>/tests/<domain>`.
"""

import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import frappe
import pytest
import time_machine
from hypothesis import HealthCheck, settings

from tests.helpers.acting import acting_as
from tests.helpers.browser import Browser

# A busy machine is no failure of the code: property tests are not held to a time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Frappe lets 60 users be made in an hour, and 550 jobs wait for a worker; a test run has more of both.
LIMITS = {"throttle_user_limit": 1_000_000, "max_queued_jobs": 1_000_000}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a site that is connected, as Administrator."""
    if os.environ.get("FRAPPE_SITE"):
        with connected(os.environ["FRAPPE_SITE"], Path.cwd()) as name:
            yield name
        return
    from engine.site.template import fresh_site  # off a bench only

    handle = fresh_site(tmp_path_factory.mktemp("site") / "site")
    raise_limits(Path(handle.sites_path, handle.site, "site_config.json"))
    try:
        with connected(handle.site, Path(handle.sites_path)) as name:
            yield name
    finally:
        handle.close()


def raise_limits(site_config: Path) -> None:
    """Write LIMITS into the configuration of a site that is the tests' own."""
    site_config.write_text(json.dumps(json.loads(site_config.read_text()) | LIMITS))


class connected:  # noqa: N801 - reads as a statement
    """Connect this process to a site, and tell processes started from here where it is."""

    def __init__(self, name: str, sites: Path) -> None:
        self.name, self.sites = name, sites

    def __enter__(self) -> str:
        os.environ["SITES_PATH"] = str(self.sites)
        connect(self.name, self.sites)
        speak_english()
        return self.name

    def __exit__(self, *error: object) -> None:
        frappe.destroy()


def connect(name: str, sites: Path) -> None:
    """Connect to the site as Administrator."""
    frappe.init(site=name, sites_path=str(sites))
    frappe.connect()
    frappe.local.conf.update(LIMITS)
    frappe.set_user("Administrator")
    frappe.local.lang = "en"


def speak_english() -> None:
    """Refusals are told by their English sentences in the tests; translations have tests of their own."""
    frappe.db.set_single_value("System Settings", "language", "en")
    frappe.db.set_value("User", "Administrator", "language", "en")
    frappe.db.commit()
    frappe.clear_cache()
    frappe.local.lang = "en"


@pytest.fixture
def db(site: str) -> Iterator[object]:
    """The database; what the test wrote and did not commit is rolled back."""
    start_clean()
    yield frappe.db
    start_clean()


def start_clean() -> None:
    """Nothing written, nobody logged in but Administrator, no message waiting."""
    frappe.db.rollback()
    frappe.set_user("Administrator")
    frappe.local.lang = "en"
    frappe.clear_messages()
    frappe.local.flags.error_message = None


@pytest.fixture
def as_user(db: object) -> Callable:
    """`with as_user(email): ...` acts as that user."""
    return acting_as


@pytest.fixture
def browser(site: str) -> Callable[[str], Browser]:
    """`browser(email)` sends requests to the site as that user; what they see must be committed."""
    return lambda user: Browser(site, user)


@pytest.fixture
def held_clock() -> Iterator[Callable[[str | datetime], None]]:
    """`held_clock("2026-03-01 09:00")` holds the clock there (Morocco's time of day is the site's)."""
    traveller: list[time_machine.travel] = []

    def hold(moment: str | datetime) -> None:
        release()
        zone = frappe.utils.get_system_timezone()
        held = frappe.utils.get_datetime(moment).replace(tzinfo=ZoneInfo(zone))
        traveller.append(time_machine.travel(held, tick=False))
        traveller[0].start()

    def release() -> None:
        while traveller:
            traveller.pop().stop()

    yield hold
    release()
