"""What a withdrawn consent stops: comparison, messages, sharing. What it leaves is its history."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import give_consent, make_beneficiary, make_convergence_rule
from tests.factories.targeting import make_referral
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, make_organisation
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.private_files import FileNotPrivate
from women_incubation.people import consent, convergence
from women_incubation.people.errors import (
    ConsentMissing,
    DatesOutOfOrder,
    LegalBasisUndated,
    ReferralRefused,
)
from women_incubation.people.services import withdraw_consent
from women_incubation.people.telling import tell_woman

PHONE = "+212612345678"


@pytest.fixture
def woman(db) -> str:
    """A woman with a phone, who agreed to everything."""
    name = make_beneficiary(phone=PHONE).name
    for purpose in (consent.CONVERGENCE, consent.MESSAGES, consent.SHARING):
        give_consent(name, purpose)
    return name


def words(language: str) -> tuple[str, str]:
    """Subject and body."""
    return "Subject", f"Body in {language}"


def notices(woman: str) -> list[str]:
    """States of the messages to her."""
    return frappe.get_all("Notice", {"reference_name": woman}, pluck="status")


def test_the_comparison_stops(woman):
    make_convergence_rule()
    assert convergence.check([woman], today()) == []
    withdraw_consent(woman, consent.CONVERGENCE)
    with pytest.raises(ConsentMissing):
        convergence.check([woman], today())


def test_messages_stop_and_those_that_wait_are_not_sent(woman):
    assert len(tell_woman(woman, words, "Test")) == 1
    withdraw_consent(woman, consent.MESSAGES)
    assert notices(woman) == ["Failed"]
    assert tell_woman(woman, words, "Test") == []


def test_messages_go_on_while_another_consent_stands(woman):
    give_consent(woman, consent.MESSAGES, given_on=add_days(today(), -9))
    tell_woman(woman, words, "Test")
    first = frappe.get_last_doc("Consent", {"beneficiary": woman, "purpose": consent.MESSAGES})
    first.withdrawn_on = today()
    first.save()
    assert notices(woman) == ["Queued"]


def test_in_her_own_inbox_she_is_told_without_consent(db):
    user = user_with("Woman").name
    woman = make_beneficiary(user=user, phone=PHONE, preferred_language="fr").name
    [name] = tell_woman(woman, words, "Test")
    notice = frappe.get_doc("Notice", name)
    assert (notice.channel, notice.body) == ("In-app", "Body in fr")


def test_sharing_stops_and_what_waits_is_over(woman):
    waiting, answered = make_referral(woman, agreed=False), make_referral(woman, agreed=False)
    answered.outcome = "Received"
    answered.save()
    withdraw_consent(woman, consent.SHARING)
    waiting.reload()
    answered.reload()
    assert (waiting.outcome, answered.outcome) == ("Consent Withdrawn", "Received")
    with pytest.raises(ConsentMissing):
        make_referral(woman, agreed=False)
    waiting.outcome = "Received"
    with pytest.raises(ReferralRefused):
        waiting.save()


def test_the_history_stays(woman):
    withdraw_consent(woman, consent.SHARING)
    give_consent(woman, consent.SHARING, given_on=today())
    rows = frappe.get_all("Consent", {"beneficiary": woman, "purpose": consent.SHARING}, ["withdrawn_on"])
    assert len(rows) == 2 and sum(1 for row in rows if row.withdrawn_on) == 1


def test_the_scan_of_the_paper_is_private(woman):
    with pytest.raises(FileNotPrivate):
        give_consent(woman, document="/files/consent.pdf")


# --------------------------------------------------------------------------------------- referrals
@pytest.mark.parametrize(
    "days",
    [
        {"referred_on": 1, "due_on": 2},
        {"due_on": -1},
        {"outcome_on": 1},
    ],
)
def test_days_of_a_referral(woman, days):
    dates = {field: add_days(today(), number) for field, number in days.items()}
    outcome = "Received" if "outcome_on" in days else "Waiting"
    with pytest.raises(DatesOutOfOrder):
        make_referral(woman, agreed=False, outcome=outcome, **dates)


def test_what_was_sent_is_not_rewritten_its_outcome_is_recorded(woman):
    referral = make_referral(woman, agreed=False)
    assert (referral.unit, referral.referred_by) == (PROVINCE, "Administrator")
    referral.reason = "Housing"
    with pytest.raises(ReferralRefused):
        referral.save()
    referral.reload()
    referral.outcome = "Not Reached"
    referral.save()
    actions = frappe.get_all("Audit Entry", {"reference_name": referral.name}, pluck="action")
    assert sorted(actions) == ["referral_not_reached", "referral_waiting"]


def test_a_coordinator_refers_women_of_her_territory(woman):
    service = make_organisation().name
    with acting_as(user_with("Coordinator", PROVINCE).name):
        make_referral(woman, agreed=False, organisation=service)
    with acting_as(user_with("Coordinator", OTHER_PROVINCE).name), pytest.raises(frappe.PermissionError):
        make_referral(woman, agreed=False, organisation=service)


# -------------------------------------------------------------------------------- convergence rules
def test_a_legal_basis_has_its_date_and_counts_from_it(db):
    woman = make_beneficiary().name
    with pytest.raises(LegalBasisUndated):
        make_convergence_rule(legal_basis="Decree")
    rule = make_convergence_rule(legal_basis="Decree", legal_basis_date=today())
    assert convergence.check([woman], today()) == []
    rule.legal_basis_date = add_days(today(), 1)
    rule.save()
    with pytest.raises(ConsentMissing):
        convergence.check([woman], today())


def test_proposals_of_the_catalogue_are_not_applied_until_confirmed(db):
    proposals = frappe.get_all("Convergence Rule", {"status": "Proposal"}, pluck="programme")
    assert {"INDH P2", "INDH P3", "JISR", "Micro-credit"} <= set(proposals)
    woman = make_beneficiary().name
    assert convergence.check([woman], today()) == []
    proposal = frappe.get_last_doc("Convergence Rule", {"programme": "JISR"})
    proposal.status = "In Force"
    proposal.save()
    with pytest.raises(ConsentMissing):
        convergence.check([woman], today())
