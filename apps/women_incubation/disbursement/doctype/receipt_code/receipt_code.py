from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class ReceiptCode(AppendOnlyRecord, SafeSave):
    """A code sent to a woman by which she confirms a payment. `disbursement.receipt_codes` writes it."""
