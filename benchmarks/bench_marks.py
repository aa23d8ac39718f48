"""P1: 30 marks in one sync against 30 REST inserts. P8: a replay of 200 offline marks against one by one.

Both sides are real requests to the web application in this process, by the same trainer. The app lets nobody
insert attendance by REST, so the baseline is a document with the same fields and no rules of its own: the
generic way at its fastest.
"""

import frappe
from frappe.utils import add_days, today

from benchmarks.pairs import PAIRS, compare
from tests.factories.training import make_group, make_session, mark, women_of
from tests.helpers.browser import Browser

SYNC = "women_incubation.training.api.sync"
PLAIN = "Benchmark Attendance"
WOMEN = 30
OFFLINE_MARKS = 200
ROUNDS = PAIRS + 1


def run() -> None:
    """Print both figures; raise when the two sides did not end with the same rows."""
    make_plain_document()
    group = make_group(WOMEN, start_date=add_days(today(), -200))
    marking(group)
    replaying(group)


def marking(group: frappe._dict) -> None:
    """P1."""
    sessions = sessions_of(group, ROUNDS, first=1)
    phone = Browser(frappe.local.site, sessions[0].trainer)
    rows = [rows_for(session) for session in sessions]
    marks = [[mark(row["training_session"], row["beneficiary"]) for row in one] for one in rows]

    def generic(pair: int) -> None:
        for row in rows[pair]:
            assert phone.post(f"/api/resource/{PLAIN}", **row).status_code == 200

    def sync(pair: int) -> None:
        send(phone, marks[pair])

    compare("P1, 30 marks in one sync against 30 REST inserts", 10, generic, sync)
    names = [session.name for session in sessions]
    assert table("Session Attendance", names) == table(PLAIN, names) != []


def replaying(group: frappe._dict) -> None:
    """P8: 200 marks of 7 sessions; a second replay changes nothing."""
    ones, batches = (offline_rounds(group, first) for first in (20, 90))
    phone = Browser(frappe.local.site, group.trainers[0].trainer)

    def one_by_one(pair: int) -> None:
        for event in ones[pair]:
            send(phone, [event])

    def in_one(pair: int) -> None:
        send(phone, batches[pair])

    compare("P8, replay of 200 offline marks in one batch against one by one", 5, one_by_one, in_one)
    frappe.db.rollback()
    before = frappe.db.count("Attendance Event"), frappe.db.count("Session Attendance")
    answers = phone.call(SYNC, events=batches[0], device="bench").get_json()["message"]["answers"]
    assert {answer["outcome"] for answer in answers} == {"identical"}
    frappe.db.rollback()
    assert (frappe.db.count("Attendance Event"), frappe.db.count("Session Attendance")) == before


def offline_rounds(group: frappe._dict, first: int) -> list[list[dict]]:
    """For each pair 200 marks of sessions that nobody has marked."""
    rounds = []
    for number in range(ROUNDS):
        sessions = sessions_of(group, 7, first=first + 7 * number)
        events = [mark(session, woman) for session in sessions for woman in women_of(session)]
        rounds.append(events[:OFFLINE_MARKS])
    return rounds


def sessions_of(group: frappe._dict, count: int, first: int) -> list[frappe._dict]:
    """Sessions of the past, committed."""
    sessions = [make_session(group, session_date=add_days(today(), -first - n)) for n in range(count)]
    frappe.db.commit()
    return sessions


def rows_for(session: frappe._dict) -> list[dict]:
    """The rows that both sides write for a session."""
    keys = {"training_session": session.name, "unit": session.unit, "session_date": str(session.session_date)}
    return [{**keys, "beneficiary": woman, "status": "Present"} for woman in women_of(session)]


def send(phone: Browser, events: list[dict]) -> None:
    """One request of the phone, all of whose events are new."""
    answers = phone.call(SYNC, events=events, device="bench").get_json()["message"]["answers"]
    assert {answer["outcome"] for answer in answers} == {"created"}, answers[0]


def table(doctype: str, sessions: list[str]) -> list[tuple]:
    """What is stored of the sessions, whoever stored it."""
    frappe.db.rollback()
    fields = ["training_session", "beneficiary", "status", "session_date", "unit"]
    rows = frappe.get_all(doctype, filters={"training_session": ["in", sessions]}, fields=fields)
    return sorted(tuple(row.values()) for row in rows)


def make_plain_document() -> None:
    """Attendance as a plain custom document that trainers may create; once, for all that compare with it."""
    if frappe.db.exists("DocType", PLAIN):
        return
    fields = frappe.get_meta("Session Attendance").fields
    copied = ("fieldname", "fieldtype", "label", "options", "search_index")
    frappe.get_doc(
        {
            "doctype": "DocType",
            "name": PLAIN,
            "module": "Training",
            "custom": 1,
            "autoname": "hash",
            "fields": [{key: field.get(key) for key in copied} for field in fields],
            "permissions": [{"role": "Incubation Trainer", "read": 1, "create": 1, "write": 1}],
        }
    ).insert()
    frappe.db.commit()
