"""When trainers are not available, as they or their coordinators said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import frappe
from frappe import _
from frappe.utils import format_date, get_fullname

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Hours(Protocol):
    """Something with a beginning and an end on its day."""

    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class Absence:
    """When a trainer cannot come: whole days or the same hours of each, perhaps of one weekday only."""

    trainer: str
    from_date: date
    to_date: date
    weekday: str | None
    from_time: timedelta | None
    to_time: timedelta | None

    def covers(self, trainer: str, day: date, hours: Hours) -> bool:
        """Whether a meeting of the trainer at these hours of the day falls into it."""
        if trainer != self.trainer or not self.from_date <= day <= self.to_date:
            return False
        if self.weekday and WEEKDAYS[day.weekday()] != self.weekday:
            return False
        return self.from_time is None or (hours.start < self.to_time and self.from_time < hours.end)

    def told(self) -> str:
        """The absence as a sentence; its reason is the trainer's own."""
        period = (get_fullname(self.trainer), format_date(self.from_date), format_date(self.to_date))
        return _("{0} said not to be available from {1} to {2}.").format(*period)


def absences_of(trainers: Collection[str], days: Collection[date]) -> list[Absence]:
    """What these trainers said about a period that touches the days, in one query."""
    rows = frappe.get_all(
        "Trainer Unavailability",
        filters={
            "trainer": ["in", list(trainers)],
            "from_date": ["<=", max(days)],
            "to_date": [">=", min(days)],
        },
        fields=["trainer", "from_date", "to_date", "weekday", "from_time", "to_time"],
    )
    return [Absence(**(row | {"weekday": row.weekday or None})) for row in rows]
