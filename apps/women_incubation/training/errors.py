"""Refusals of this room, each named for its rule."""

import frappe


class InvalidEvent(frappe.ValidationError):
    """One item of a batch cannot be kept; its message goes into that item's answer."""


class BatchRefused(frappe.ValidationError):
    """The batch as a whole is not what the protocol says: too long, or no device name."""


class SessionChangedMeanwhile(frappe.QueryDeadlockError):
    """Somebody changed the session after this transaction began to read; the request starts over."""


class SessionFrozen(frappe.ValidationError):
    """A session in which something happened keeps its group, module, date and times."""


class AlreadyResolved(frappe.ValidationError):
    """The event does not wait for a coordinator, or no longer."""


class ReasonMissing(frappe.ValidationError):
    """A correction without a reason."""


class GroupFull(frappe.ValidationError):
    """More women than the group has places."""


class MemberRefused(frappe.ValidationError):
    """A line of the member table breaks a rule."""


class TrainerRefused(frappe.ValidationError):
    """The person is not a trainer, or not of this territory."""


class DatesRefused(frappe.ValidationError):
    """Dates or times that contradict each other."""


class PeriodTooLong(frappe.ValidationError):
    """The period asked for holds more sessions than one answer carries."""


class ThresholdsInForce(frappe.ValidationError):
    """Groups have started under these thresholds."""


class ResultRefused(frappe.ValidationError):
    """A test result that cannot be: of nobody in the group, of no module of the path, or out of its range."""


class CertificateRefused(frappe.ValidationError):
    """The certificate is not due, or is revoked already."""


class SessionClash(frappe.ValidationError):
    """The trainer or the place is taken at that time."""


class TimetableRefused(frappe.ValidationError):
    """No series of sessions follows from this timetable."""


class SheetRefused(frappe.ValidationError):
    """The typed-in sheet cannot be recorded as it is."""


class FeedbackRefused(frappe.ValidationError):
    """Feedback is given once, by somebody who was there."""
