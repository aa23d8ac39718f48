"""Test results, certificates, and paths that ask for tests."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import today

from tests.factories.territory import PROVINCE
from tests.factories.training import hold_session, make_group, make_module, make_path
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.training.certificates import issue_for_group


def make_result(group: Document, beneficiary: str, **overrides: Any) -> Document:
    """A post-test of the first module of the group's path, 15 of 20, today."""
    values = {"training_group": group.name, "beneficiary": beneficiary, "kind": "Post-test"}
    values |= {"score": 15, "max_score": 20, "graded_on": today()}
    if "module" not in overrides:
        values["module"] = frappe.get_cached_doc("Training Path", group.path).modules[0].module
    return frappe.get_doc({"doctype": "Module Result", **values, **overrides}).insert()


def make_tested_path(test_threshold: float = 60, modules: int = 1, **overrides: Any) -> Document:
    """A path whose mandatory modules all end with a test."""
    rows = [{"module": make_module().name, "mandatory": 1, "tested": 1} for _ in range(modules)]
    return make_path(rows, test_threshold=test_threshold, **overrides)


def completed_group(members: int = 1, **overrides: Any) -> Document:
    """A group whose women attended all that was held: the gate is open to each."""
    group = make_group(members, **overrides)
    hold_session(group)
    return group


def make_coordinator(unit: str = PROVINCE) -> str:
    """The user name of a coordinator of the unit."""
    return user_with("Coordinator", unit).name


def make_certificate(group: Document | None = None) -> Document:
    """The certificate of the first woman of a group that completed its path."""
    group = group or completed_group()
    with acting_as(make_coordinator()):
        issue = issue_for_group(group.name, [group.members[0].beneficiary])[0]
    assert issue.certificate, issue
    return frappe.get_doc("Certificate", issue.certificate)
