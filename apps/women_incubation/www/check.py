"""The public page behind the code on every printed paper: valid, replaced, revoked or unknown."""

import frappe
from frappe.rate_limiter import rate_limit

from women_incubation.papers.checking import Check, check
from women_incubation.papers.words import day_in

no_cache = 1
sitemap = 0
A_MINUTE, LOOKS = 60, 30
LANGUAGES = ("ar", "fr", "en")


def get_context(context: frappe._dict) -> frappe._dict:
    """The answer for the code in the address; 429 for whoever tries many."""
    found = looked_up(frappe.form_dict.get("token") or "")
    context.update(status=found.status, paper=found.paper, successor=found.successor)
    context.language = frappe.local.lang if frappe.local.lang in LANGUAGES else LANGUAGES[0]
    for shown, field in (("printed", "printed_on"), ("ended", "ended_on")):
        context[shown] = day_in(context.language, found.paper and found.paper[field])
    if found.status == "Unknown":
        context.http_status_code = 404
    return context


@rate_limit(limit=LOOKS, seconds=A_MINUTE)
def looked_up(token: str) -> Check:
    """One look of this address on the network."""
    return check(token)
