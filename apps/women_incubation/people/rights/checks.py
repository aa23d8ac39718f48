"""What stands against an erasure: money in flight, a project under way. Later domains say so in a hook."""

import frappe


def reasons_against(beneficiary: str) -> list[str]:
    """Whole sentences, translated; empty when she can be erased.

    Hook `incubation_erasure_checks`: functions `beneficiary -> list of sentences`.
    """
    reasons: list[str] = []
    for path in frappe.get_hooks("incubation_erasure_checks"):
        reasons += frappe.get_attr(path)(beneficiary)
    return reasons
