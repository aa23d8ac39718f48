"""Two sites in one test process, one after the other."""

from __future__ import annotations

import frappe

from engine.site.connection import forget_site


class other_site_kept:  # noqa: N801 - reads as a statement
    """Leaves the process as it was: Frappe knows one site at a time, and other tests may have theirs."""

    def __enter__(self) -> None:
        self.before = None
        if getattr(frappe.local, "site", None):
            self.before = (frappe.local.site, frappe.local.sites_path)
        forget_site()

    def __exit__(self, *error: object) -> None:
        forget_site()
        if self.before:
            frappe.init(site=self.before[0], sites_path=self.before[1])
            frappe.connect()
