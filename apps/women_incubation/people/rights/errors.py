"""Refusals of this part, each named for its rule."""

import frappe


class ErasureRefused(frappe.ValidationError):
    """Money is in flight or a project runs: her data is still needed by law."""


class RequestClosed(frappe.ValidationError):
    """A request that was carried out is not changed, and not carried out as something else."""
