"""The main job, from registration to verified integration, each step sent as its own person's request."""

from uuid import uuid4

import frappe
import pytest
from frappe.utils import add_days, add_months, today

from tests.e2e.people_of_the_job import Person, gather, new_key
from tests.factories import serial, unique
from tests.factories.disbursement import RIB
from tests.factories.funding import make_line
from tests.factories.incubation import make_call, make_committee
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import make_path
from tests.factories.users import user_with
from tests.helpers.browser import Browser, message_of

PROJECT, PAYMENT = "Project Proposal", "Funding Disbursement"


@pytest.fixture
def people(db, browser) -> dict[str, Person]:
    return gather(browser)


def paper() -> bytes:
    return f"paper {uuid4()}".encode()


def register(people: dict[str, Person]) -> str:
    """The coordinator registers a woman, with her consents; her account is opened."""
    coordinator, number = people["coordinator"], serial()
    woman = coordinator.create(
        "Beneficiary",
        category="Woman in a Difficult Situation",
        first_name="Salka",
        last_name=f"Test{number}",
        first_name_ar="السالكة",
        last_name_ar=f"تجربة {number}",
        birth_date="1996-03-02",
        unit=PROVINCE,
        selection_status="Selected",
    )["name"]
    for purpose in ("Programme Accompaniment", "Convergence Check"):
        values = {"given_on": today(), "channel": "Signed Paper"}
        coordinator.create("Consent", beneficiary=woman, purpose=purpose, **values)
    frappe.db.set_value("Beneficiary", woman, "user", people["woman"].user)
    frappe.db.commit()
    return woman


def train(people: dict[str, Person], woman: str, path: str, module: str) -> None:
    """The coordinator forms a group and plans a session; the trainer marks it and closes it."""
    coordinator, trainer = people["coordinator"], people["trainer"]
    group = coordinator.create(
        "Training Group",
        group_name=unique("Group"),
        path=path,
        unit=PROVINCE,
        capacity=30,
        start_date=add_days(today(), -5),
        status="Running",
        trainers=[{"trainer": trainer.user}],
        members=[{"beneficiary": woman, "joined_on": add_days(today(), -5)}],
    )["name"]
    values = {"start_time": "09:00:00", "end_time": "12:00:00", "trainer": trainer.user}
    session = coordinator.create(
        "Training Session", training_group=group, module=module, session_date=today(), **values
    )["name"]

    shown = trainer.ask("training.api.my_sessions", from_date=today(), to_date=today())["sessions"]
    assert [row["beneficiary"] for row in shown[0]["roster"]] == [woman]
    event = {"session": session, "base_version": 0, "device_time_utc": "2026-01-01T09:00:00Z"}
    mark = event | {"uuid": str(uuid4()), "kind": "mark", "beneficiary": woman, "status": "Present"}
    close = event | {"uuid": str(uuid4()), "kind": "close"}
    answers = trainer.tell("training.api.sync", events=[mark, close], device="phone")["answers"]
    assert [answer["outcome"] for answer in answers] == ["created", "updated"]
    again = trainer.tell("training.api.sync", events=[mark], device="phone")["answers"]
    assert again[0]["outcome"] == "identical"


def propose(people: dict[str, Person], call: str) -> str:
    """She writes her proposal in pieces, and sends it."""
    woman = people["woman"]
    assert call in [row["name"] for row in woman.ask("incubation.api.open_calls")["calls"]]
    first = {"call": call, "title": unique("Atelier"), "sector": "Crafts", "kind": "Individual"}
    draft = woman.tell("incubation.api.save_proposal", client_key=new_key(), values=first)
    name = draft["name"]
    refused = woman.browser.call(
        "women_incubation.incubation.api.submit_proposal", client_key=new_key(), name=name
    )
    assert refused.status_code == 417
    rest = {
        "description": "ورشة للخياطة",
        "market": "السوق الأسبوعي",
        "place_of_activity": "العيون",
        "jobs_planned": 2,
        "budget_items": [
            {"label": "آلات", "amount_centimes": 80_000_00, "quote": woman.upload("q1.txt", paper())},
            {"label": "ثوب", "amount_centimes": 20_000_00, "quote": woman.upload("q2.txt", paper())},
        ],
        "requested_centimes": 60_000_00,
        "own_cash_centimes": 25_000_00,
        "own_kind_centimes": 15_000_00,
    }
    piece = {"values": rest, "name": name, "modified": draft["modified"]}
    woman.tell("incubation.api.save_proposal", client_key=new_key(), **piece)
    sent = woman.tell("incubation.api.submit_proposal", client_key=new_key(), name=name)
    assert sent["workflow_state"] == "Submitted"
    return name


