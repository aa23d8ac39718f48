"""Sends the notices that are due, and tries again later when a channel could not."""

import json
from datetime import UTC, datetime, timedelta

import frappe
from frappe import _
from frappe.utils.password import decrypt

from women_incubation.notices.errors import ChannelError
from women_incubation.notices.message import Message

FIRST_PAUSE = 60  # seconds; doubled with each try
LONGEST_PAUSE = 6 * 3600
MOST_TRIES = 6
AT_ONCE = 500
KEPT_SEALED = 30  # days in which a failed message may be sent again


def send(name: str) -> None:
    """Send one notice if it is still queued; the row is locked, so that two workers do not send it twice."""
    notice = frappe.db.get_value(
        "Notice",
        name,
        ["name", "status", "channel", "sealed", "tries", "has_secret"],
        as_dict=True,
        for_update=True,
    )
    if not notice or notice.status != "Queued":
        return
    try:
        _hand_on(notice)
    except ChannelError as problem:
        _put_off(notice, problem)
    else:
        keep = {"status": "Sent", "sent_at_utc": utc_now(), "sealed": None, "problem": None}
        frappe.db.set_value("Notice", name, {**keep, "tries": notice.tries + 1})


def send_due() -> None:
    """Every few minutes: what waits for another try, and what lost its job."""
    put_off = {"next_try_at_utc": ["between", ["2000-01-01", utc_now()]]}
    forgotten = {"next_try_at_utc": ["is", "not set"], "creation": ["<", _minutes_ago(5)]}
    for condition in (put_off, forgotten):
        filters = {"status": "Queued", **condition}
        for name in frappe.get_all("Notice", filters=filters, pluck="name", limit=AT_ONCE):
            frappe.enqueue("women_incubation.notices.sending.send", queue="short", name=name)


def forget_sealed() -> None:
    """Each night: the sealed text of what failed long ago goes."""
    filters = {"status": "Failed", "sealed": ["is", "set"]}
    filters["creation"] = ["<", frappe.utils.add_days(frappe.utils.now(), -KEPT_SEALED)]
    for name in frappe.get_all("Notice", filters=filters, pluck="name"):
        frappe.db.set_value("Notice", name, "sealed", None)


def queue_again(name: str) -> None:
    """Give a failed notice its tries back."""
    frappe.db.set_value(
        "Notice", name, {"status": "Queued", "tries": 0, "next_try_at_utc": utc_now(), "problem": None}
    )
    frappe.enqueue(
        "women_incubation.notices.sending.send", queue="short", name=name, enqueue_after_commit=True
    )


def utc_now() -> datetime:
    """Now in UTC, as fields named for it hold it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _hand_on(notice: frappe._dict) -> None:
    if frappe.db.get_single_value("Notice Settings", "outbox_only"):
        return  # read in the outbox; nothing leaves the site
    paths = frappe.get_hooks("incubation_notice_channels", {}).get(notice.channel)
    if not paths:
        raise ChannelError(_("No channel is installed for {0}.").format(_(notice.channel)), final=True)
    frappe.get_attr(paths[-1])(Message(**json.loads(decrypt(notice.sealed))))


def _put_off(notice: frappe._dict, problem: ChannelError) -> None:
    tries = notice.tries + 1
    most = frappe.db.get_single_value("Notice Settings", "most_tries") or MOST_TRIES
    values = {"tries": tries, "problem": str(problem)}
    if problem.final or tries >= most:
        values |= {"status": "Failed", "next_try_at_utc": None}
        if notice.has_secret:
            values["sealed"] = None  # a code that came too late is of no use to anybody
    else:
        pause = min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
        values["next_try_at_utc"] = utc_now() + timedelta(seconds=pause)
    frappe.db.set_value("Notice", notice.name, values)
    frappe.logger("notices").warning(f"Notice {notice.name} not sent, try {tries}")


def _minutes_ago(minutes: int) -> str:
    return str(frappe.utils.add_to_date(frappe.utils.now(), minutes=-minutes))
