"""Every function that a request may call, called without its arguments: refused in words, never an error."""

import importlib
from pathlib import Path

import frappe
import pytest

import women_incubation
from tests.helpers.browser import message_of
from women_incubation.audit.whole_calls import needed

CALL = "/api/method/"


@pytest.fixture
def admin(db, browser):
    return browser("Administrator")


def functions_that_need_something() -> list[str]:
    """The app's whitelisted functions with an argument without a default."""
    root = Path(women_incubation.__path__[0])
    for path in root.rglob("*.py"):
        if "@frappe.whitelist" in path.read_text():
            parts = path.relative_to(root).with_suffix("").parts
            importlib.import_module(".".join(("women_incubation", *parts)))
    ours = [one for one in frappe.whitelisted if one.__module__.startswith("women_incubation.")]
    return sorted(f"{one.__module__}.{one.__name__}" for one in ours if needed(one))


def test_no_function_answers_a_bare_call_with_an_error(admin):
    names = functions_that_need_something()
    answers = {name: (admin.get(CALL + name), admin.post(CALL + name)) for name in names}
    assert len(names) > 10
    assert {name for name, sent in answers.items() if max(one.status_code for one in sent) >= 500} == set()


PAPER = "women_incubation.papers.api.paper"


@pytest.mark.parametrize("door", [(CALL + PAPER, {}), (f"/api/v2/method/{PAPER}", {}), ("/", {"cmd": PAPER})])
def test_what_is_lacking_is_named_at_each_door(admin, door):
    path, query = door
    answer = admin.get(path, **query)
    assert (answer.status_code, "kind, name" in answer.text) == (417, True)


def test_a_whole_call_and_an_unknown_function_are_frappes_matter(admin):
    assert "No such paper" in message_of(admin.get(CALL + PAPER, kind="x", name="y"))
    assert admin.get(CALL + "women_incubation.papers.api.nothing").status_code in (403, 404, 417)
