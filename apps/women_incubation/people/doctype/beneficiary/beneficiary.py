"""A woman (or a care leaver) on her path: identity, contact, place, and where she stands."""

import frappe
from frappe import _
from frappe.utils import escape_html, getdate, today

from women_incubation.audit.entries import record
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.private_files import attach_row_files, check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people import address_change, identifiers, portraits
from women_incubation.people.duplicates import rule
from women_incubation.people.errors import (
    BirthDateRefused,
    DuplicateIdentifier,
    FileMerged,
    NotAWomansAccount,
    NotConfirmed,
    ReasonMissing,
)
from women_incubation.people.services import age_on
from women_incubation.people.stage import derived_stage
from women_incubation.territory.days import as_day

NAMES = ("first_name", "last_name", "first_name_ar", "last_name_ar")
OLDEST = 110  # years; above it the date is a slip of the pen
RECORDED = ("unit", "selection_status")


class Beneficiary(KeptRecord, SafeSave):
    """Named checks, in order; the rules themselves are in `identifiers` and `stage`."""

    def validate(self) -> None:
        self.keep_what_services_write()
        self.write_names()
        self.write_identifiers()
        self.check_birth_date()
        self.check_unique_identifiers()
        self.check_selection()
        self.check_account()
        self.keep_registration_date()
        check_private_files(self)
        portraits.check_portrait(self)
        rule.check(self)
        self.stage = derived_stage(self.name, self.selection_status, self.merged_into)

    def after_insert(self) -> None:
        record("registered", self, unit=self.unit, category=self.category)

    def on_update(self) -> None:
        before = self.get_doc_before_save()
        changed = {field: self.get(field) for field in RECORDED if before and self.has_value_changed(field)}
        if before and self.has_value_changed("user"):
            changed["account"] = int(bool(self.user))  # her user may be her address: not for the trail
        replaced = address_change.changed_addresses(self, before)
        if replaced:
            changed["addresses_replaced"] = sorted(replaced)
            address_change.tell_old_addresses(self, before)
        if changed:
            record("file_changed", self, **changed)
        attach_row_files(self)
        portraits.delete_former(self)
        rule.remember(self)

    def keep_what_services_write(self) -> None:
        """How she was registered and whether her file was merged away are written by services alone."""
        before = self.get_doc_before_save()
        if before and before.merged_into and not self.flags.by_service:
            frappe.throw(
                _("This file was merged into {0}. Open that one.").format(before.merged_into), FileMerged
            )
        if self.flags.by_service:
            return
        self.registration_status = (before and before.registration_status) or "Confirmed"
        self.registration_origin = (before and before.registration_origin) or "Field Worker"
        self.merged_into = before.merged_into if before else None

    def write_names(self) -> None:
        """Names without stray blanks; the full names follow from them."""
        for field in NAMES:
            self.set(field, " ".join((self.get(field) or "").split()))
        self.full_name = f"{self.first_name} {self.last_name}".strip()
        self.full_name_ar = f"{self.first_name_ar} {self.last_name_ar}".strip()

    def write_identifiers(self) -> None:
        """One written form each. An unlikely CNIE is said, not refused: it has no check digit."""
        self.cnie = identifiers.normalise_cnie(self.cnie)
        self.phone = identifiers.normalise_phone(self.phone)
        self.rnp = identifiers.check_rnp(self.rnp)
        if self.cnie and not identifiers.is_plausible_cnie(self.cnie):
            message = _("The CNIE {0} has an unusual form. Please look at the card again.")
            frappe.msgprint(message.format(escape_html(self.cnie)), alert=True, indicator="orange")

    def check_birth_date(self) -> None:
        """Born before today, and not longer ago than people live."""
        if self.birth_date and not 0 <= age_on(as_day(self.birth_date), today()) <= OLDEST:
            frappe.throw(_("The birth date {0} cannot be right.").format(self.birth_date), BirthDateRefused)

    def check_unique_identifiers(self) -> None:
        """Name the identifier that is taken. The unique index stands behind this for two at once."""
        for field in ("cnie", "rnp", "user"):
            taken = self.get(field) and frappe.db.get_value(
                "Beneficiary", {field: self.get(field), "name": ["!=", self.name or ""]}
            )
            if taken:
                frappe.throw(
                    _("{0} {1} belongs to a woman who is already registered.").format(
                        _(self.meta.get_label(field)), escape_html(self.get(field))
                    ),
                    DuplicateIdentifier,
                )

    def check_selection(self) -> None:
        """Whoever is not selected, or waits, is told why."""
        self.selection_status = self.selection_status or "Registered"
        if self.registration_status == "To Confirm" and self.selection_status != "Registered":
            frappe.throw(_("She registered herself: confirm her file before you select her."), NotConfirmed)
        if (
            self.selection_status in ("Waiting List", "Not Selected")
            and not (self.selection_reason or "").strip()
        ):
            frappe.throw(_("Give the reason of the selection: it is told to the woman."), ReasonMissing)

    def check_account(self) -> None:
        """The portal user is a woman's account, so that no staff member reads as if she were the woman."""
        if (
            self.user
            and self.has_value_changed("user")
            and "Incubation Woman" not in frappe.get_roles(self.user)
        ):
            frappe.throw(_("The portal user must hold the role Incubation Woman."), NotAWomansAccount)

    def keep_registration_date(self) -> None:
        """Set once, by the day of registration."""
        before = self.get_doc_before_save()
        self.registered_on = before.registered_on if before else getdate(today())
