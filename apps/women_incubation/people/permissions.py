"""Which rows of this room's documents are a woman's own (hook `incubation_own_rows`)."""

from women_incubation.people.services import own_beneficiary
from women_incubation.territory.access import quoted

NOTHING = "1=0"


def own_beneficiary_row(user: str) -> str:
    """Her own file."""
    return f"`tabBeneficiary`.`user` = {quoted(user)}"


def own_consents(user: str) -> str:
    """What she agreed to herself."""
    woman = own_beneficiary(user)
    return f"`tabConsent`.`beneficiary` = {quoted(woman)}" if woman else NOTHING


def own_selection_rows(user: str) -> str:
    """What a frozen selection decided about her."""
    return f"{_about_her('Selection Row', user)} and `tabSelection Row`.`published` = 1"


def own_appeals(user: str) -> str:
    """Her appeals."""
    return _about_her("Selection Appeal", user)


def _about_her(doctype: str, user: str) -> str:
    woman = own_beneficiary(user)
    return f"`tab{doctype}`.`beneficiary` = {quoted(woman)}" if woman else NOTHING
