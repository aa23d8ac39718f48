"""Working on a site from Python: Frappe initialised and connected while a block runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import background_jobs, caching

from engine.site.layout import SiteLayout


@contextmanager
def on_site(layout: SiteLayout, user: str = "Administrator") -> Iterator[None]:
    """Frappe on the site as `user`. What it changed is committed at the end, or rolled back."""
    frappe.init(site=layout.name, sites_path=str(layout.sites), force=True)
    try:
        frappe.connect()
        frappe.set_user(user)
        yield
        frappe.db.commit()
    except BaseException:
        if frappe.db:
            frappe.db.rollback()
        raise
    finally:
        frappe.destroy()


def forget_site() -> None:
    """Let go of all that Frappe keeps for a process: its servers may then stop, another site may follow."""
    frappe.destroy()
    if frappe.client_cache and frappe.client_cache.invalidator_id:
        frappe.client_cache.invalidator_thread.stop()
        frappe.client_cache.erase_persistent_caches()  # a message, so that the thread wakes and sees it
        frappe.client_cache.invalidator_thread.join(timeout=2)
        frappe.client_cache.redis.close()
    for connection in (frappe.cache, background_jobs._redis_queue_conn):
        if connection:
            connection.connection_pool.disconnect()
    frappe.cache = frappe.client_cache = None
    background_jobs._redis_queue_conn = None
    for kept in (caching._SITE_CACHE, frappe.controllers, frappe.lazy_controllers, frappe.loggers):
        kept.clear()
    frappe._process_site = frappe._process_sites_path = None
