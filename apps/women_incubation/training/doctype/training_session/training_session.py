"""A meeting of a group for one module. Its state follows from its events, never from a form."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import cstr, format_date, now

from women_incubation.audit.frozen_fields import changed_fields, restore
from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import DatesRefused, ReasonMissing, SessionClash, SessionFrozen
from women_incubation.training.fold import CLOSED, PLANNED
from women_incubation.training.planning.at_once import start_over_if_not_alone
from women_incubation.training.planning.clashes import Slot, clashes_of
from women_incubation.training.planning.days import warnings_for
from women_incubation.training.planning.order import order_warnings
from women_incubation.training.trainers import check_trainer
from women_incubation.training.typed_values import check_filled, write_dates, write_times

SERVER_FIELDS = {"status", "status_reason", "version", "closed_at", "closed_by"}
FIXED_ONCE_BEGUN = {"training_group", "module", "session_date", "start_time", "end_time"}
WHEN = {"session_date", "start_time", "end_time"}
WHAT_CAN_CLASH = WHEN | {"trainer", "place"}
LONGEST = timedelta(hours=12)


class TrainingSession(SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        write_dates(self, "session_date")
        write_times(self, "start_time", "end_time")
        # the background's own note, which a form may hold an old copy of; and the history of moves
        restore(self, {"stages_pending", "moves"})
        self.take_unit_of_group()
        self.check_state_untouched()
        self.check_fixed_fields()
        self.check_times()
        self.check_date_in_group()
        self.check_module_in_path()
        self.check_trainer_of_session()
        self.check_clashes()
        self.keep_move()

    def on_update(self) -> None:
        """Nobody planned the same hall or trainer while this was being saved."""
        if self.may_clash() and not self.flags.in_series:
            start_over_if_not_alone([self.as_slot()])

    def on_trash(self) -> None:
        """Frappe's own check of links finds the events; this says what to do instead."""
        if frappe.db.exists("Attendance Event", {"training_session": self.name}):
            frappe.throw(
                _("People were marked in this session. Record that it did not happen instead."), SessionFrozen
            )

    def take_unit_of_group(self) -> None:
        """The territory of a session is that of its group."""
        self.unit = frappe.db.get_value("Training Group", self.training_group, "unit")

    def check_state_untouched(self) -> None:
        """Held, closed and did-not-happen are events, from the field app or the attendance service."""
        if self.changed() & SERVER_FIELDS:
            frappe.throw(
                _("The state of a session changes by marking, closing or cancelling it, not by editing it."),
                SessionFrozen,
            )

    def check_fixed_fields(self) -> None:
        """What people were marked for stays what it was; a closed session stays as it is altogether."""
        before = self.get_doc_before_save()
        if not before or before.status == PLANNED:
            return
        fixed = self.changed() if before.status == CLOSED else self.changed() & FIXED_ONCE_BEGUN
        if fixed:
            labels = ", ".join(sorted(_(self.meta.get_label(field)) for field in fixed))
            frappe.throw(
                _("This session is no longer planned ({0}). These fields stay as they are: {1}.").format(
                    _(before.status), labels
                ),
                SessionFrozen,
            )

    def changed(self) -> set[str]:
        """Names of the fields that differ from what is stored, or from a new session."""
        before = self.get_doc_before_save() or frappe.new_doc(self.doctype)
        return changed_fields(self, before)

    def check_times(self) -> None:
        """It ends after it starts, the same day, and is not longer than twelve hours."""
        if not timedelta(0) < self.end_time - self.start_time <= LONGEST:
            frappe.throw(_("A session ends after it starts, and lasts at most 12 hours."), DatesRefused)

    def check_date_in_group(self) -> None:
        """It lies between the first and the last day of its group."""
        start, end = frappe.db.get_value("Training Group", self.training_group, ["start_date", "end_date"])
        if self.session_date < start or (end and self.session_date > end):
            frappe.throw(
                _("The group meets from {0} to {1}; {2} is outside.").format(
                    format_date(start), format_date(end) if end else "…", format_date(self.session_date)
                ),
                DatesRefused,
            )

    def check_module_in_path(self) -> None:
        """The module is one of the path that the group follows."""
        path = frappe.db.get_value("Training Group", self.training_group, "path")
        modules = {row.module for row in frappe.get_cached_doc("Training Path", path).modules}
        if self.module not in modules:
            frappe.throw(
                _("The module {0} is not part of the group's training path {1}.").format(self.module, path)
            )

    def check_trainer_of_session(self) -> None:
        """Checked when the trainer is named; a trainer who moves away later does not block the session."""
        if self.is_new() or self.has_value_changed("trainer"):
            check_trainer(self.trainer, self.unit)

    def check_clashes(self) -> None:
        """Trainer, place and group are free, or it is said why not; the rest is told to whoever plans."""
        if self.flags.in_series or not self.may_clash():
            return
        clashes = clashes_of([self.as_slot()])
        blocking = [clash.message for clash in clashes if clash.blocking]
        if blocking and not cstr(self.clash_reason).strip():
            hint = _("Choose other times, or say why it is planned all the same.")
            frappe.throw("<br>".join([*blocking, hint]), SessionClash)
        warnings = [clash.message for clash in clashes if not clash.blocking]
        warnings += warnings_for(self.session_date, self.start_time, self.end_time)
        warnings += order_warnings(self.training_group, [(self.session_date, self.start_time, self.module)])[
            0
        ]
        if warnings:
            frappe.msgprint("<br>".join(warnings), title=_("Please Note"), indicator="orange")

    def may_clash(self) -> bool:
        """Whether it is new, or has another time, trainer or place than before."""
        return not self.get_doc_before_save() or bool(self.changed() & WHAT_CAN_CLASH)

    def as_slot(self) -> Slot:
        """The meeting as the search for clashes takes it."""
        place = self.place or frappe.db.get_value("Training Group", self.training_group, "place")
        when = (self.session_date, self.start_time, self.end_time)
        name = None if self.is_new() else self.name
        return Slot(*when, self.trainer, cstr(place).strip(), self.training_group, self.unit, name)

    def keep_move(self) -> None:
        """Another day or other hours need a reason, and the old ones are kept with it."""
        before = self.get_doc_before_save()
        reason, self.move_reason = cstr(self.move_reason).strip(), None
        if not before or not self.changed() & WHEN:
            return
        if not reason:
            frappe.throw(_("Give the reason of the move: it is kept in the session."), ReasonMissing)
        old = {"from_date": before.session_date, "from_start": before.start_time, "from_end": before.end_time}
        by = {"moved_on": now(), "moved_by": frappe.session.user}
        self.append("moves", {"reason": reason, **by, **old})


def on_doctype_update() -> None:
    """Clashes are looked for by trainer and day, and by place and day."""
    frappe.db.add_index("Training Session", ["trainer", "session_date"])
    frappe.db.add_index("Training Session", ["unit", "session_date"])
