"""Brings a site up to the code that is there, as `bench migrate` does."""

from __future__ import annotations

import contextlib
import io
import sys

import frappe
from frappe.migrate import SiteMigration

from engine.site.layout import SiteLayout
from engine.site.links import link_assets


def migrate(layout: SiteLayout, *, quiet: bool = False) -> None:
    """Run patches, sync documents, fixtures and jobs, run `after_migrate`. Raises what a patch raises."""
    link_assets(layout)
    output = io.StringIO() if quiet else sys.stdout
    frappe.init(site=layout.name, sites_path=str(layout.sites), force=True)
    frappe.connect()
    try:
        with contextlib.redirect_stdout(output):
            SiteMigration(skip_search_index=True).run(site=layout.name)
    finally:
        frappe.destroy()
