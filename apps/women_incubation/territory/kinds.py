"""The levels of the territory: which kind of unit stands under which."""

import frappe
from frappe import _

from women_incubation.territory.errors import UnitMisplaced

COUNTRY = "MA"
KIND_ABOVE = {
    "Country": (),
    "Region": ("Country",),
    "Province": ("Region",),
    "Prefecture": ("Region",),
    "Commune": ("Province", "Prefecture"),
}


def check_place(kind: str, kind_above: str | None) -> None:
    """Raise UnitMisplaced unless a unit of this kind may stand under one of that kind (None: at the top)."""
    allowed = KIND_ABOVE.get(kind)
    if allowed is None:
        frappe.throw(_("{0} is not a kind of territorial unit.").format(_(kind)), UnitMisplaced)
    if kind_above in allowed or (not allowed and kind_above is None):
        return
    if not allowed:
        frappe.throw(_("The country stands at the top of the territory."), UnitMisplaced)
    frappe.throw(
        _("A unit of the kind {0} stands under one of these: {1}.").format(
            _(kind), ", ".join(_(name) for name in allowed)
        ),
        UnitMisplaced,
    )


def has_lower_units(kind: str) -> bool:
    """Whether units can stand under one of this kind."""
    return kind != "Commune"