def decide_project(people: dict[str, Person], project: str) -> None:
    """Review, two evaluations, a sitting with quorum, the approval that cites it."""
    people["coordinator"].act(PROJECT, project, "Start Review")
    for key in ("evaluator", "second_evaluator"):
        evaluation = people[key].create("Proposal Evaluation", project=project)
        rows = [
            {"name": row["name"], "criterion": row["criterion"], "score": 4} for row in evaluation["scores"]
        ]
        people[key].write("Proposal Evaluation", evaluation["name"], scores=rows, status="Final")
    people["coordinator"].act(PROJECT, project, "Shortlist")
    secretary = people["secretary"]
    decision = {"project": project, "decision": "Approved", "amount": 60_000}
    decision |= {"reason_fr": "Projet solide.", "reason_ar": "مشروع متين."}
    sitting = secretary.create(
        "Committee Sitting", committee=make_committed_committee(), sitting_date=today(), decisions=[decision]
    )
    presences = [{**row, "present": 1} for row in sitting["presences"]]
    secretary.write("Committee Sitting", sitting["name"], presences=presences, status="Held")
    secretary.write(PROJECT, project, sitting=sitting["name"], workflow_state="Approved")


def make_committed_committee() -> str:
    name = make_committee().name
    frappe.db.commit()
    return name


def start(people: dict[str, Person], project: str, line: str) -> None:
    """The funder signs; the coordinator starts the incubation with a coach."""
    financing = [{"budget_line": line, "amount": 60_000}]
    people["funder"].write(PROJECT, project, financing=financing, workflow_state="Contracted")
    people["coordinator"].write(PROJECT, project, coach=people["coach"].user, workflow_state="In Incubation")


def request(people: dict[str, Person], project: str, line: str) -> str:
    """The coach prepares and requests the first tranche."""
    coach = people["coach"]
    evidence = [{"label": "Facture", "file": coach.upload("facture.txt", paper())}]
    values = {"tranche_number": 1, "amount": 36_000, "payee_name": "Salka", "rib": RIB, "purpose": "Machines"}
    payment = coach.create(PAYMENT, project=project, budget_line=line, evidence=evidence, **values)["name"]
    coach.act(PAYMENT, payment, "Request Payment")
    return payment


def decide(person: Person, payment: str, action: str, **values: str) -> dict:
    """A step through the inbox of the field app."""
    item = next(row for row in person.ask("disbursement.api.inbox")["items"] if row["name"] == payment)
    assert action in item["actions"]
    values |= {"client_key": new_key(), "name": payment, "action": action, "modified": item["modified"]}
    return person.tell("disbursement.api.decide", **values)


def pay(people: dict[str, Person], payment: str) -> None:
    """Verified, approved and paid by three people; received by the woman."""
    decide(people["controller"], payment, "Verify")
    decide(people["funder"], payment, "Approve")
    decide(people["payment_officer"], payment, "Record Payment", bank_reference="VIR1", paid_on=today())
    received = people["woman"].tell("disbursement.api.confirm_receipt", client_key=new_key(), name=payment)
    assert received["workflow_state"] == "Received"


