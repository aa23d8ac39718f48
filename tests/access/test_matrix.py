"""Role x document x door: each person sees the rows of their territory, through every door the same number.

A document that is not in DOCUMENTS fails the test: say what kind of rows it has when you add it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import frappe
import pytest

from tests.factories.people import make_woman_with_account
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, SISTER_PROVINCE, make_commune
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.documents import DOCUMENTS, FROM_BELOW, OPEN, ROW, SCOPED, SETTINGS
from tests.helpers.doors import DOORS, REST_DOORS
from tests.helpers.doors_behind import DOORS_BEHIND, SEARCHED, hang_on, paper_of
from tests.helpers.own_rows import OWN_ROWS

# Of rows that nobody works on, these people see none: a trainer sees what she trains, a coach whom
# she coaches, an evaluator is blind, and an assessment is its author's.
NARROWED = {
    ("Incubation Trainer", "Beneficiary"),
    ("Incubation Trainer", "Training Group"),
    ("Incubation Trainer", "Training Session"),
    ("Incubation Trainer", "Session Attendance"),
    ("Incubation Trainer", "Attendance Event"),
    ("Incubation Trainer", "Trainer Unavailability"),
    ("Incubation Trainer", "Sheet Entry"),
    ("Incubation Trainer", "Module Result"),
    ("Incubation Trainer", "Certificate"),
    ("Incubation Evaluator", "Proposal Evaluation"),
    ("Incubation Evaluator", "Beneficiary"),
    ("Incubation Evaluator", "Project Proposal"),
    ("Incubation Coach", "Beneficiary"),
    ("Incubation Coach", "Consent"),
    ("Incubation Coach", "External Support"),
    ("Incubation Coordinator", "Situation Assessment"),
}

ROLES = [
    role["name"] for role in json.loads((Path(__file__).parents[2] / "fixtures/1_role.json").read_text())
]
WOMAN = "Incubation Woman"
CLOSED = "closed"
PRINTED_WITH = {"Break Glass Access": {"reference_doctype": "Beneficiary"}}  # what its print view looks up
BY_ROW = {"form_read", "printing", "rest_v1_read", "rest_v2_read", *DOORS_BEHIND}
RIGHTS = {"export": "export", "export_xlsx": "export", "printing": "print", "paper": "print"}


class Rows(NamedTuple):
    """Names of a document's rows in this test, by where they lie."""

    inside: list[str]
    above: list[str]
    outside: list[str]
    own: list[str]

    def all(self) -> list[str]:
        return [*self.inside, *self.above, *self.outside, *self.own]

    def few(self) -> "Rows":
        """One of each place, and one of the sister province: for doors that open row by row."""
        return Rows(self.inside[:1], self.above[:1], self.outside[:2], self.own[:1])


class World(NamedTuple):
    """Users, one a role, all of PROVINCE; and rows of every document in several places."""

    users: dict[str, str]
    rows: dict[str, Rows]


def readable_documents() -> list[str]:
    """The documents that are read by themselves."""
    return [name for name, kind in DOCUMENTS.items() if kind not in (ROW, SETTINGS)]


@pytest.fixture(scope="module")
def world(site: str) -> Iterator[World]:
    """Committed, so that REST sees it; deleted afterwards."""
    frappe.db.rollback()
    frappe.set_user("Administrator")
    users = {role: user_with(role, PROVINCE).name for role in ROLES if role != WOMAN}
    woman = make_woman_with_account()
    users[WOMAN] = woman.user
    commune = make_commune()
    made = {name: place_rows(name, commune.name, woman) for name in readable_documents()}
    behind = [row for name, rows in made.items() for row in hang_on(name, rows.few().all())]
    behind += [("Global Search DocType", searched(name)) for name in readable_documents()]
    frappe.db.commit()
    frappe.cache.delete_key("global_search")
    yield World(users, made)
    frappe.db.rollback()
    take_away([(name, row) for name, rows in made.items() for row in rows.all()] + behind)


def searched(doctype: str) -> str:
    """The search over all documents looks for this one too."""
    return bare_row("Global Search DocType", document_type=doctype, parentfield="allowed", **SEARCHED)


def take_away(rows: list[tuple[str, str]]) -> None:
    """Delete what the world was made of."""
    for doctype, name in rows:
        if doctype != "Territorial Unit":
            frappe.db.delete(doctype, {"name": name})
    frappe.db.multisql({"mariadb": "delete from __global_search where content like 'matrix%%'"}, ())
    frappe.db.commit()
    frappe.cache.delete_key("global_search")


def place_rows(doctype: str, commune: str, woman: frappe.model.document.Document) -> Rows:
    """Rows of the document inside, above and outside PROVINCE, and the woman's own."""
    if doctype == "Territorial Unit":
        return Rows([PROVINCE, commune], [REGION, "MA"], [OTHER_PROVINCE, SISTER_PROVINCE], [])
    own = OWN_ROWS[doctype](woman) if doctype in OWN_ROWS else []
    values = PRINTED_WITH.get(doctype, {})
    return Rows(
        inside=[bare_row(doctype, unit, **values) for unit in (PROVINCE, commune)],
        above=[bare_row(doctype, unit, **values) for unit in (REGION, "MA")],
        outside=[bare_row(doctype, unit, **values) for unit in (SISTER_PROVINCE, OTHER_PROVINCE, None)],
        own=own,
    )


