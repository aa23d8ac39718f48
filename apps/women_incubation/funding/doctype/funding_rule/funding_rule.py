from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding import rule_checks


class FundingRule(SafeSave):
    """What a programme funds: ceiling, share, own contribution, ages, tranches. It has dates."""

    def validate(self) -> None:
        """The checks are in `funding.rule_checks`."""
        rule_checks.check_dates(self)
        rule_checks.check_amounts(self)
        rule_checks.check_percents(self)
        rule_checks.check_ages(self)
        rule_checks.check_tranches(self)