def integrate(people: dict[str, Person], project: str, held_clock) -> None:
    """First sale, the visits at 6 and 12 months, and the confirmation by somebody other than the coach."""
    coach, started = people["coach"], today()
    evidence = {
        "activity_evidence_kind": "First Sale",
        "activity_evidence": coach.upload("vente.txt", paper()),
    }
    coach.write(PROJECT, project, workflow_state="Activity Started", activity_started_on=started, **evidence)
    for months in (6, 12):
        held_clock(f"{add_months(started, months)} 10:00:00.000001")
        visits = frappe.get_all(
            "Integration Follow-up", {"project": project, "month": str(months)}, pluck="name"
        )
        found = {"activity_running": 1, "jobs": 2, "monthly_income": 3500}
        found["evidence"] = coach.upload("visite.txt", paper())
        coach.write("Integration Follow-up", visits[0], status="Done", done_on=today(), **found)
        frappe.db.rollback()  # look again at what the requests committed
    coach_tries = coach.try_to_act(PROJECT, project, "Confirm Integration")
    assert coach_tries.status_code in (403, 417)
    done = people["coordinator"].act(PROJECT, project, "Confirm Integration")
    assert done["workflow_state"] == "Economically Integrated"


@pytest.fixture
def ground(people) -> dict[str, str]:
    """What stands before the woman comes: a path, a call that asks for it, a budget line."""
    path = make_path()
    ground = {"path": path.name, "module": path.modules[0].module}
    ground["call"] = make_call(training_path=path.name).name
    ground["line"] = make_line(100_000).name
    frappe.db.commit()
    return ground


def bring_to_incubation(people, ground) -> tuple[str, str]:
    woman = register(people)
    train(people, woman, ground["path"], ground["module"])
    project = propose(people, ground["call"])
    decide_project(people, project)
    start(people, project, ground["line"])
    return woman, project


def test_a_woman_goes_from_registration_to_verified_integration(people, ground, held_clock):
    woman, project = bring_to_incubation(people, ground)
    payment = request(people, project, ground["line"])
    pay(people, payment)
    integrate(people, project, held_clock)

    frappe.db.rollback()
    assert frappe.db.get_value("Beneficiary", woman, "stage") == "Economically Integrated"
    steps = people["woman"].ask("incubation.api.my_path")["steps"]
    assert {step["state"] for step in steps} == {"done"}
    balance = frappe.db.get_value("Budget Balance", ground["line"], ["committed_centimes", "paid_centimes"])
    assert balance == (60_000_00, 36_000_00)


def test_what_must_fail_fails_with_a_message_and_changes_nothing(people, ground, browser):
    _woman, project = bring_to_incubation(people, ground)
    payment = request(people, project, ground["line"])

    trainer = people["trainer"].try_to_act(PAYMENT, payment, "Approve")
    refused(trainer, 403)
    refused(people["coach"].try_to_write(PAYMENT, payment, amount=59_000), 417)
    refused(people["coach"].try_to_write(PAYMENT, payment, rib="007999000000000000000099"), 417)
    refused(people["controller"].try_to_write(PAYMENT, payment, workflow_state="Paid"), 403)
    refused(people["controller"].try_to_write(PAYMENT, payment, docstatus=1), 403)
    refused(
        people["coordinator"].try_to_write(PROJECT, project, workflow_state="Economically Integrated"), 403
    )
    refused(Browser(frappe.local.site, "Administrator").put(
        f"/api/resource/{PAYMENT}/{payment}", workflow_state="Verified"
    ), 403)  # fmt: skip
    hidden(people["other_woman"].browser.get(f"/api/resource/{PROJECT}/{project}"))
    sister = user_with("Coordinator", OTHER_PROVINCE).name
    frappe.db.commit()
    hidden(browser(sister).get(f"/api/resource/{PROJECT}/{project}"))

    frappe.db.rollback()
    stored = frappe.db.get_value(PAYMENT, payment, ["workflow_state", "docstatus", "amount", "rib"])
    assert stored == ("Requested", 0, 36_000, RIB)


def refused(answer, status: int) -> None:
    """Refused with this status, and told in words."""
    assert answer.status_code == status, f"{answer.status_code} {message_of(answer)}"
    assert len(message_of(answer)) > 10


def hidden(answer) -> None:
    """Not shown, and nothing of the project said."""
    assert answer.status_code == 403
    assert "Atelier" not in answer.get_data(as_text=True)
