"""Random legal and illegal moves over several projects, lines and people; after each, all that must hold.

balances = movements; paid <= approved <= committed <= line; no state without its evidence; no person in two
duties of one payment; nothing that was requested has changed.
"""

import json
from collections import Counter

import frappe
import pytest
from frappe.utils import today
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories import unique
from tests.factories.disbursement import RIB, make_paper, make_running_project, make_team
from tests.factories.funding import make_line, make_rule
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.disbursement import bank_results, batches
from women_incubation.disbursement.separation import BASE_DUTIES, duty_of
from women_incubation.disbursement.signed_content import digest_of
from women_incubation.disbursement.tranches import PAID
from women_incubation.funding import ledger
from women_incubation.funding.money import to_centimes

PAYMENT, ORDER = "Funding Disbursement", "Recovery Order"
ROLES = ["Coach", "Coordinator", "Controller", "Funder", "Second Approver", "Payment Officer"]
STATES = ["Requested", "Verified", "Approved", "Second Approval", "Paid", "Received"]
STATES += ["Returned", "Rejected", "Bounced", "Draft"]
FROZEN = {
    "amount": 1,
    "rib": "007780000012345678901249",
    "payee_name": "Another",
    "purpose": "x",
    "evidence": [],
}
REFUSALS = (frappe.ValidationError, frappe.PermissionError)
# What a state stands on: the steps that somebody took for it.
EVIDENCE = {
    "Requested": {"Request"},
    "Verified": {"Request", "Verify"},
    "Approved": {"Request", "Verify", "Approve"},
    "Second Approval": {"Request", "Verify", "Approve", "Second Approval"},
    "Paid": {"Request", "Verify", "Approve", "Pay"},
    "Received": {"Request", "Verify", "Approve", "Pay", "Receive"},
    "Bounced": {"Request", "Verify", "Approve", "Pay", "Bounce"},
}
PEOPLE: list[str] = []


@pytest.fixture(scope="module")
def people(site):
    """Two of each role, one person who has all of them, and Administrator who has them too."""
    frappe.set_user("Administrator")
    teams = [list(vars(make_team()).values()) for _ in range(2)]
    everything = user_with([*ROLES, "System Manager", "Programme Officer"], PROVINCE).name
    frappe.get_doc("User", "Administrator").add_roles(*[f"Incubation {role}" for role in ROLES])
    frappe.db.commit()
    PEOPLE[:] = [*teams[0], *teams[1], everything, everything, "Administrator"]
    yield PEOPLE
    frappe.db.rollback()
    frappe.get_doc("User", "Administrator").remove_roles(*[f"Incubation {role}" for role in ROLES])
    frappe.db.commit()


