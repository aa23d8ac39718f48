"""Each kind of paper is drawn in Arabic, French and both, says what it is about, and always the same."""

import io
import unicodedata

import frappe
import pypdf
import pytest

from tests.factories.incubation import make_evaluation, make_project, make_staff
from tests.factories.papers import DOCUMENTS, document_for
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.papers.api import paper as paper_door
from women_incubation.papers.api import papers_of
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import all_kinds, kind_of
from women_incubation.papers.register import print_paper
from women_incubation.papers.words import phrase

pytestmark = pytest.mark.usefixtures("db")


def text_of(content: bytes) -> str:
    """The text of all pages, blanks alike."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    read = "\n".join(page.extract_text() for page in pages)
    return " ".join(unicodedata.normalize("NFKC", read).split())


def test_every_kind_is_tried_here():
    assert set(DOCUMENTS) == set(all_kinds())


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_paper_in_three_languages(kind):
    doc, chosen = document_for(kind), kind_of(kind)
    title = phrase(chosen.label)
    found = {language: print_paper(chosen, doc, language) for language in ("ar", "fr", "both")}
    assert len({paper.number for paper in found.values()}) == 1
    assert print_paper(chosen, doc, "both") == found["both"]
    said = {language: text_of(paper.content) for language, paper in found.items()}
    assert title.ar in said["ar"] and title.fr not in said["ar"]
    assert title.fr in said["fr"] and not any("\u0600" <= sign <= "\u06ff" for sign in _headings(said["fr"]))
    assert title.ar in said["both"] and title.fr in said["both"]
    assert all(found["ar"].number in text for text in said.values())


def _headings(text: str) -> str:
    """The beginning of a page: what the kit says itself, before names and texts of people."""
    return text[:120]


@pytest.mark.parametrize(
    ("kind", "other", "why"),
    [
        ("contract", "proposal_file", "contracted"),
        ("decision_letter", "proposal_file", "has decided"),
        ("integration_certificate", "contract", "confirmed"),
        ("receipt", "payment_order", "payment is made"),
    ],
)
def test_a_paper_is_not_printed_before_what_it_says_is_so(kind, other, why):
    doc = document_for(other)
    with pytest.raises(NotPrinted, match=why):
        print_paper(kind_of(kind), doc, "ar")
    assert not frappe.db.exists("Printed Paper", {"reference_name": doc.name})


def test_a_sitting_that_was_not_held_has_an_agenda_and_no_minutes():
    sitting = document_for("agenda")
    frappe.db.set_value("Committee Sitting", sitting.name, "status", "Planned")
    assert print_paper(kind_of("agenda"), sitting, "fr").content
    with pytest.raises(NotPrinted, match="held"):
        print_paper(kind_of("minutes"), sitting, "fr")


def test_an_order_waits_for_the_second_approval_that_its_amount_needs():
    payment = document_for("payment_order")
    frappe.db.set_value("Funding Disbursement", payment.name, "needs_second_approval", 1)
    with pytest.raises(NotPrinted, match="approved"):
        print_paper(kind_of("payment_order"), payment, "fr")


def test_who_may_not_read_the_evaluations_gets_no_summary_of_them():
    project = document_for("evaluation_summary")
    with acting_as(user_with("Second Approver", project.unit).name):
        assert "evaluation_summary" not in {row["kind"] for row in papers_of("Project Proposal")}
        with pytest.raises(frappe.PermissionError):
            paper_door("evaluation_summary", project.name)
    with acting_as(user_with("Coordinator", project.unit).name):
        assert "evaluation_summary" in {row["kind"] for row in papers_of("Project Proposal")}
        paper_door("evaluation_summary", project.name)


def test_who_must_judge_independently_gets_no_summary_whatever_other_role_they_hold():
    staff = make_staff()
    project = make_project("Under Review", staff)
    make_evaluation(project, staff.evaluator)
    both = user_with(["Coordinator", "Evaluator"], project.unit)
    with acting_as(both.name), pytest.raises(NotPrinted, match="all evaluations"):
        paper_door("evaluation_summary", project.name)


def test_an_order_says_the_amount_in_words_and_the_account_in_its_order():
    payment = document_for("payment_order")
    text = text_of(print_paper(kind_of("payment_order"), payment, "fr").content)
    assert "60 000,00 DH (soixante mille dirhams)" in text
    assert "011 780 0000123456789012 96" in text
    arabic = text_of(print_paper(kind_of("payment_order"), payment, "ar").content)
    assert "ستون ألف درهم" in arabic
    assert "011 780 0000123456789012 96" in arabic
