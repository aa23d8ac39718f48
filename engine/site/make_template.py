"""Makes what `template` keeps, in a process of its own: `python -m engine.site.make_template WHAT FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.parts.mariadb import PrivateMariaDB
from engine.parts.redis import PrivateRedis
from engine.site import create
from engine.site.connection import forget_site
from engine.site.layout import APP, SiteLayout, marker
from engine.site.template import ADMIN_PASSWORD, DATABASE, start_site


def make_frappe_template(folder: Path) -> None:
    """Make a site with Frappe alone in `folder` and stop its servers."""
    layout = SiteLayout(folder)
    with (
        PrivateMariaDB(layout.database, run_dir=layout.run, fast=True) as database,
        PrivateRedis(layout.redis, run_dir=layout.run) as redis,
    ):
        create.create_frappe_site(
            layout,
            database.address,
            redis_cache=redis.url(0),
            redis_queue=redis.url(1),
            admin_password=ADMIN_PASSWORD,
            database=DATABASE,
        )
        forget_site()


def install_app_on_template(folder: Path) -> None:
    """Install the app on the site copied to `folder` and stop its servers."""
    layout = SiteLayout(folder)
    handle = start_site(layout)
    try:
        create.install_app(layout, APP)
        marker(layout).touch()
    finally:
        handle.close()


WHAT = {"frappe": make_frappe_template, "app": install_app_on_template}

if __name__ == "__main__":
    WHAT[sys.argv[1]](Path(sys.argv[2]))
