from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class BudgetBalance(AppendOnlyRecord, SafeSave):
    """What is left on a budget line. Only `funding.ledger` writes it, and never by saving it."""
