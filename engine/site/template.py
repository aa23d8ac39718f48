"""A fresh site in about a second, for tests: a copy of a stopped data directory that was made once.

Two copies are kept in the cache: one with Frappe alone, and one with the app on it, which is made again
whenever something that installing the app reads has changed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path

from engine.parts.cache import build_once, fingerprint
from engine.parts.errors import PartError
from engine.parts.mariadb import PrivateMariaDB, ServerAddress, find_mariadb, named_server
from engine.parts.redis import PrivateRedis
from engine.site import create
from engine.site.configuration import update_config, write_common_config
from engine.site.connection import forget_site
from engine.site.database import drop_database, place
from engine.site.layout import APP, SiteLayout
from engine.site.links import link_assets, package_folder

DATABASE = "incubation_test"
ADMIN_PASSWORD = "admin"  # noqa: S105 - of sites that live as long as a test run
# What installing the app reads; a page or a script of it does not change what is in the database.
READ_AT_INSTALL = (".json", ".py", ".txt", ".csv")
KEPT_SECONDS = 3600
ENGINE_CODE = Path(__file__).parent
REPOSITORY = ENGINE_CODE.parent.parent


@dataclass
class SiteHandle:
    """A running fresh site; `close()` stops its servers (or drops its database on a named server)."""

    layout: SiteLayout
    redis: PrivateRedis
    database: PrivateMariaDB | None = None
    named: ServerAddress | None = None
    database_name: str = DATABASE
    _closed: bool = field(default=False, repr=False)

    @property
    def sites_path(self) -> str:
        """The folder for `frappe.init(sites_path=...)`."""
        return str(self.layout.sites)

    @property
    def site(self) -> str:
        """The name for `frappe.init(site=...)`."""
        return self.layout.name

    def close(self) -> None:
        """Stop what was started. Can be called twice."""
        if self._closed:
            return
        self._closed = True
        forget_site()
        if self.named:
            drop_database(self.named, self.database_name)
        if self.database:
            self.database.stop()
        self.redis.stop()


def fresh_site(folder: Path | str) -> SiteHandle:
    """A started MariaDB and Redis in `folder` (absent or empty), with the site and the app on it.

    A server named by MARIADB_URL is used instead of our own; the site is then made from nothing.
    """
    layout = SiteLayout(Path(folder).absolute())
    named = named_server()
    return _fresh_on(named, layout) if named else _fresh_copy(layout)


def start_site(layout: SiteLayout) -> SiteHandle:
    """Start MariaDB and Redis for a site in `layout` that exists."""
    database = PrivateMariaDB(layout.database, run_dir=layout.run, fast=True).start()
    redis = PrivateRedis(layout.redis, run_dir=layout.run)
    try:
        redis.start()
        _point_at(layout, database.address, redis)
    except BaseException:
        redis.stop()
        database.stop()
        raise
    return SiteHandle(layout, redis, database=database)


def _fresh_copy(layout: SiteLayout) -> SiteHandle:
    return start_site(copy_site(app_template(), layout.root))


def _fresh_on(server: ServerAddress, layout: SiteLayout) -> SiteHandle:
    name = f"incubation_test_{os.getpid()}_{secrets.token_hex(4)}"
    redis = PrivateRedis(layout.redis, run_dir=layout.run).start()
    handle = SiteHandle(layout, redis, named=server, database_name=name)
    try:
        _make(layout, server, redis, name)
    except BaseException:
        handle.close()
        raise
    return handle


def frappe_template() -> Path:
    """The cached folder of a stopped site with Frappe alone."""
    template = build_once(f"site-templates/frappe-{fingerprint(*_frappe_key())}", _build_frappe_template)
    os.utime(template)
    return template


def app_template() -> Path:
    """The cached folder of a stopped site with the app installed."""
    key = fingerprint(*_frappe_key(), *_contents(package_folder(APP)))
    template = build_once(f"site-templates/app-{key}", _build_app_template)
    os.utime(template)
    _forget_old_templates(template.parent)
    return template


def _build_frappe_template(folder: Path) -> None:
    _in_another_process("frappe", folder)


def _build_app_template(folder: Path) -> None:
    copy_site(frappe_template(), folder)
    _in_another_process("app", folder)


def _forget_old_templates(folder: Path) -> None:
    """Whoever writes the app gets a new template with each change; those not used for an hour go."""
    for old in folder.glob("*-*"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)


def _in_another_process(what: str, folder: Path) -> None:
    """Make a template in `folder`; Frappe keeps one Redis for a whole process."""
    command = [sys.executable, "-m", "engine.site.make_template", what, str(folder)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PartError(f"The site that tests copy could not be made:\n{done.stderr}")


def _make(layout: SiteLayout, server: ServerAddress, redis: PrivateRedis, name: str) -> None:
    create.create_site(
        layout,
        server,
        redis_cache=redis.url(0),
        redis_queue=redis.url(1),
        admin_password=ADMIN_PASSWORD,
        database=name,
    )


def _point_at(layout: SiteLayout, server: ServerAddress, redis: PrivateRedis) -> None:
    """Tell a copied site where it is now."""
    update_config(layout.site_config, place(server))
    write_common_config(layout, redis_cache=redis.url(0), redis_queue=redis.url(1))
    link_assets(layout)


def copy_site(template: Path, root: Path) -> SiteLayout:
    """Copy a stopped site to the folder `root`, which is absent or empty."""
    root.mkdir(parents=True, exist_ok=True)
    for part in ("database", "sites", "config", "logs"):
        shutil.copytree(template / part, root / part, symlinks=True, dirs_exist_ok=True)
    root.chmod(0o700)
    return SiteLayout(root)


def _frappe_key() -> list[str | bytes]:
    """What a site with Frappe alone depends on: the built wheel, the server program, this code."""
    record = distribution("frappe").read_text("RECORD") or ""
    return [record, str(find_mariadb().server), *_contents(ENGINE_CODE)]


def _contents(folder: Path) -> Iterable[str | bytes]:
    """Names and contents of what is read at install, in a fixed order; links are followed."""
    for where, folders, files in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "public", "node_modules"))
        for name in sorted(files):
            if name.endswith(READ_AT_INSTALL):
                path = Path(where, name)
                yield str(path.relative_to(folder))
                yield path.read_bytes()
