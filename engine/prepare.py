"""Brings a site to the state in which it can be served: what is there is kept, what is missing is made."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.parts.process import last_lines
from engine.parts.progress import step
from engine.serve.running import database_of, redis_of
from engine.site.layout import APP, SiteLayout, site_exists

PROGRESS_BAR = re.compile(r": \[[= ]*\] \d+%")


def prepare_assets(layout: SiteLayout) -> None:
    """Build the field app and the Desk's bundles, if need be, and link them into the site."""
    from engine.desk_assets.build import build_desk_assets
    from engine.frontend_build import build_frontend
    from engine.site.links import package_folder

    public = package_folder(APP) / "public"
    build_frontend(public)
    build_desk_assets(package_folder("frappe") / "public", layout.sites, {APP: public})


def prepare_site(layout: SiteLayout) -> None:
    """Make the site, or bring it up to the code that is there. Its database and Redis must be running."""
    from engine.site.create import create_site
    from engine.site.migrate import migrate

    if site_exists(layout):
        with step("Bringing the site up to date"), quietly(layout):
            migrate(layout)
        return
    database, redis = database_of(layout), redis_of(layout)
    with step("Making the site: Frappe and the app"), quietly(layout):
        create_site(layout, database.address, redis_cache=redis.url(0), redis_queue=redis.url(1))


def load_demo_data(layout: SiteLayout) -> None:
    """Load the demo's story, or the rest of it, and write its log-ins. Does nothing when they are written."""
    if logins_file(layout).exists():
        return
    from demo.load import load
    from engine.site.connection import on_site

    with step("Loading the demo data") as progress, quietly(layout), on_site(layout):
        logins = load(lambda what, done, total: progress.at(done, total, what))
    _write_logins(layout, logins)


def logins_file(layout: SiteLayout) -> Path:
    """Where the demo's log-ins are: a list of {"role", "user", "password"}; written when all is loaded."""
    return layout.root / "demo-logins.json"


def read_logins(layout: SiteLayout) -> list[dict[str, str]]:
    """The demo's log-ins, [] on a site without demo data."""
    path = logins_file(layout)
    return json.loads(path.read_text()) if path.exists() else []


def _write_logins(layout: SiteLayout, logins: list[dict[str, str]]) -> None:
    from engine.site.configuration import read_config, write_secret_file

    administrator = {
        "role": "Administrator of the machine",
        "user": "Administrator",
        "password": read_config(layout.site_config)["admin_password"],
    }
    if not any(login["user"] == "Administrator" for login in logins):
        logins = [*logins, administrator]
    write_secret_file(logins_file(layout), json.dumps(logins, indent=1, ensure_ascii=False) + "\n")


@contextmanager
def quietly(layout: SiteLayout) -> Iterator[Any]:
    """Send what Frappe prints while the block runs to logs/setup.log; show its end when the block fails."""
    log = layout.logs / "setup.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file, contextlib.redirect_stdout(file):
        try:
            yield
        except Exception as error:
            file.flush()
            said = [line for line in last_lines(log, 200).splitlines() if not PROGRESS_BAR.search(line)]
            error.add_note("\n".join([f"{log} ends:", *said[-10:]]))
            raise
