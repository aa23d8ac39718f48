"""What was signed changes by a signed amendment only, and what was before stays written."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories import unique
from tests.factories.disbursement import make_paper
from tests.factories.funding import make_convention, make_funder, make_line, reference
from women_incubation.funding import conventions, ledger
from women_incubation.funding.errors import (
    AmendmentRefused,
    ConventionRefused,
    LineRefused,
    NeverDeleted,
    TotalBelowCommitted,
)


@pytest.fixture
def convention(db):
    return make_convention(amount=1000)


def draft(convention, **values):
    content = {"doctype": "Convention Amendment", "convention": convention.name, "subject": "More women"}
    return frappe.get_doc(content | {"reason": "The region asks for it"} | values).insert()


def sign(amendment):
    amendment.update({"status": "Signed", "signed_on": today(), "signed_document": make_paper()})
    return amendment.save()


def more(convention, amount):
    return {"organisation": convention.parties[0].organisation, "role": "Funder", "new_amount": amount}


@pytest.mark.parametrize(
    "change", [{"valid_to": "2099-01-01"}, {"title_fr": "Autre"}, {"signed_on": "2020-01-01"}]
)
def test_what_was_signed_is_not_edited(convention, change):
    with pytest.raises(ConventionRefused, match="amendment"):
        convention.update(change).save()


def test_a_signed_partys_commitment_is_not_edited_by_anybody(convention):
    frappe.set_user("Administrator")
    convention.parties[0].amount = 2000
    with pytest.raises(ConventionRefused, match="amendment"):
        convention.save()


def test_a_lines_total_is_not_edited_once_signed(convention):
    line = make_line(600, convention)
    with pytest.raises(LineRefused, match="amendment"):
        line.update({"total": 700}).save()


def test_a_signed_amendment_changes_commitment_lines_and_end_and_keeps_what_was(convention):
    line, newcomer = make_line(1000, convention), make_funder()
    added = {"organisation": newcomer.name, "role": "Funder", "new_amount": 500, "commitment": "Joins"}
    amendment = draft(
        convention,
        new_valid_to=add_days(today(), 700),
        parties=[more(convention, 1500), added],
        lines=[{"budget_line": line.name, "new_total": 1500}],
    )
    assert frappe.db.get_value("Budget Line", line.name, "total") == 1000  # a draft changes nothing
    sign(amendment)
    after = frappe.get_doc("Convention", convention.name)
    assert after.valid_to == getdate(add_days(today(), 700))
    assert [party.amount for party in after.parties] == [1500, 500]
    assert ledger.line_balance(line.name).total_centimes == 1500_00
    kept = frappe.get_doc("Convention Amendment", amendment.name)
    assert (kept.number, kept.parties[0].old_amount, kept.parties[1].old_amount) == (1, 1000, 0)
    assert (kept.lines[0].old_total, kept.old_valid_to) == (1000, getdate(convention.valid_to))
    assert draft(convention, new_valid_to=today()).number == 2
    assert ledger.reconcile() == []


def test_money_moves_from_one_line_to_another_in_one_amendment(convention):
    full, other = make_line(700, convention), make_line(300, convention)
    rows = [{"budget_line": full.name, "new_total": 400}, {"budget_line": other.name, "new_total": 600}]
    sign(draft(convention, lines=rows))
    assert [ledger.line_balance(line.name).total_centimes for line in (full, other)] == [400_00, 600_00]


def test_an_amendment_never_takes_what_is_committed(convention):
    line, project = make_line(1000, convention), unique("PRJ")
    ledger.commit(line.name, project, 800_00, unique("key"), reference(project))
    amendment = draft(convention, lines=[{"budget_line": line.name, "new_total": 799.99}])
    with pytest.raises(TotalBelowCommitted):
        sign(amendment)
    frappe.db.rollback()


def test_an_amendment_stays_within_what_the_funder_commits(convention):
    line = make_line(1000, convention)
    with pytest.raises(LineRefused, match="already on other lines"):
        sign(draft(convention, lines=[{"budget_line": line.name, "new_total": 1001}]))


def test_an_amendment_is_complete_and_about_its_own_convention(convention):
    stranger = make_line(10)
    with pytest.raises(AmendmentRefused, match="changes nothing"):
        draft(convention)
    with pytest.raises(AmendmentRefused, match="another convention"):
        draft(convention, lines=[{"budget_line": stranger.name, "new_total": 5}])
    with pytest.raises(AmendmentRefused, match="twice"):
        draft(convention, parties=[more(convention, 1), more(convention, 2)])
    with pytest.raises(AmendmentRefused, match="starts as a draft"):
        draft(convention, status="Signed", new_valid_to=today())
    unsigned = draft(convention, new_valid_to=today())
    with pytest.raises(AmendmentRefused, match="day"):
        unsigned.update({"status": "Signed"}).save()
    unsigned.reload()
    with pytest.raises(AmendmentRefused, match="Attach"):
        unsigned.update({"status": "Signed", "signed_on": today()}).save()


def test_a_signed_amendment_stays_and_a_draft_may_go(convention):
    signed = sign(draft(convention, new_valid_to=add_days(today(), 700)))
    with pytest.raises(AmendmentRefused, match="stays as it is"):
        signed.update({"subject": "Other"}).save()
    with pytest.raises(NeverDeleted):
        frappe.delete_doc("Convention Amendment", signed.name)
    frappe.delete_doc("Convention Amendment", draft(convention, new_valid_to=today()).name)


def test_only_a_convention_in_force_is_amended(db):
    unsigned = make_convention(status="Draft")
    with pytest.raises(AmendmentRefused, match="has not ended"):
        sign(draft(unsigned, new_valid_to=add_days(today(), 700)))


# ------------------------------------------------------------------ the life of a convention


def test_a_signed_convention_runs_from_its_first_day_on(convention):
    later = make_convention(valid_from=add_days(today(), 1))
    with pytest.raises(ConventionRefused, match="not before"):
        later.update({"status": "Running"}).save()
    conventions.start_due()
    assert frappe.db.get_value("Convention", convention.name, "status") == "Running"
    assert frappe.db.get_value("Convention", later.name, "status") == "Signed"
    ledger.commit(
        make_line(10, convention).name, unique("PRJ"), 1, unique("key"), reference()
    )  # a running one takes commitments


def test_a_convention_is_closed_when_all_is_paid_or_given_back(convention):
    line, project = make_line(1000, convention), unique("PRJ")
    ledger.commit(line.name, project, 800_00, unique("key"), reference(project))
    with pytest.raises(ConventionRefused, match="not paid"):
        convention.update({"status": "Closed"}).save()
    ledger.release(line.name, project, 800_00, unique("key"), reference(project))
    convention.reload()
    convention.update({"status": "Closed"}).save()


def test_a_convention_is_terminated_with_a_reason_and_takes_no_more_commitments(convention):
    line = make_line(1000, convention)
    with pytest.raises(ConventionRefused, match="why"):
        convention.update({"status": "Terminated"}).save()
    convention.reload()
    convention.update({"status": "Terminated", "end_reason": "The funder left"}).save()
    with pytest.raises(ledger.LineNotOpen):
        ledger.commit(line.name, unique("PRJ"), 1, unique("key"), reference())
    with pytest.raises(ConventionRefused):
        convention.update({"status": "Running"}).save()


@pytest.mark.parametrize("status", ["Running", "Closed", "Terminated"])
def test_a_new_convention_starts_before_its_life(db, status):
    with pytest.raises(ConventionRefused, match="cannot become"):
        make_convention(status=status, end_reason="x")
