"""Refusals of this room, each named for its rule."""

import frappe


class NotAnAmount(frappe.ValidationError):
    """Not a number of dirhams with at most two decimals."""


class LineExceeded(frappe.ValidationError):
    """The budget line has not that much left."""


class ProjectExceeded(frappe.ValidationError):
    """The project has not that much left on this budget line."""


class LineNotOpen(frappe.ValidationError):
    """The line is closed, or its convention is not signed or not valid today."""


class TotalBelowCommitted(frappe.ValidationError):
    """A line's total cannot go below what is already committed on it."""


class AlreadyMoved(frappe.ValidationError):
    """The ledger holds a movement with this key: it is never made twice."""

    http_status_code = 409


class NoBalance(frappe.ValidationError):
    """The line was never opened in the ledger, or the project has nothing committed on it."""


class LedgerOnly(frappe.PermissionError):
    """Balances and movements are written by the ledger alone, Administrator included."""


class ConventionRefused(frappe.ValidationError):
    """The convention contradicts itself, or the lines that stand on it."""


class AmendmentRefused(frappe.ValidationError):
    """The amendment contradicts its convention, or was signed already."""


class LineRefused(frappe.ValidationError):
    """The budget line contradicts its convention."""


class NeverDeleted(frappe.PermissionError):
    """Money was recorded here: close it, do not delete it."""


class RuleRefused(frappe.ValidationError):
    """The funding rule contradicts itself."""


class RuleNotInForce(frappe.ValidationError):
    """The funding rule is not valid on the day the call opens."""
