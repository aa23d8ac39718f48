"""Refusals of this room, each named for its rule."""

import frappe

from women_incubation.incubation.errors import MoveRefused


class FollowUpRefused(frappe.ValidationError):
    """A follow-up contradicts its project."""


class FollowUpIncomplete(MoveRefused):
    """A follow-up is not done yet; `missing` says everything it lacks."""


class FollowUpFrozen(frappe.ValidationError):
    """A follow-up that is done stays as it was seen."""


class NotTheFollower(frappe.PermissionError):
    """Follow-ups are done by the project's coach or by a coordinator."""


class AlertRefused(frappe.ValidationError):
    """Alerts are raised and closed by the system; a person handles them, with a note."""
