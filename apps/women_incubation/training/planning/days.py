"""Days on which nobody meets, and the short hours of Ramadan.

Public holidays are those of the `holidays` library for Morocco, civil and Islamic. The Islamic ones are
estimated until the moon is seen: a day may move by one, and the sentences say so. Ramadan is reckoned with
`hijridate` (Umm al-Qura), which may differ by a day from the Moroccan month as well. During Ramadan the
administrations work from 9 to 15 (the yearly notice of the ministry in charge of the civil service).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import frappe
import holidays
from frappe import _
from frappe.utils import format_date
from hijridate import Gregorian

from women_incubation.training.overview import clock

RAMADAN = 9  # the month of the Hijri year
RAMADAN_HOURS = (timedelta(hours=9), timedelta(hours=15))
LANGUAGES = {"ar": "ar", "fr": "fr"}
RECKONED = (date(1924, 8, 1), date(2077, 11, 16))  # what hijridate converts


def holiday_on(day: date) -> str | None:
    """The name of the public holiday on this day, in the user's language; None on other days."""
    return holidays_of(day.year, LANGUAGES.get(frappe.local.lang, "en_US")).get(day)


@lru_cache(maxsize=64)
def holidays_of(year: int, language: str) -> dict[date, str]:
    """The public holidays of Morocco in one year."""
    return dict(holidays.country_holidays("MA", years=year, language=language))


def is_ramadan(day: date) -> bool:
    """Whether the day lies in the month of fasting."""
    if not RECKONED[0] <= day <= RECKONED[1]:
        return False
    return Gregorian(day.year, day.month, day.day).to_hijri().month == RAMADAN


def outside_ramadan_hours(day: date, start: timedelta, end: timedelta) -> bool:
    """Whether a meeting in Ramadan begins before the short hours, or ends after them."""
    return is_ramadan(day) and (start < RAMADAN_HOURS[0] or end > RAMADAN_HOURS[1])


def warnings_for(day: date, start: timedelta, end: timedelta) -> Iterable[str]:
    """What is to be said about meeting on this day at these hours."""
    holiday = holiday_on(day)
    if holiday:
        yield _("{0} is a public holiday: {1}.").format(format_date(day), holiday)
    if outside_ramadan_hours(day, start, end):
        hours = " - ".join(clock(time) for time in RAMADAN_HOURS)
        yield _("{0} is in Ramadan: the working hours are {1} (the month may begin a day later).").format(
            format_date(day), hours
        )
