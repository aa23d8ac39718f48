"""For each kind of printed paper, a document of which it is printed."""

import uuid
from collections.abc import Callable

import frappe
from frappe.model.document import Document
from frappe.utils import today

from tests.factories.disbursement import RIB, make_payment, make_running_project, make_team
from tests.factories.funding import make_convention, make_line
from tests.factories.incubation import make_project, make_staff
from tests.factories.territory import PROVINCE
from tests.factories.training import make_group, make_session
from tests.factories.training_results import completed_group, make_certificate
from tests.helpers.acting import acting_as
from women_incubation.disbursement.batches import make_batch


def document_for(kind: str) -> Document:
    """A document in a state in which this kind of paper is printed of it."""
    return DOCUMENTS[kind]()


def _sheet() -> Document:
    return make_session(completed_group(members=3))


def _convention() -> Document:
    convention = make_convention()
    make_line(1_000_000, convention)
    return convention


def _line() -> Document:
    project = make_running_project()
    return frappe.get_doc("Budget Line", project.tranches[0].budget_line)


def _project(state: str) -> Document:
    return make_project(state, make_staff())


def _sitting() -> Document:
    return frappe.get_doc("Committee Sitting", _project("Approved").sitting)


def _payment(state: str) -> Document:
    return make_payment(make_running_project(), make_team(), state)


def _batch() -> Document:
    team = make_team()
    names = [make_payment(make_running_project(), team, "Approved").name for _ in range(3)]
    with acting_as(team.payment_officer):
        return make_batch(PROVINCE, names, "Trésorerie régionale", RIB)


def _visit() -> Document:
    project = _project("In Incubation")
    visit = frappe.new_doc("Coaching Visit")
    visit.update({"project": project.name, "beneficiary": project.beneficiary, "unit": project.unit})
    visit.update({"coach": project.coach, "visit_date": today(), "place": "Laâyoune", "purpose": "Suivi"})
    visit.update(
        {"observations": "تم اقتناء الآلات.", "next_steps": "Ouvrir un compte.", "name": uuid.uuid4().hex}
    )
    visit.update({"uuid": str(uuid.uuid4()), "content_digest": "0" * 64})
    visit.db_insert()
    return visit


def _integrated() -> Document:
    project = _project("Activity Started")
    frappe.db.set_value(
        "Project Proposal",
        project.name,
        {"workflow_state": "Economically Integrated", "integrated_on": today()},
    )
    return project.reload()


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "certificate": make_certificate,
    "attendance_sheet": _sheet,
    "attendance_cards": lambda: make_group(7),
    "group_summary": lambda: completed_group(members=3),
    "training_hours": lambda: completed_group(members=3),
    "convention": _convention,
    "line_statement": _line,
    "contract": lambda: _project("Contracted"),
    "proposal_file": lambda: _project("Submitted"),
    "evaluation_summary": lambda: _project("Shortlisted"),
    "decision_letter": lambda: _project("Approved"),
    "agenda": _sitting,
    "minutes": _sitting,
    "visit_report": _visit,
    "payment_order": lambda: _payment("Approved"),
    "receipt": lambda: _payment("Paid"),
    "transfer_list": _batch,
    "integration_certificate": _integrated,
}
