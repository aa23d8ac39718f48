"""Loads the whole story, step by step; a finished step is not done again, so a stopped load goes on."""

import random
from collections.abc import Callable

import frappe

from demo import care, certificates, jobs, money, people, places, projects, selection, training, users
from demo.size import FULL, Size

Progress = Callable[[str, int, int], None]
SEED = 20240115
DONE = "incubation_demo_done"


def load(progress: Progress, size: Size = FULL) -> list[dict[str, str]]:
    """Load what is missing of the demo; return one log-in for each role: role, user, password.

    Runs on a connected site as Administrator, and commits after each step.
    """
    logins: list[dict[str, str]] = []
    steps: list[tuple[str, Callable[[random.Random, Callable[[int, int], None]], None]]] = [
        ("Communes and partners", lambda rng, tell: (places.insert_communes(), money.insert_convention())),
        ("Women", lambda rng, tell: people.insert_women(rng, size, tell)),
        ("Groups", lambda rng, tell: training.insert_groups(people.selected_women(), size.groups_per_wave)),
        ("Sessions", training.insert_sessions),
        ("Attendance", training.mark_attendance),
        ("Certificates", certificates.issue_certificates),
        ("Projects", lambda rng, tell: projects.tell_stories(rng, size.outcomes, tell)),
        ("Selection", lambda rng, tell: selection.select_women()),
        ("Assessments and alerts", lambda rng, tell: care.assess_and_refer(rng)),
    ]
    jobs.work_off()
    frappe.db.set_single_value("Notice Settings", "outbox_only", 1)  # nothing leaves; codes are read there
    places.insert_communes()
    logins += users.insert_team()
    jobs.work_off()
    for title, work in steps:
        _run_once(title, work, progress)
    logins.append(users.insert_woman_account(projects.woman_of_the_field_app(), "woman@demo.example"))
    waits = selection.first_who_waits()
    logins.append(users.insert_woman_account(waits, "waiting.woman@demo.example", " (waits for a place)"))
    frappe.db.commit()
    return logins


def _run_once(title: str, work: Callable, progress: Progress) -> None:
    done = set((frappe.db.get_default(DONE) or "").split(","))
    if title in done:
        progress(title, 1, 1)
        return
    work(random.Random(f"{SEED} {title}"), lambda at, of: progress(title, at, of))
    frappe.set_user("Administrator")
    jobs.work_off()
    frappe.db.set_default(DONE, ",".join(sorted(done | {title})))
    frappe.db.commit()
    progress(title, 1, 1)
