"""A woman's account: made when she first logs in with a code, for whoever has neither password nor e-mail.

Only an account whose one role is Incubation Woman is opened by a code: staff log in as staff do.
"""

import frappe

from women_incubation.audit.entries import record
from women_incubation.notices.message import SMS
from women_incubation.people.addresses import Address
from women_incubation.people.services import insert_account
from women_incubation.territory.access import WOMAN

DOMAIN = "women.invalid"  # a domain that cannot exist: Frappe names users by an address, she has none
MOST_ON_ONE_PHONE = 10


def women_at(address: Address) -> list[frappe._dict]:
    """The women with this phone or e-mail address who may log in: name, user, unit, first names."""
    field = "phone" if address.channel == SMS else "email"
    rows = frappe.get_all(
        "Beneficiary",
        filters={field: address.text, "merged_into": ["is", "not set"]},
        fields=["name", "user", "unit", "first_name", "first_name_ar"],
        order_by="creation",
        limit=MOST_ON_ONE_PHONE,
    )
    return [row for row in rows if not row.user or may_log_in_by_code(row.user)]


def may_log_in_by_code(user: str) -> bool:
    """Whether the account is open, and a woman's and nothing else."""
    account = frappe.db.get_value("User", user, ["enabled", "user_type"], as_dict=True)
    open_to_her = bool(account and account.enabled and account.user_type == "Website User")
    roles = frappe.get_all("Has Role", {"parent": user, "parenttype": "User"}, pluck="role")
    return open_to_her and set(roles) == {WOMAN}


def unit_of_address(address: Address, _subject: str | None) -> str | None:
    """The unit of whoever may log in from this address; None when nobody may."""
    return next((row.unit for row in women_at(address)), None)


def account_of(beneficiary: str) -> str:
    """Her user, made now if she has none. The row is locked, so that two requests make one user."""
    user = frappe.db.get_value("Beneficiary", beneficiary, "user", for_update=True)
    if user:
        return user
    woman = frappe.get_doc("Beneficiary", beneficiary)
    user = insert_account(woman, f"{woman.name}@{DOMAIN}")
    frappe.db.set_value("Beneficiary", woman.name, "user", user, update_modified=False)
    record("account_opened", woman)
    return user
