"""Queries of a whole request, the same with 10 rows and 1,000 (quality, P6): list, detail, roster, marking.

Counted in the server, log-in by API key included, with warm caches.
"""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from tests.factories.training import make_group, make_session, mark, women_of
from tests.factories.users import user_with
from tests.helpers.queries import counted_queries

LIST, DETAIL, ROSTER = 8, 12, 10
LISTED = (
    "Training Session",
    "Session Attendance",
    "Attendance Event",
    "Training Group",
    "Certificate",
    "Module Result",
)
DETAILED = ("Training Session", "Training Group", "Certificate", "Module Result")
SIZES = (10, 1000)


@pytest.fixture(scope="module")
def coordinator(site):
    """A coordinator of PROVINCE, committed, and afterwards everything put back."""
    frappe.db.rollback()
    frappe.set_user("Administrator")
    user = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    yield user
    frappe.db.rollback()


def queries_of(request):
    """How many queries a request takes once everything is warm."""
    for _time in range(2):
        assert request().status_code == 200
    with counted_queries() as queries:
        answer = request()
    assert answer.status_code == 200
    return [
        query
        for query in queries
        if not query.lower().startswith(("rollback", "start transaction", "commit"))
    ]


@pytest.fixture
def many(site):
    """`many(doctype, number)` puts rows into a table, committed, and takes them out at the end."""
    made = {}

    def put(doctype, number, **values):
        made.setdefault(doctype, []).extend(bare_row(doctype, PROVINCE, **values) for _ in range(number))
        frappe.db.commit()

    yield put
    frappe.db.rollback()
    for doctype, names in made.items():
        frappe.db.delete(doctype, {"name": ["in", names]})
    frappe.db.commit()


@pytest.mark.parametrize("doctype", LISTED)
def test_a_list(coordinator, browser, many, doctype):
    hers, counts, path = browser(coordinator), [], f"/api/resource/{doctype}"
    many(doctype, SIZES[0])
    for more in (0, SIZES[1] - SIZES[0]):
        many(doctype, more)
        counts.append(queries_of(lambda: hers.get(path, limit_page_length=1000, fields=["name", "unit"])))
    assert len(counts[0]) == len(counts[1]) <= LIST, "\n".join(counts[1])


@pytest.mark.parametrize("doctype", DETAILED)
def test_a_document(coordinator, browser, many, doctype):
    hers, counts = browser(coordinator), []
    many(doctype, SIZES[0])
    name = frappe.get_all(doctype, {"unit": PROVINCE}, pluck="name", limit=1)[0]
    for more in (0, SIZES[1] - SIZES[0]):
        many(doctype, more)
        counts.append(queries_of(lambda: hers.get(f"/api/resource/{doctype}/{name}")))
    assert len(counts[0]) == len(counts[1]) <= DETAIL, "\n".join(counts[1])


@pytest.fixture
def crowd(site):
    """`crowd(number)` is a group of so many women, committed; its women are taken out at the end."""
    women = []

    def make(number):
        frappe.set_user("Administrator")
        group = make_group(1)
        for idx in range(2, number + 1):
            women.append(bare_row("Beneficiary", PROVINCE, full_name=f"W {idx}", full_name_ar=f"و {idx}"))
            place = {
                "parent": group.name,
                "parenttype": "Training Group",
                "parentfield": "members",
                "idx": idx,
            }
            joined = {"beneficiary": women[-1], "joined_on": add_days(today(), -9)}
            bare_row("Training Group Member", None, **joined, **place)
        frappe.db.commit()
        return group

    yield make
    frappe.db.rollback()
    frappe.set_user("Administrator")
    for doctype, field in (("Training Group Member", "beneficiary"), ("Beneficiary", "name")):
        frappe.db.delete(doctype, {field: ["in", women]})
    for doctype in ("Session Attendance", "Attendance Event"):
        frappe.db.delete(doctype, {"beneficiary": ["in", women]})
    frappe.db.commit()


def test_rosters_and_marking(crowd, browser):
    """Groups of 10 and of 1,000 women; the larger one is marked in two requests, 500 events being a batch."""
    counts = []
    period = {"from_date": today(), "to_date": today()}
    path = "/api/method/women_incubation.training.api.my_sessions"
    for number in SIZES:
        group = crowd(number)
        session = make_session(group)
        frappe.db.commit()
        hers = browser(session.trainer)
        roster = queries_of(lambda hers=hers: hers.get(path, **period))
        events = [mark(session, woman) for woman in women_of(session)][:500]
        assert len(events) == min(number, 500)
        sync = "women_incubation.training.api.sync"
        assert hers.call(sync, events=events[:1], device="phone").status_code == 200  # warm
        with counted_queries() as queries:
            answer = hers.call(sync, events=events, device="phone")
        assert {a["outcome"] for a in answer.json["message"]["answers"]} == {"identical", "created"}
        counts.append((len(roster), len(queries)))
    assert counts[0] == counts[1], counts
    assert counts[0][0] <= ROSTER
