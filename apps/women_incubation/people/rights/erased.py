"""Who was erased: her file stays as a row that says nothing, for the figures, and nobody has to act on it."""

import frappe


def erased_women() -> set[str]:
    """The files whose erasure has begun or is done."""
    begun = {"kind": "Erasure", "status": ["in", ("Running", "Done")]}
    return set(frappe.get_all("Rights Request", begun, pluck="beneficiary"))
