"""The doors of the staff: registering a woman, looking for the same one, merging two files; and a woman's
own: what she agreed to, taken back and given again."""

import frappe
from frappe.utils import today

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people import merging, own_consents, registration, services
from women_incubation.people import similar as similar_women
from women_incubation.people.duplicates.deciding import may_decide
from women_incubation.people.registration_values import as_sent


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def register(client_key: str = "", values: dict | str | None = None) -> dict:
    """Register a woman with her consents and papers. Answers {name, full_name, ..., reviews}."""
    frappe.has_permission("Beneficiary", "create", throw=True)
    sent = as_sent(values)
    return answer_once(client_key, "people.register", {"values": sent}, lambda: _registered(sent))


@frappe.whitelist(methods=["POST"])
def similar(values: dict | str | None = None) -> dict:
    """Who may be the same woman as the one being typed: {candidates, may_save_anyway}."""
    frappe.has_permission("Beneficiary", "create", throw=True)
    return {"candidates": similar_women.similar(as_sent(values or {})), "may_save_anyway": may_decide()}


@frappe.whitelist(methods=["GET"])
def compare(first: str = "", second: str = "") -> dict:
    """Two files side by side, and how many records hang on each: {fields, links}."""
    return merging.compare(first, second)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def merge(client_key: str = "", kept: str = "", removed: str = "", reason: str = "") -> dict:
    """Merge the file `removed` into `kept`. Answers {kept, removed, review, moved}."""
    content = {"kept": kept, "removed": removed, "reason": reason}
    return answer_once(client_key, "people.merge", content, lambda: merging.merge(kept, removed, reason))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def confirm(name: str = "") -> dict:
    """Confirm a woman who registered herself. Answers {name, registration_status}."""
    woman = registration.confirm(name)
    return {"name": woman.name, "registration_status": woman.registration_status}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def withdraw_my_consent(client_key: str = "", purpose: str = "") -> dict:
    """A woman takes back her consent, with effect today. Answers {purpose, withdrawn_on}.

    Raises PermissionError for whoever has no file of her own, ConsentMissing when there is none to end.
    """
    return answer_once(client_key, "people.withdraw", {"purpose": purpose}, lambda: _withdrawn(purpose))


@frappe.whitelist(methods=["GET"])
def my_consents() -> dict:
    """What she agreed to: {consents: [{purpose, in_force, since, channel, withdrawn_on}]}."""
    return {"consents": own_consents.own()}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def give_my_consent(client_key: str = "", purpose: str = "") -> dict:
    """She agrees again, with effect today. Answers as one of `my_consents`."""
    content = {"purpose": purpose}
    return answer_once(client_key, "people.give_consent", content, lambda: own_consents.give(purpose))


def _withdrawn(purpose: str) -> dict:
    services.withdraw_own_consent(purpose)
    return {"purpose": purpose, "withdrawn_on": today()}


def _registered(values: dict) -> dict:
    woman = registration.register(values)
    fields = ("name", "full_name", "full_name_ar", "unit", "stage", "registration_status")
    reviews = frappe.get_all("Duplicate Review", {"beneficiary": woman.name}, pluck="name")
    return {**{field: woman.get(field) for field in fields}, "reviews": reviews}
