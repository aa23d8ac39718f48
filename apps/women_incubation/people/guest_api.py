"""The doors that need no log-in: a woman registers herself, or logs in with a code.

None of them tells who is registered: the same answer and the same work in the request, whoever is asked for.
Each is limited by network address here, and by phone or e-mail address in `access_codes`.
"""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people import access_codes, accounts, self_registration
from women_incubation.people.access_codes import LASTS, LOG_IN, PAUSE
from women_incubation.people.addresses import Address, read_address
from women_incubation.people.errors import CodeRefused
from women_incubation.people.identifiers import compact
from women_incubation.people.registration_values import PLACES, as_sent

HOUR = 3600
LONGEST_CODE, LONGEST_TOKEN = 20, 100
LANGUAGES = ("ar", "fr", "en")


def per_hour() -> int:
    """Requests of one network address in an hour to one door; many women share an association's line."""
    return cint(frappe.conf.get("incubation_guest_requests_per_hour")) or 120


@frappe.whitelist(allow_guest=True, methods=["GET"])
def registration_form() -> dict:
    """The choices of the form: {categories, education_levels, consents, regions: [{name, kind, ...}]}."""
    meta = frappe.get_meta("Beneficiary")
    return {
        "categories": meta.get_field("category").options.split("\n"),
        "education_levels": meta.get_field("education_level").options.split("\n"),
        "regions": _units({"kind": "Region"}),
        "consents": list(self_registration.PURPOSES),
    }


@frappe.whitelist(allow_guest=True, methods=["GET"])
def places(parent: str = "") -> dict:
    """The provinces of a region, or the communes of a province: {places: [{name, kind, ...}]}."""
    return {"places": _units({"parent_territorial_unit": parent, "kind": ["in", PLACES]})}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=per_hour, seconds=HOUR)
@retry_on_conflict
def register_myself(values: dict | str | None = None) -> dict:
    """Send what she wrote; a code goes to her phone or e-mail. Answers {request, sent_to, ...}."""
    token, address = self_registration.begin(as_sent(values))
    return {"request": token, **_on_its_way(address)}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=per_hour, seconds=HOUR)
@retry_on_conflict
def resend_code(request: str = "") -> dict:
    """Another code for a registration that waits."""
    return _on_its_way(self_registration.resend(request[:LONGEST_TOKEN]))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=per_hour, seconds=HOUR)
@retry_on_conflict
def confirm_registration(request: str = "", code: str = "") -> dict:
    """With the code, the registration reaches the coordinator. Answers {received: true}."""
    self_registration.finish(request[:LONGEST_TOKEN], typed(code))
    return {"received": True}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=per_hour, seconds=HOUR)
@retry_on_conflict
def request_code(address: str = "", language: str | None = None) -> dict:
    """A code to log in goes to this phone or e-mail address, if a woman is known there."""
    to = read_address(address)
    access_codes.order(LOG_IN, to, language if language in LANGUAGES else "ar")
    return _on_its_way(to)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=per_hour, seconds=HOUR)
@retry_on_conflict
def log_in_with_code(address: str = "", code: str = "", woman: str | None = None) -> dict:
    """Log in: {logged_in: true, home}. Several women on one phone: {logged_in: false, choose}, then again."""
    to = read_address(address)
    used = access_codes.check(LOG_IN, to, typed(code))
    women = accounts.women_at(to)
    chosen = [row for row in women if len(women) == 1 or row.name == woman]
    if not chosen and women and not woman:
        choice = [
            {"woman": row.name, "first_name": row.first_name, "first_name_ar": row.first_name_ar}
            for row in women
        ]
        return {"logged_in": False, "choose": choice}
    access_codes.consume(used)
    if not chosen:
        frappe.throw(_("This code is not right, or no longer. Ask for a new one."), CodeRefused)
    frappe.local.login_manager.login_as(accounts.account_of(chosen[0].name))
    return {"logged_in": True, "home": "/incubation"}


def typed(code: str) -> str:
    """A code as it was typed: blanks and dashes do not matter, nor do Arabic digits."""
    return compact(code[:LONGEST_CODE])


def _on_its_way(address: Address) -> dict:
    return {"sent_to": address.shown, "code_lasts_seconds": LASTS, "resend_after_seconds": PAUSE}


def _units(filters: dict) -> list[dict]:
    """Units with {name, kind, name_ar, name_fr, has_children}."""
    fields = ["name", "kind", "name_ar", "name_fr", "lft", "rgt"]
    rows = frappe.get_all("Territorial Unit", filters=filters, fields=fields, order_by="name_fr", limit=500)
    for row in rows:
        row["has_children"] = row.pop("rgt") - row.pop("lft") > 1
    return rows
