import frappe
import pytest

from tests.factories import unique
from tests.factories.funding import make_convention, make_line, reference
from women_incubation.audit.errors import AppendOnly
from women_incubation.funding import ledger
from women_incubation.funding.errors import (
    AlreadyMoved,
    LineExceeded,
    LineNotOpen,
    NoBalance,
    NotAnAmount,
    ProjectExceeded,
    TotalBelowCommitted,
)

HUNDRED_THOUSAND = 100_000_00


@pytest.fixture
def line(db):
    return make_line(100_000).name


@pytest.fixture
def project(line):
    """A project with 60,000 DH committed on the line."""
    name = unique("PRJ")
    move("commit", line, name, 60_000_00)
    return name


def move(verb, line, project, centimes, key=None):
    getattr(ledger, verb)(line, project, centimes, key or unique("key"), reference(project))


def figures(row):
    return [row[key] for key in ("committed_centimes", "approved_centimes", "paid_centimes")]


def test_a_line_opens_with_its_total_as_a_movement(line):
    assert ledger.line_balance(line).total_centimes == HUNDRED_THOUSAND
    movement = frappe.get_doc("Budget Movement", {"budget_line": line})
    assert (movement.kind, movement.total_delta_centimes) == ("Fund", HUNDRED_THOUSAND)


def test_money_goes_the_whole_way(line, project):
    for verb in ("approve", "pay"):
        move(verb, line, project, 25_000_00)
    assert figures(ledger.line_balance(line)) == [60_000_00, 25_000_00, 25_000_00]
    assert figures(ledger.project_balance(project, line)) == [60_000_00, 25_000_00, 25_000_00]
    assert frappe.db.count("Budget Movement", {"project": project}) == 3
    assert ledger.reconcile() == []


def test_committing_more_than_the_line_has_left_is_refused_and_writes_nothing(line, project):
    with pytest.raises(LineExceeded, match=r"40,000\.00"):
        move("commit", line, unique("PRJ"), 40_000_01)
    move("commit", line, unique("PRJ"), 40_000_00)
    assert ledger.line_balance(line).committed_centimes == HUNDRED_THOUSAND
    with pytest.raises(LineExceeded):
        move("commit", line, unique("PRJ"), 1)


@pytest.mark.parametrize(
    ("verb", "most"),
    [("approve", 60_000_00), ("release", 60_000_00), ("pay", 0), ("cancel_approval", 0), ("bounce", 0)],
)
def test_each_movement_has_its_ceiling(line, project, verb, most):
    with pytest.raises(ProjectExceeded):
        move(verb, line, project, most + 1)
    if most:
        move(verb, line, project, most)
    assert ledger.reconcile() == []


def test_paying_stays_under_what_is_approved_and_bouncing_under_what_is_paid(line, project):
    move("approve", line, project, 10_000_00)
    with pytest.raises(ProjectExceeded):
        move("pay", line, project, 10_000_01)
    move("pay", line, project, 10_000_00)
    with pytest.raises(ProjectExceeded):
        move("cancel_approval", line, project, 1)
    with pytest.raises(ProjectExceeded):
        move("release", line, project, 50_000_01)
    with pytest.raises(ProjectExceeded):
        move("bounce", line, project, 10_000_01)


def test_bounced_money_is_free_again(line, project):
    for verb in ("approve", "pay", "bounce"):
        move(verb, line, project, 60_000_00)
    assert figures(ledger.project_balance(project, line)) == [60_000_00, 0, 0]
    move("approve", line, project, 60_000_00)
    assert ledger.reconcile() == []


def test_release_rest_leaves_only_what_is_approved(line, project):
    move("approve", line, project, 20_000_00)
    assert ledger.release_rest(project, unique("end"), reference(project)) == 40_000_00
    assert figures(ledger.project_balance(project, line)) == [20_000_00, 20_000_00, 0]
    assert ledger.release_rest(project, unique("end"), reference(project)) == 0


def test_the_same_movement_is_never_made_twice(line, project):
    key = unique("key")
    move("approve", line, project, 10_000_00, key)
    with pytest.raises(AlreadyMoved):
        move("approve", line, project, 10_000_00, key)
    assert ledger.project_balance(project, line).approved_centimes == 10_000_00


@pytest.mark.parametrize("centimes", [0, -1, 1.0, "1", True, None])
def test_a_movement_is_a_whole_number_of_centimes_above_zero(line, project, centimes):
    with pytest.raises(NotAnAmount):
        move("approve", line, project, centimes)


def test_a_project_without_money_on_the_line_moves_nothing(line):
    with pytest.raises(NoBalance):
        move("approve", line, unique("PRJ"), 1)
    with pytest.raises(LineNotOpen):
        move("commit", "BL-nowhere", unique("PRJ"), 1)


def test_a_line_takes_commitments_only_while_it_is_open(line):
    frappe.get_doc("Budget Line", line).update({"status": "Closed"}).save()
    with pytest.raises(LineNotOpen, match="closed"):
        move("commit", line, unique("PRJ"), 1)


@pytest.mark.parametrize(
    "convention",
    [
        {"status": "Draft"},
        {"valid_from": "2019-01-01", "valid_to": "2020-01-01"},
    ],
)
def test_a_line_takes_commitments_only_under_a_signed_convention_in_force(db, convention):
    line = make_line(1000, make_convention(**convention))
    with pytest.raises(LineNotOpen, match=r"not signed|not today"):
        move("commit", line.name, unique("PRJ"), 1)


def test_a_total_moves_through_the_ledger_and_not_below_what_is_committed(line, project):
    doc = frappe.get_doc("Budget Line", line)
    doc.total = 60_000
    doc.flags.by_amendment = "AMD-1"
    doc.save()
    assert ledger.line_balance(line).total_centimes == 60_000_00
    doc.total = 59_999.99
    with pytest.raises(TotalBelowCommitted):
        doc.save()
    frappe.db.rollback()


def test_amounts_beyond_32_bits_are_held(db):
    line = make_line(50_000_000).name  # five thousand million centimes
    project = unique("PRJ")
    for verb in ("commit", "approve", "pay"):
        move(verb, line, project, 50_000_000_00)
    assert figures(ledger.line_balance(line)) == [50_000_000_00] * 3


@pytest.mark.parametrize("doctype", ["Budget Balance", "Project Balance", "Budget Movement"])
def test_nobody_writes_the_ledgers_rows_as_documents(line, project, doctype):
    doc = frappe.get_last_doc(doctype, {"budget_line": line})
    with pytest.raises(AppendOnly):
        doc.save(ignore_permissions=True)
    with pytest.raises(AppendOnly):
        frappe.delete_doc(doctype, doc.name, force=True, ignore_permissions=True)
    with pytest.raises(AppendOnly):
        frappe.copy_doc(doc).insert(ignore_permissions=True)
    with pytest.raises(AppendOnly):
        doc.discard()
    with pytest.raises(AppendOnly):
        frappe.rename_doc(doctype, doc.name, "other", force=True)


def test_a_body_that_asks_frappe_to_skip_the_checks_is_refused_too(line):
    doc = frappe.get_doc("Budget Balance", line)
    doc.update({"_action": "discard", "paid_centimes": 1})
    with pytest.raises(AppendOnly):
        doc.save()
    assert frappe.db.get_value("Budget Balance", line, "paid_centimes") == 0


def test_one_balance_for_a_project_on_a_line(line, project):
    second = frappe.get_doc({"doctype": "Project Balance", "project": project, "budget_line": line})
    with pytest.raises(frappe.UniqueValidationError):
        second.db_insert()
