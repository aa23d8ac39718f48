"""What a browser forgets when somebody logs out: phones are shared."""

import frappe


def clear_cache() -> None:
    """Hook `on_logout`: pictures and papers that the browser kept of private addresses go.

    Frappe lets browsers keep private files for an hour. The app's own files are not in that cache but in the
    service worker's, which stays; what the app itself kept it deletes itself.
    """
    frappe.local.response_headers.set("Clear-Site-Data", '"cache"')
