"""Refusals of this room, each named for its rule."""

import frappe


class SamePersonTwice(frappe.PermissionError):
    """One person would stand in two different steps of one payment."""


class SeparationRefused(frappe.ValidationError):
    """The pair of steps makes no sense, or belongs to the base rule."""


class StandInRefused(frappe.ValidationError):
    """Somebody cannot stand in: role, place, dates, or a chain of delegations."""


class InABatch(frappe.ValidationError):
    """The payment is with the bank: its batch's result decides."""


class BatchRefused(frappe.ValidationError):
    """The payment batch cannot be made or changed so."""


class BankResultRefused(frappe.ValidationError):
    """The bank's file does not fit its batch; nothing of it was taken over."""


class CodeRefused(frappe.PermissionError):
    """The code of a receipt is wrong, too old, used, or was tried too often."""


class RecoveryRefused(frappe.ValidationError):
    """The order to give money back does not fit what was paid and spent, or its order of steps."""


class NotTheRequester(frappe.PermissionError):
    """A returned payment goes back to the person who requested it, and to nobody else."""


class NotInPerson(frappe.PermissionError):
    """Somebody acts in another person's session: a signature is given in person."""


class ContentChanged(frappe.ValidationError):
    """What was requested is no longer what is on the document: an evidence file was changed or removed."""


class ReasonMissing(frappe.ValidationError):
    """Returning, rejecting and bouncing say why."""


class PaymentIncomplete(frappe.ValidationError):
    """The bank reference or the day of payment is missing or cannot be."""


class SecondApprovalNeeded(frappe.ValidationError):
    """The amount is above the rule's threshold: a second person approves before it is paid."""


class SecondApprovalNotNeeded(frappe.ValidationError):
    """The amount is not above the rule's threshold."""


class ReceiptNotProven(frappe.ValidationError):
    """Neither the woman herself nor a signed paper says that the money came."""


class AmountRefused(frappe.ValidationError):
    """The amount of a payment is above zero."""


class StaleDisbursement(frappe.TimestampMismatchError):
    """Somebody changed the payment after this copy of it was read."""

    http_status_code = 409


class JustificationRefused(frappe.ValidationError):
    """The justification does not fit the payment it justifies."""


class JustificationDecided(frappe.ValidationError):
    """An accepted or refused justification stays as it is."""


class NotTheController(frappe.PermissionError):
    """Justifications are decided by a controller who did not enter them."""


class TooManyDecisions(frappe.ValidationError):
    """One request decides a limited number of payments."""
