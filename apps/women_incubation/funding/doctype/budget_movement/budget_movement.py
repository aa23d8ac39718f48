from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class BudgetMovement(AppendOnlyRecord, SafeSave):
    """One movement of money. `funding.ledger` appends it; its key is unique."""
