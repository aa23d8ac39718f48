"""What the field app asks before anything else: who am I, and in which language do we speak."""

from datetime import UTC, datetime

import frappe
from frappe import _
from frappe.sessions import get_csrf_token
from frappe.utils import today

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.field_app import help, own_notices
from women_incubation.field_app.homes import homes_of

LANGUAGES = ("ar", "fr", "en")


class UnknownLanguage(frappe.ValidationError):
    """The field app speaks Arabic, French and English."""


@frappe.whitelist(allow_guest=True, methods=["GET"])
def session() -> dict:
    """Who is asking.

    {user, full_name, full_name_ar, roles, homes, language, csrf_token, today, server_time_utc}.
    `full_name_ar` is a woman's own name in Arabic, "" for everybody else.
    `today` is the site's date (ISO). A guest has no roles, homes or token. The answer is kept nowhere: the
    token belongs to this session, and the app's page, which stays on phones, must not carry one.
    """
    user = frappe.session.user
    frappe.local.response_headers.set("Cache-Control", "no-store")
    return {
        "user": user,
        "language": frappe.local.lang,
        "today": today(),
        "server_time_utc": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        **(_nobody() if user == "Guest" else _somebody(user)),
    }


def _nobody() -> dict:
    return {"full_name": "", "full_name_ar": "", "roles": [], "homes": [], "csrf_token": ""}


def _somebody(user: str) -> dict:
    account = frappe.get_cached_value("User", user, ["full_name", "language"], as_dict=True)
    roles = sorted(roles_by_assignment(user))
    return {
        "full_name": account.full_name,
        "full_name_ar": _arabic_name(user) if "Incubation Woman" in roles else "",
        "roles": roles,
        "homes": homes_of(user),
        "language": account.language or frappe.local.lang,
        "csrf_token": get_csrf_token(),
    }


def _arabic_name(user: str) -> str:
    return frappe.db.get_value("Beneficiary", {"user": user}, "full_name_ar") or ""


@frappe.whitelist(methods=["POST"])
def set_language(language: str) -> None:
    """Remember the language of the user, for the Desk, messages and mails too. Raises UnknownLanguage."""
    if language not in LANGUAGES:
        frappe.throw(
            _("{0} is not a language of this app. Choose Arabic, French or English.").format(language),
            UnknownLanguage,
        )
    user = frappe.session.user
    # Not a save of the User document: its form may hold fields that this person may not write.
    frappe.db.set_value("User", user, "language", language)
    frappe.clear_cache(user=user)


@frappe.whitelist(methods=["GET"])
def my_notices() -> dict:
    """The messages for the user in the app, the newest first: {unread, notices: [...]}."""
    return own_notices.notices_of(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def mark_read(names: list | None = None) -> dict:
    """Note which of her notices the user has read. Answers {unread}."""
    named = [name for name in (names or [])[: own_notices.MOST_SHOWN] if isinstance(name, str)]
    return {"unread": own_notices.mark_read(frappe.session.user, named)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def ask_for_help(client_key: str = "", about: str = "", text: str = "") -> dict:
    """A woman asks her coach or coordinator for help. Answers {asked}."""
    content = {"about": about, "text": text}
    user = frappe.session.user
    return answer_once(client_key, "ask_for_help", content, lambda: help.ask_for_help(user, about, text))
