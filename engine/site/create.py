"""Makes a site: folders, configuration, database, Frappe, and the app installed on it."""

from __future__ import annotations

import secrets

import frappe
from frappe.installer import install_app as frappe_install_app
from frappe.installer import install_db

from engine.parts.mariadb import ServerAddress
from engine.site.configuration import (
    new_encryption_key,
    read_config,
    update_config,
    write_apps,
    write_common_config,
)
from engine.site.connection import on_site
from engine.site.database import drop_database, make_database
from engine.site.layout import APP, SiteLayout, marker
from engine.site.links import link_assets
from engine.site.settings import complete_setup

SITE_FOLDERS = ("public/files", "private/files", "private/backups", "locks", "logs")


def create_site(
    layout: SiteLayout,
    server: ServerAddress,
    *,
    redis_cache: str,
    redis_queue: str,
    admin_password: str | None = None,
    database: str | None = None,
) -> str:
    """Make the site and install the app; return Administrator's password.

    `redis_cache` and `redis_queue` are the URLs of running servers, `database` the name of the database to
    make (without it a new name). What an interrupted attempt left is thrown away, but for its keys.
    """
    admin_password = create_frappe_site(
        layout,
        server,
        redis_cache=redis_cache,
        redis_queue=redis_queue,
        admin_password=admin_password,
        database=database,
    )
    install_app(layout, APP)
    marker(layout).touch()
    return admin_password


def create_frappe_site(
    layout: SiteLayout,
    server: ServerAddress,
    *,
    redis_cache: str,
    redis_queue: str,
    admin_password: str | None = None,
    database: str | None = None,
) -> str:
    """Make the site with Frappe alone, the wizard's questions answered; return Administrator's password."""
    left = read_config(layout.site_config)
    admin_password = admin_password or left.get("admin_password") or secrets.token_urlsafe(12)
    database = database or left.get("db_name") or f"incubation_{secrets.token_hex(4)}"
    _make_folders(layout)
    write_apps(layout)
    write_common_config(layout, redis_cache=redis_cache, redis_queue=redis_queue)
    drop_database(server, database)
    update_config(
        layout.site_config,
        {
            **make_database(server, database),
            "encryption_key": left.get("encryption_key") or new_encryption_key(),
            "admin_password": admin_password,
        },
    )
    link_assets(layout)
    _install_frappe(layout, database)
    return admin_password


def install_app(layout: SiteLayout, app: str) -> None:
    """Install an app that apps.txt names; nothing happens if it is installed already."""
    with on_site(layout):
        frappe_install_app(app, verbose=False, set_as_patched=True)


def _make_folders(layout: SiteLayout) -> None:
    layout.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (layout.logs, layout.run, layout.root / "config"):
        folder.mkdir(parents=True, exist_ok=True)
    for folder in SITE_FOLDERS:
        (layout.site / folder).mkdir(parents=True, exist_ok=True)


def _install_frappe(layout: SiteLayout, database: str) -> None:
    frappe.init(site=layout.name, sites_path=str(layout.sites), new_site=True, force=True)
    try:
        install_db(db_name=database, setup=False, verbose=False)
        frappe_install_app("frappe", verbose=False, set_as_patched=True)
        complete_setup()
        frappe.db.commit()
    finally:
        frappe.destroy()
