"""The stage of a woman: the furthest that her records bring her."""

import frappe
import pytest

from tests.factories.people import make_beneficiary
from women_incubation.people import stage

FROM_SOURCE: dict[str, str | None] = {}


def source(beneficiary: str) -> str | None:
    """What another domain would say."""
    return FROM_SOURCE.get(beneficiary)


@pytest.fixture
def woman(db, monkeypatch):
    """A registered woman, and a source of our own beside those of the app."""
    real = frappe.get_hooks

    def hooks(hook=None, *arguments, **options):
        paths = real(hook, *arguments, **options)
        return [*paths, "source"] if hook == "incubation_stage_sources" else paths

    attribute = frappe.get_attr
    monkeypatch.setattr(frappe, "get_hooks", hooks)
    monkeypatch.setattr(frappe, "get_attr", lambda path: source if path == "source" else attribute(path))
    yield make_beneficiary()
    FROM_SOURCE.clear()


def stored(woman) -> str:
    return frappe.db.get_value("Beneficiary", woman.name, "stage")


def test_every_stage_is_one_of_the_document(site):
    options = frappe.get_meta("Beneficiary").get_field("stage").options.split("\n")
    assert sorted(options) == sorted([*stage.STAGES, stage.LEFT])


def test_a_new_woman_is_registered(woman):
    assert stored(woman) == "Registered"


@pytest.mark.parametrize("status", ["Selected", "Waiting List", "Not Selected"])
def test_the_selection_is_a_stage(woman, status):
    woman.selection_status, woman.selection_reason = status, "By rank"
    woman.save()
    assert stored(woman) == status


@pytest.mark.parametrize(
    ("status", "said", "derived"),
    [
        ("Registered", None, "Registered"),
        ("Selected", "In Training", "In Training"),
        ("Not Selected", "Trained", "Trained"),
        ("Selected", "Economically Integrated", "Economically Integrated"),
        ("Selected", "Left", "Left"),
    ],
)
def test_the_furthest_wins(woman, status, said, derived):
    frappe.db.set_value("Beneficiary", woman.name, "selection_status", status)
    FROM_SOURCE[woman.name] = said
    stage.update_stage(woman.name)
    assert stored(woman) == derived


def test_a_stage_goes_back_when_its_reason_is_gone(woman):
    FROM_SOURCE[woman.name] = "Project Submitted"
    stage.update_stage(woman.name)
    FROM_SOURCE.clear()
    stage.update_stages([woman.name])
    assert stored(woman) == "Registered"


def test_updating_leaves_the_file_as_edited_when_it_was(woman):
    modified = frappe.db.get_value("Beneficiary", woman.name, "modified")
    FROM_SOURCE[woman.name] = "Trained"
    stage.update_stage(woman.name)
    assert frappe.db.get_value("Beneficiary", woman.name, "modified") == modified
    woman.locality = "saved from a form that still shows the old stage"
    woman.save()
    assert stored(woman) == "Trained"


def test_nobody_and_unknown_women_are_no_error(db):
    stage.update_stages([])
    stage.update_stage("no-such-woman")
