"""Refusals of this room, each named for its rule."""

import frappe


class InvalidPhone(frappe.ValidationError):
    """Not a Moroccan number: +212 and nine digits, starting with 5, 6 or 7."""


class InvalidRnp(frappe.ValidationError):
    """Not an RNP number: ten digits."""


class InvalidRib(frappe.ValidationError):
    """Not a RIB: 24 digits whose last two are the key of the others."""


class DuplicateIdentifier(frappe.ValidationError):
    """Another woman is registered with this identifier."""


class BirthDateRefused(frappe.ValidationError):
    """A birth date in the future, or too long ago."""


class ReasonMissing(frappe.ValidationError):
    """A woman who is not selected is told why."""


class NotAWomansAccount(frappe.ValidationError):
    """A portal user holds the role Incubation Woman."""


class ConsentMissing(frappe.ValidationError):
    """No consent in force, and no legal basis recorded."""


class ConsentRefused(frappe.ValidationError):
    """What she would agree to is nothing that is asked of her."""


class ConsentClosed(frappe.ValidationError):
    """A consent says what was agreed on its day; it can be withdrawn, not rewritten."""


class DatesOutOfOrder(frappe.ValidationError):
    """An end before its beginning, or a date in the future that records the past."""


class OverlappingRules(frappe.ValidationError):
    """Two rules for one programme on the same day."""


class PossibleDuplicate(frappe.ValidationError):
    """A woman who is registered already looks the same."""


class ReviewClosed(frappe.ValidationError):
    """A review is of two different files, and is decided once."""


class MergeRefused(frappe.ValidationError):
    """Two files cannot become one without breaking a rule."""


class FileMerged(frappe.ValidationError):
    """The file is only a pointer to the one it was merged into."""


class NotConfirmed(frappe.ValidationError):
    """A woman who registered herself is confirmed by a coordinator before she is selected."""


class RegistrationIncomplete(frappe.ValidationError):
    """Something that a registration needs is missing or wrong."""


class CodeRefused(frappe.PermissionError):
    """Not the code that was sent, or no longer; which of these is not said."""


class TooManyCodes(frappe.ValidationError):
    """This address got its codes for now."""

    http_status_code = 429


class AssessmentClosed(frappe.ValidationError):
    """An assessment is changed by its author only."""


class NothingBesideAssessments(frappe.ValidationError):
    """No comment, message or task hangs on a sensitive document."""


class ReferralRefused(frappe.ValidationError):
    """A referral says what was sent; only its outcome changes."""


class LegalBasisUndated(frappe.ValidationError):
    """A legal basis is a text with its date."""


class RuleSetRefused(frappe.ValidationError):
    """Rules that cannot be applied: nothing to compare with, or an end before the beginning."""


class SelectionRefused(frappe.ValidationError):
    """A selection that is frozen, not ranked yet, or has no rules in force."""


class PlaceRefused(frappe.ValidationError):
    """Only a place that a woman has, or waits for, can be given up."""


class AppealRefused(frappe.ValidationError):
    """Too late, twice, or about a decision that is not hers."""


class NotTheJudge(frappe.PermissionError):
    """An appeal is decided by somebody who did not take the decision, nor file the appeal."""


class PhotoRefused(frappe.ValidationError):
    """A photo without her consent, or what is no picture."""