def expected(role: str, doctype: str, rows: Rows) -> int | str:
    """How many of the rows the role's user sees; CLOSED when the role does not read the document."""
    if role not in readers(doctype):
        return CLOSED
    if DOCUMENTS[doctype] == OPEN:
        return len(rows.all())
    if role == WOMAN:
        return len(rows.own)
    if (role, doctype) in NARROWED:
        return 0
    above = rows.above if DOCUMENTS[doctype] == FROM_BELOW else []
    return len(rows.inside) + len(above) + len(rows.own)


def readers(doctype: str, right: str = "read") -> set[str]:
    """The roles that have a right on a document, as its JSON says."""
    return {row.role for row in frappe.get_meta(doctype).permissions if row.get(right) and not row.permlevel}


def seen(door: object, *arguments: object) -> int | str:
    """What a door shows; CLOSED when it refuses."""
    try:
        return door(*arguments)
    except frappe.PermissionError:
        return CLOSED
    finally:
        frappe.clear_messages()


def test_every_document_of_the_app_is_in_the_matrix(site):
    ours = frappe.get_all(
        "DocType", {"module": ["in", frappe.get_module_list("women_incubation")]}, pluck="name"
    )
    assert set(ours) == set(DOCUMENTS)


def test_scoped_documents_are_those_of_the_hooks(site):
    from women_incubation.territory.access import is_scoped

    scoped = {name for name, kind in DOCUMENTS.items() if kind in (SCOPED, FROM_BELOW)}
    assert {name for name in DOCUMENTS if is_scoped(name)} == scoped
    assert all(frappe.get_meta(name).has_field("unit") for name in scoped)
    assert set(frappe.get_hooks("has_permission")) >= scoped
    from_below = {name for name, kind in DOCUMENTS.items() if kind == FROM_BELOW}
    assert set(frappe.get_hooks("incubation_seen_from_below")) == from_below
    assert set(frappe.get_hooks("incubation_own_rows")) == set(OWN_ROWS)


@pytest.fixture
def any_paper(monkeypatch, site) -> Iterator[None]:
    """A paper is printed of each document; what was printed is undone."""
    monkeypatch.setattr("women_incubation.papers.api.kind_of", paper_of)
    yield
    frappe.db.rollback()


@pytest.mark.parametrize("doctype", readable_documents())
def test_every_door_shows_each_role_the_same_rows(world, any_paper, doctype):
    doors, wrong = DOORS | {name: door for name, door in DOORS_BEHIND.items() if leads_to(name, doctype)}, []
    for role, user in world.users.items():
        with acting_as(user):
            for name, door in doors.items():
                rows = asked(name, world.rows[doctype], role, doctype)
                got, should = seen(door, doctype, rows.all()), expected(role, doctype, rows)
                if not agrees(got, should, role, doctype, name):
                    wrong.append(f"{role}, {name}: sees {got}, should see {should}")
    assert not wrong, "\n".join([doctype, *wrong])


def asked(door: str, rows: Rows, role: str, doctype: str) -> Rows:
    """The rows that a door is asked for: of those that open row by row it takes few to be known.

    Who does not read the document at all is refused before the row is looked at.
    """
    if door not in BY_ROW:
        return rows
    few = rows.few()
    return few if role in readers(doctype) else Rows(few.inside, [], [], few.own)


def leads_to(door: str, doctype: str) -> bool:
    """Whether the door has anything of this document to show."""
    scoped = DOCUMENTS[doctype] in (SCOPED, FROM_BELOW)
    if door == "versions":
        return bool(frappe.get_meta(doctype).track_changes)
    if door == "link_titles":  # titles of open documents are shown to everybody
        return scoped and bool(frappe.get_meta(doctype).show_title_field_in_link)
    return scoped or door != "file_list"


def agrees(got: int | str, should: int | str, role: str, doctype: str, door: str) -> bool:
    """Whether a door did right; export and print may be closed to a role that reads.

    Frappe lists to a website user no files but those she sent herself.
    """
    if (role, door) == (WOMAN, "file_list"):
        return got in (CLOSED, 0)
    if door in RIGHTS and role not in readers(doctype, RIGHTS[door]):
        return got in (CLOSED, 0)
    return got == should or (should == CLOSED and got == 0)


@pytest.mark.parametrize("doctype", readable_documents())
def test_rest_shows_each_role_the_same_rows(world, browser, doctype):
    wrong = []
    for role, user in world.users.items():
        person = browser(user)
        for name, door in REST_DOORS.items():
            rows = asked(name, world.rows[doctype], role, doctype)
            got, should = seen(door, person, doctype, rows.all()), expected(role, doctype, rows)
            if got != should and not (should == CLOSED and got == 0):
                wrong.append(f"{role}, {name}: sees {got}, should see {should}")
    assert not wrong, "\n".join([doctype, *wrong])


@pytest.mark.parametrize("doctype", readable_documents())
def test_a_guest_sees_nothing_and_the_system_manager_everything(world, doctype):
    rows = world.rows[doctype].all()
    with acting_as("Guest"):
        assert {name: seen(door, doctype, rows) for name, door in DOORS.items()} == dict.fromkeys(
            DOORS, CLOSED
        ) or all(seen(door, doctype, rows) in (CLOSED, 0) for door in DOORS.values())
    with acting_as("Administrator"):
        assert {name: door(doctype, rows) for name, door in DOORS.items()} == dict.fromkeys(DOORS, len(rows))
