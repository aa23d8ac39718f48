"""Groups in three waves; sessions held and planned; attendance through the app's own service."""

import random
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import frappe

from demo import calendar, jobs, places
from demo.people import Woman
from demo.size import GROUP_SIZE
from women_incubation.training.events import apply_batch

WEEKDAYS = (1, 3)  # Tuesday and Thursday; a running group also meets on the day the demo is made
HALLS = ("المركز متعدد الوظائف", "دار المرأة", "القاعة الجماعية", "الفضاء الجمعوي")
REASONS_NOT_HELD = ("القاعة مغلقة للأشغال.", "مرض المكونة.", "عاصفة رملية وانقطاع الطريق.")
REASONS_EXCUSED = ("مرض أحد الأبناء", "موعد طبي", "وفاة في العائلة")


def insert_groups(women: list[Woman], groups_per_wave: dict[str, int]) -> None:
    """Form the groups of each wave from the selected women of each province."""
    queues = {p: [w for w in women if w.province == p] for p in places.PROVINCES}
    path = frappe.get_all("Training Path", order_by="name", pluck="name")[0]
    for wave, (first, last) in enumerate(calendar.WAVES, start=1):
        for province, count in groups_per_wave.items():
            for number in range(1, count + 1):
                members = [queues[province].pop(0) for _ in range(GROUP_SIZE)]
                _insert_group(wave, number, province, path, members, (first, last))


def _insert_group(
    wave: int,
    number: int,
    province: str,
    path: str,
    members: list[Woman],
    days: tuple[int, int],
) -> None:
    name_ar = frappe.db.get_value("Territorial Unit", province, "name_ar")
    title = f"{name_ar} - الموجة {wave} - الفوج {number}"
    if frappe.db.exists("Training Group", {"group_name": title}):
        return
    start, end = calendar.day(days[0]), calendar.day(days[1])
    tag = province[-3:].lower()
    trainer = f"trainer.{tag}@demo.example" if number % 2 else f"trainer2.{tag}@demo.example"
    with calendar.story_time(start - timedelta(days=3)):
        frappe.get_doc(
            {
                "doctype": "Training Group",
                "group_name": title,
                "path": path,
                "unit": province,
                "place": f"{HALLS[number % len(HALLS)]}، {name_ar}",
                "capacity": GROUP_SIZE,
                "start_date": start,
                "end_date": end,
                "status": "Running" if days[1] < 0 else "Completed",
                "trainers": [{"trainer": trainer}],
                "members": [{"beneficiary": w.name, "joined_on": start} for w in members],
            }
        ).insert()


def insert_sessions(rng: random.Random, progress: Callable[[int, int], None]) -> None:
    """Plan every session of every group from the modules of its path."""
    groups = frappe.get_all("Training Group", order_by="name", pluck="name")
    for done, name in enumerate(groups, start=1):
        if not frappe.db.exists("Training Session", {"training_group": name}):
            _plan_group(rng, frappe.get_doc("Training Group", name))
            frappe.db.commit()
        progress(done, len(groups))


def _plan_group(rng: random.Random, group: "frappe.Document") -> None:
    path = frappe.get_doc("Training Path", group.path)
    modules = [row.module for row in path.modules]
    days = _meeting_days(group.start_date, group.end_date, group.status == "Running")
    hour = _hour(group)
    with calendar.story_time(frappe.utils.getdate(group.start_date) - timedelta(days=2)):
        for position, meeting in enumerate(days):
            frappe.get_doc(
                {
                    "doctype": "Training Session",
                    "training_group": group.name,
                    "module": modules[position * len(modules) // len(days)],
                    "trainer": group.trainers[0].trainer,
                    "session_date": meeting,
                    "start_time": f"{hour:02d}:00:00",
                    "end_time": f"{hour + 3:02d}:00:00",
                    "place": group.place,
                }
            ).insert()


def _hour(group: "frappe.Document") -> int:
    """Morning for the first group of a trainer in the wave, afternoon for the second: never both at once."""
    trainer = group.trainers[0].trainer
    same_wave = frappe.get_all(
        "Training Group",
        filters={"start_date": group.start_date, "name": ["in", _groups_of(trainer)]},
        order_by="group_name",
        pluck="name",
    )
    return (9, 14)[same_wave.index(group.name)]


def _groups_of(trainer: str) -> list[str]:
    return frappe.get_all("Training Group Trainer", filters={"trainer": trainer}, pluck="parent")


def _meeting_days(start: date, end: date, running: bool) -> list[date]:
    start, end = frappe.utils.getdate(start), frappe.utils.getdate(end)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    today = calendar.day(0)
    return [d for d in days if d.weekday() in WEEKDAYS or (running and d == today)]


def mark_attendance(rng: random.Random, progress: Callable[[int, int], None]) -> None:
    """Mark and close every session before today, as its trainer, at its hour, in one batch each."""
    sessions = frappe.get_all(
        "Training Session",
        filters={"session_date": ["<", calendar.day(0)], "status": "Planned"},
        fields=["name", "training_group", "session_date", "start_time", "trainer"],
        order_by="session_date, name",
    )
    reliability: dict[str, float] = {}
    for done, session in enumerate(sessions, start=1):
        _mark_session(rng, session, reliability)
        if done % 300 == 0:
            jobs.work_off()
        progress(done, len(sessions))
    frappe.set_user("Administrator")


def _mark_session(rng: random.Random, session: dict, reliability: dict[str, float]) -> None:
    with calendar.story_time(session.session_date, hour=16):
        frappe.set_user(session.trainer)
        if rng.random() < 0.04:
            events = [_event(rng, session, "did_not_happen", reason=rng.choice(REASONS_NOT_HELD))]
        else:
            events = [_mark(rng, session, woman, reliability) for woman in _members(session.training_group)]
            events.append(_event(rng, session, "close"))
        answers = apply_batch(events, user=session.trainer, device="demo-phone")
        refused = [a for a in answers if a.outcome not in ("created", "updated")]
        if refused:
            raise RuntimeError(f"The demo's marks were refused: {refused[0]}")
        frappe.db.commit()


def _members(group: str) -> list[str]:
    return frappe.get_all(
        "Training Group Member", filters={"parent": group}, order_by="idx", pluck="beneficiary"
    )


def _mark(rng: random.Random, session: dict, woman: str, reliability: dict[str, float]) -> dict:
    chance = reliability.setdefault(woman, min(0.99, rng.betavariate(9, 1.2)))
    if rng.random() < chance:
        if rng.random() < 0.07:
            return _event(
                rng, session, "mark", woman, status="Late", late_minutes=rng.choice((10, 15, 20, 30))
            )
        return _event(rng, session, "mark", woman, status="Present")
    if rng.random() < 0.4:
        return _event(rng, session, "mark", woman, status="Excused", reason=rng.choice(REASONS_EXCUSED))
    return _event(rng, session, "mark", woman, status="Absent")


def _event(
    rng: random.Random, session: dict, kind: str, beneficiary: str | None = None, **values: object
) -> dict:
    return {
        "uuid": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        "kind": kind,
        "session": session.name,
        "beneficiary": beneficiary,
        "base_version": 0,
        "device_time_utc": f"{session.session_date} 15:00:00",
        **values,
    }