class Moves(RuleBasedStateMachine):
    """Everything happens in one transaction, which is rolled back at the end of the run."""

    payments = Bundle("payments")
    person = st.integers(0, 14)

    @initialize()
    def make_projects(self):
        frappe.db.rollback()
        frappe.set_user("Administrator")
        self.lines = [make_line(150_000), make_line(60_000)]
        rule_ = make_rule(second_approval_above=15_000)
        self.projects = [
            make_running_project([30_000, 10_000], line=self.lines[0], rule=rule_),
            make_running_project([20_000, 20_000], line=self.lines[0], committed=30_000, rule=rule_),
            make_running_project([50_000], line=self.lines[1], rule=rule_),
        ]
        self.signed, self.batches, self.told = {}, [], Counter()

    def attempt(self, who, work):
        """Do it as this person; a refusal undoes it. Whether it was done."""
        frappe.db.savepoint("attempt")
        frappe.clear_messages()
        try:
            with acting_as(PEOPLE[who % len(PEOPLE)]):
                work()
        except REFUSALS:
            frappe.db.rollback(save_point="attempt")
            return False
        return True

    @rule(
        target=payments,
        who=person,
        project=st.integers(0, 2),
        tranche=st.integers(1, 3),
        amount=st.sampled_from([1, 4_000, 10_000, 20_000, 30_000.01]),
    )
    def prepare(self, who, project, tranche, amount):
        made = []

        def work():
            row = self.projects[project]
            values = {"project": row.name, "budget_line": row.tranches[0].budget_line, "amount": amount}
            values |= {"tranche_number": tranche, "payee_name": "Zineb", "rib": RIB, "purpose": "Machine"}
            values["evidence"] = [{"label": "Quote", "file": make_paper()}]
            made.append(frappe.get_doc({"doctype": PAYMENT, **values}).insert().name)

        self.attempt(who, work)
        return made[0] if made else None

    @rule(payment=payments, who=person, state=st.sampled_from(STATES))
    def move(self, payment, who, state):
        self.take(payment, who, state)

    @rule(payment=payments, team=st.integers(0, 1), steps=st.integers(1, 6))
    def go_forward(self, payment, team, steps):
        """The usual way, by the usual people, some steps of it."""
        duties = ["coach", "controller", "funder", "second_approver", "payment_officer", "coordinator"]
        for duty, state in list(zip(duties, STATES, strict=False))[:steps]:
            names = ["coach", "coordinator", "controller", "funder", "second_approver", "payment_officer"]
            self.take(payment, team * 6 + names.index(duty), state)

    def take(self, payment, who, state):
        def work():
            doc = frappe.get_doc(PAYMENT, payment)
            doc.workflow_state = state
            if state == "Paid":
                doc.update({"bank_reference": "VIR", "paid_on": today()})
            if state == "Received":
                doc.receipt_document = make_paper()
            if state in ("Returned", "Rejected", "Bounced"):
                doc.step_reason = "Because"
            doc.save()

        if payment and self.attempt(who, work) and state == "Requested":
            self.signed[payment] = digest_of(frappe.get_doc(PAYMENT, payment))

    @rule(payment=payments, who=person, field=st.sampled_from(sorted(FROZEN)))
    def tamper(self, payment, who, field):
        """Change a field that is frozen once the payment is on its way."""

        def work():
            frappe.get_doc(PAYMENT, payment).update({field: FROZEN[field]}).save()

        if payment and self.attempt(who, work):
            assert frappe.db.get_value(PAYMENT, payment, "workflow_state") in ("Draft", "Returned")

    @rule(payment=payments, who=person, amount=st.sampled_from([1, 5_000, 20_000]), decider=person)
    def justify(self, payment, who, amount, decider):
        made = []

        def work():
            values = {"disbursement": payment, "amount": amount, "spent_on": today(), "label": "Machine"}
            doc = frappe.get_doc({"doctype": "Expense Justification", **values, "paper": make_paper()})
            made.append(doc.insert())

        if payment and self.attempt(who, work):
            self.attempt(decider, lambda: made[0].reload().update({"status": "Accepted"}).save())

    @rule(
        project=st.integers(0, 2),
        people_=st.lists(person, min_size=3, max_size=3),
        amount=st.integers(1, 9_000),
    )
    def recover(self, project, people_, amount):
        row, made = self.projects[project], []

        def work():
            values = {"project": row.name, "budget_line": row.tranches[0].budget_line, "amount": amount}
            made.append(frappe.get_doc({"doctype": ORDER, **values, "reason": "Not spent"}).insert())

        if self.attempt(people_[0], work):
            self.attempt(people_[1], lambda: made[0].reload().update({"status": "Ordered"}).save())
            came = {"status": "Recovered", "bank_reference": "VIR", "received_on": today()}
            if self.attempt(people_[2], lambda: made[0].reload().update(came).save()):
                self.told[row.name] += to_centimes(amount)

    @rule(payment=payments, other=payments, who=person)
    def batch(self, payment, other, who):
        names = sorted({name for name in (payment, other) if name})
        made = []

        def work():
            made.append(batches.make_batch(PROVINCE, names, "Trésorerie", RIB).name)

        if self.attempt(who, work):
            self.batches.append(made[0])

    @rule(
        who=person, which=st.integers(0, 5), status=st.sampled_from(["PAID", "BOUNCED"]), wrong=st.booleans()
    )
    def bank_answers(self, who, which, status, wrong):
        if not self.batches:
            return
        batch = frappe.get_doc("Payment Batch", self.batches[which % len(self.batches)])
        amounts = [to_centimes(row.amount) / 100 for row in batch.rows]
        rows = [
            f"{row.disbursement};{status};V-{row.disbursement};{today()};{amount:.2f};because"
            for row, amount in zip(batch.rows, amounts, strict=True)
        ]
        total = f"TOTAL;{len(rows)};;;{sum(amounts) + wrong:.2f};"
        content = "\n".join(["payment;status;reference;paid_on;amount;reason", *rows, total])
        done = self.attempt(who, lambda: bank_results.import_result(batch.name, content))
        assert not (done and wrong)

    @rule(who=person, which=st.integers(0, 5))
    def cancel_batch(self, who, which):
        if self.batches:
            name = self.batches[which % len(self.batches)]
            self.attempt(who, lambda: batches.cancel_batch(name, "Not wanted"))

    @rule(amount=st.sampled_from([1, 50_000_00, 110_000_00]), line=st.integers(0, 1))
    def commit_elsewhere(self, amount, line):
        other = frappe._dict(doctype="Project Proposal", name=unique("PRJ"))
        name = self.lines[line].name
        self.attempt(14, lambda: ledger.commit(name, other.name, amount, unique("key"), other, PROVINCE))

    # -------------------------------------------------------------- what holds after every move

    @invariant()
    def the_ledger_adds_up(self):
        if hasattr(self, "lines"):
            assert ledger.reconcile() == []

    @invariant()
    def the_ledger_says_what_the_payments_say(self):
        for project in getattr(self, "projects", []):
            rows = frappe.get_all(PAYMENT, {"project": project.name}, ["workflow_state", "amount"])
            held = ledger.project_balance(project.name, project.tranches[0].budget_line)
            paid = sum(to_centimes(row.amount) for row in rows if row.workflow_state in PAID)
            waiting = ("Approved", "Second Approval")
            approved = sum(to_centimes(row.amount) for row in rows if row.workflow_state in waiting)
            back = self.told[project.name]
            assert (held.paid_centimes, held.approved_centimes) == (paid - back, paid + approved - back)

    @invariant()
    def every_payment_has_its_evidence_and_its_persons(self):
        for project in getattr(self, "projects", []):
            for name in frappe.get_all(PAYMENT, {"project": project.name}, pluck="name"):
                self.check(frappe.get_doc(PAYMENT, name))

    def check(self, doc):
        steps = {row.step for row in doc.steps}
        assert EVIDENCE.get(doc.workflow_state, set()) <= steps
        if doc.workflow_state in ("Paid", "Received", "Bounced"):
            assert doc.bank_reference and doc.paid_on
            assert not doc.needs_second_approval or "Second Approval" in steps
        if doc.workflow_state == "Received":
            assert doc.receipt_document
        duties = {(row.actor, duty_of(row.step)) for row in doc.steps if duty_of(row.step) in BASE_DUTIES}
        assert max(Counter(actor for actor, _duty in duties).values(), default=1) == 1, json.dumps(
            sorted(duties)
        )
        if doc.workflow_state not in ("Draft", "Returned", "Rejected"):
            assert digest_of(doc) == self.signed[doc.name]
            assert doc.evidence

    def teardown(self):
        frappe.db.rollback()
        frappe.set_user("Administrator")


def test_random_moves_leave_everything_true(db, people):
    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
