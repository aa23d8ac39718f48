"""A Python prompt on a site, like `bench console`: IPython where it is installed, else Python's own."""

from __future__ import annotations

import code
import importlib.util

import frappe

from engine.site.connection import on_site
from engine.site.layout import SiteLayout

BANNER = "Site {site}. `frappe` is connected as Administrator; write with frappe.db.commit()."


def open_console(layout: SiteLayout) -> None:
    """Open the prompt; what was not committed when it closes is rolled back."""
    with on_site(layout):
        names = {"frappe": frappe, "site": layout.name}
        banner = BANNER.format(site=layout.name)
        if importlib.util.find_spec("IPython"):
            from IPython import embed

            embed(banner1=banner, user_ns=names, colors="neutral")
        else:
            code.interact(banner, local=names, exitmsg="")
        frappe.db.rollback()
