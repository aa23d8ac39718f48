"""Modules, paths, groups, sessions, and what devices say about them."""

import uuid
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.training.events import apply_batch
from women_incubation.training.meeting import Answer

DEVICE = "test-phone"


def make_module(**overrides: Any) -> Document:
    """A module of three hours."""
    code = unique("MOD").upper()
    values = {"code": code, "title_fr": f"Module {code}", "title_ar": f"وحدة {code}", "duration_minutes": 180}
    return frappe.get_doc({"doctype": "Capacity Building Module", **values, **overrides}).insert()


def make_path(modules: list[str | dict] | None = None, **overrides: Any) -> Document:
    """A path that asks for 80 % of the hours of one mandatory module, or of those given as names or rows."""
    title = unique("Path")
    rows = modules or [make_module().name]
    values = {
        "title_fr": title,
        "title_ar": f"مسار {title}",
        "attendance_threshold": 80,
        "valid_from": add_days(today(), -365),
        "modules": [row if isinstance(row, dict) else {"module": row, "mandatory": 1} for row in rows],
    }
    return frappe.get_doc({"doctype": "Training Path", **values, **overrides}).insert()


def make_trainer(unit: str = PROVINCE) -> str:
    """The user name of a trainer of the unit."""
    return user_with("Trainer", unit).name


def make_group(members: int | list[str] = 3, **overrides: Any) -> Document:
    """A running group of PROVINCE with a trainer, since a month; `members` women, or the women given."""
    unit = overrides.get("unit", PROVINCE)
    names = (
        [make_beneficiary(unit=unit).name for _ in range(members)] if isinstance(members, int) else members
    )
    start = overrides.get("start_date", add_days(today(), -30))
    values = {
        "group_name": unique("Group"),
        "unit": unit,
        "capacity": max(len(names), 30),
        "start_date": start,
        "status": "Running",
        "members": [{"beneficiary": name, "joined_on": start} for name in names],
    }
    if "path" not in overrides:
        values["path"] = make_path().name
    if "trainers" not in overrides:
        values["trainers"] = [{"trainer": make_trainer(unit)}]
    return frappe.get_doc({"doctype": "Training Group", **values, **overrides}).insert()


def make_session(group: Document | None = None, **overrides: Any) -> Document:
    """A planned session of today, 9 to 12, of the group's first module and trainer.

    It may clash with others unless `clash_reason=None` is given.
    """
    group = group or make_group()
    values = {
        "training_group": group.name,
        "session_date": today(),
        "start_time": "09:00",
        "end_time": "12:00",
        "clash_reason": "Sessions of tests do not mind each other.",
    }
    if "module" not in overrides:
        values["module"] = frappe.get_cached_doc("Training Path", group.path).modules[0].module
    if "trainer" not in overrides:
        values["trainer"] = group.trainers[0].trainer
    return frappe.get_doc({"doctype": "Training Session", **values, **overrides}).insert()


def women_of(session: Document) -> list[str]:
    """The members of the session's group, in order."""
    group = frappe.get_doc("Training Group", session.training_group)
    return [row.beneficiary for row in group.members]


def mark(session: Document | str, beneficiary: str, status: str = "Present", **overrides: Any) -> dict:
    """The event that a device sends for one woman."""
    return event("mark", session, beneficiary=beneficiary, status=status, **overrides)


def close(session: Document | str, **overrides: Any) -> dict:
    """The event that closes a session."""
    return event("close", session, **overrides)


def did_not_happen(session: Document | str, reason: str = "The hall was shut.", **overrides: Any) -> dict:
    """The event that says that a session did not happen."""
    return event("did_not_happen", session, reason=reason, **overrides)


def event(kind: str, session: Document | str, **overrides: Any) -> dict:
    """Any event, on the first version of what it is about."""
    values = {
        "uuid": str(uuid.uuid4()),
        "kind": kind,
        "session": str(getattr(session, "name", session)),
        "base_version": 0,
        "device_time_utc": "2026-03-02T09:30:00Z",
    }
    return values | overrides


def send(events: list[dict], session: Document, user: str | None = None) -> list[Answer]:
    """Apply the events as one batch of the session's trainer (or another user); the answers."""
    user = user or session.trainer
    with acting_as(user):
        return apply_batch(events, user, DEVICE)


def outcomes(answers: list[Answer]) -> list[str]:
    """The outcome of each answer."""
    return [answer.outcome for answer in answers]


def hold_session(group: Document, statuses: list[str] | None = None, **overrides: Any) -> Document:
    """A closed session of yesterday; its women Present, or the statuses given in their order."""
    session = make_session(group, **{"session_date": add_days(today(), -1), **overrides})
    women = women_of(session)
    marks = [mark(session, *pair) for pair in zip(women, statuses or ["Present"] * len(women), strict=False)]
    answers = send([*marks, close(session)], session)
    assert {answer.outcome for answer in answers} <= {"created", "updated"}, answers
    return session.reload()
