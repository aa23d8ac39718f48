"""Which notices are a woman's own (hook `incubation_own_rows`)."""

from women_incubation.territory.access import quoted


def own_notices(user: str) -> str:
    """Those written to her in the app; what went by SMS or e-mail she has on her phone."""
    return f"(`tabNotice`.`user` = {quoted(user)} and `tabNotice`.`channel` = 'In-app')"
