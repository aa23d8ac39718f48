"""When things happen in the story, counted in days before the day the demo is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from frappe.utils import getdate
from frappe.utils.data import get_system_timezone

REGISTRATION = (760, 705)  # of those who were trained since
LAST_REGISTRATION = (40, 3)  # of the others
CONVENTION_SIGNED = 720
WAVES = ((690, 606), (330, 246), (42, -42))  # first and last day of the groups of each wave
CALLS = ((600, 545), (230, 180), (30, -30))  # opening and closing of each call


def day(days_ago: int) -> date:
    """The date so many days before today, in the site's zone."""
    return getdate() - timedelta(days=days_ago)


@contextmanager
def story_time(on: date, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Hold the clock at an hour of a day, so that dates and audit entries tell the truth of the story."""
    # Not at microsecond 0: Frappe compares `modified` as text, and such a datetime prints no fraction.
    moment = datetime.combine(on, time(hour, minute, microsecond=1), tzinfo=ZoneInfo(get_system_timezone()))
    with time_machine.travel(moment, tick=True):
        yield
