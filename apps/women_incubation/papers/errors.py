"""Refusals of this room, each named for its rule."""

import frappe


class NotPrinted(frappe.ValidationError):
    """No such paper is made of this document."""
