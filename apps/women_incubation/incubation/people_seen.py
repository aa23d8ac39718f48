"""Of which women a coach or an evaluator reads the file: those of the projects they coach or judge.

Hooks `incubation_narrowing_coach` and `incubation_narrowing_evaluator`; each function takes the user and
gives an SQL condition on the document's table.
"""

from women_incubation.incubation.permissions import declared_on
from women_incubation.territory.access import quoted


def women_coached(user: str) -> str:
    """The condition on Beneficiary: she holds a project of this coach, or is a member of it."""
    return f"`tabBeneficiary`.`name` in ({_women_of(_coached(user))})"


def consents_of_women_coached(user: str) -> str:
    """The condition on Consent."""
    return f"`tabConsent`.`beneficiary` in ({_women_of(_coached(user))})"


def support_of_women_coached(user: str) -> str:
    """The condition on External Support."""
    return f"`tabExternal Support`.`beneficiary` in ({_women_of(_coached(user))})"


def women_judged(user: str) -> str:
    """The condition on Beneficiary: this evaluator judges her project, and declared to have no conflict."""
    return f"`tabBeneficiary`.`name` in ({_women_of(declared_on(user))})"


def _coached(user: str) -> str:
    return f"select `name` from `tabProject Proposal` where `coach` = {quoted(user)}"


def _women_of(projects: str) -> str:
    members = (
        "select `beneficiary` from `tabProject Member` where `parenttype` = 'Project Proposal' "
        f"and `parent` in ({projects})"
    )
    return f"select `beneficiary` from `tabProject Proposal` where `name` in ({projects}) union {members}"
