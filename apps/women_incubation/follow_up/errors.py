"""Refusals of this room, each named for its rule."""

import frappe


class FollowUpRefused(frappe.ValidationError):
    """A follow-up contradicts its project, or is not complete."""


class FollowUpFrozen(frappe.ValidationError):
    """A follow-up that is done stays as it was seen."""


class NotTheFollower(frappe.PermissionError):
    """Follow-ups are done by the project's coach or by a coordinator."""
