"""When the follow-ups of a started activity are due."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from frappe.utils import getdate

MONTHS = (6, 12)


def due_on(started_on: datetime.date | str, months: int) -> datetime.date:
    """The same day of the month, so many months after the start; in a month too short, its last day.

    Each date is counted from the start: 31 August gives 28 February and 31 August, not 28 August.
    """
    return getdate(started_on) + relativedelta(months=months)
