"""A printed paper has a number and a code that lead to what it says, for as long as it holds."""

import io

import frappe
import pypdf
import pytest

from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import make_session
from tests.factories.training_results import completed_group, make_certificate
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.funding.catalogue import TRANCHES
from women_incubation.papers.api import paper as paper_door
from women_incubation.papers.checking import check
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import all_kinds, kind_of
from women_incubation.papers.register import print_paper, replace, revoke
from women_incubation.papers.words import phrase
from women_incubation.people.rights.reach import reach_of
from women_incubation.people.rights.rows import erase_rows
from women_incubation.reports.text import Style
from women_incubation.training.certificates import reissue

pytestmark = pytest.mark.usefixtures("db")


def printed(doc, kind="certificate", language="both"):
    return print_paper(kind_of(kind), doc, language)


def token_of(number: str) -> str:
    return frappe.db.get_value("Printed Paper", number, "token")


def test_printed_again_it_is_the_same_paper_in_every_byte():
    certificate = make_certificate()
    first, again = printed(certificate), printed(certificate)
    assert first == again
    assert printed(certificate, language="ar").number == first.number
    assert frappe.db.count("Printed Paper", {"reference_name": certificate.name}) == 1


def test_a_document_that_says_something_else_gets_a_new_paper_and_the_old_one_says_so():
    certificate = make_certificate()
    old = printed(certificate)
    frappe.db.set_value("Beneficiary", certificate.beneficiary, "full_name", "Zineb Corrected")
    new = printed(certificate)
    assert new.number != old.number
    found = check(token_of(old.number))
    assert (found.status, found.successor) == ("Replaced", new.number)
    assert check(token_of(new.number)).status == "Valid"


def test_the_check_says_title_and_holder_and_nothing_more():
    certificate = make_certificate()
    found = check(token_of(printed(certificate).number))
    assert found.status == "Valid"
    assert found.paper.holder_fr == frappe.db.get_value("Beneficiary", certificate.beneficiary, "full_name")
    assert found.paper.title_ar == "شهادة تكوين"
    shown = set(found.paper) - {"reference_doctype", "successor", "kind", "replaced_by"}
    assert shown == {
        "name",
        "status",
        "title_fr",
        "title_ar",
        "holder_fr",
        "holder_ar",
        "printed_on",
        "ended_on",
    }


@pytest.mark.parametrize("token", ["", "x", "A" * 24, "../../etc", "%' or 1=1 --", "أ" * 24, "A" * 5000])
def test_an_unknown_code_is_only_unknown(token):
    assert check(token) == ("Unknown", None, None)


def test_a_revoked_certificate_stays_visible_as_revoked():
    certificate = make_certificate()
    number = printed(certificate).number
    revoke("Certificate", certificate.name, "certificate", "Issued by mistake.")
    found = check(token_of(number))
    assert (found.status, found.successor) == ("Revoked", None)
    assert found.paper.ended_on


def test_a_revoked_certificate_is_not_printed_again():
    certificate = make_certificate()
    frappe.db.set_value("Certificate", certificate.name, "status", "Revoked")
    with pytest.raises(NotPrinted, match="revoked"):
        printed(certificate)
    assert not frappe.db.exists("Printed Paper", {"reference_name": certificate.name})


def test_a_new_layout_makes_no_new_paper(monkeypatch):
    certificate = make_certificate()
    first = printed(certificate)
    monkeypatch.setattr("women_incubation.reports.certificate.BODY", Style(size=13))
    again = printed(certificate)
    assert again.number == first.number
    assert again.content != first.content


def test_revoking_what_was_never_printed_does_nothing():
    revoke("Certificate", "ATT-0", "certificate", "Never printed.")
    assert not frappe.db.exists("Printed Paper", {"reference_name": "ATT-0"})


def test_a_replaced_certificate_leads_to_the_new_one_once_that_is_printed():
    old = make_certificate()
    number = printed(old).number
    with acting_as(user_with("Coordinator", PROVINCE).name):
        new = frappe.get_doc("Certificate", reissue(old.name, "Name misspelt."))
    replace("Certificate", old.name, "certificate", new.name, "Name misspelt.")
    assert check(token_of(number)).successor is None
    newer = printed(new).number
    assert check(token_of(number)).successor == newer


def test_every_kind_of_paper_belongs_to_a_document_and_its_functions_are_there():
    for kind in all_kinds().values():
        assert frappe.get_meta(kind.doctype)
        assert callable(frappe.get_attr(kind.make))
        assert not kind.about or callable(frappe.get_attr(kind.about))


def test_whoever_may_not_print_the_document_gets_no_paper():
    certificate = make_certificate()
    for user in (user_with("Coordinator", OTHER_PROVINCE), user_with("Coach", PROVINCE)):
        with acting_as(user.name), pytest.raises(frappe.PermissionError):
            paper_door("certificate", certificate.name)
    with acting_as(user_with("Coordinator", PROVINCE).name):
        paper_door("certificate", certificate.name, "ar")
    assert frappe.response.filecontent.startswith(b"%PDF")


def test_an_unknown_kind_or_language_is_refused_in_words():
    certificate = make_certificate()
    with pytest.raises(NotPrinted):
        paper_door("birth_certificate", certificate.name)
    with pytest.raises(NotPrinted):
        paper_door("certificate", certificate.name, "en")


@pytest.mark.parametrize("language", ["ar", "fr", "both"])
@pytest.mark.parametrize("kind", ["attendance_sheet", "group_summary", "training_hours"])
def test_training_s_papers_are_drawn(kind, language):
    group = completed_group(members=3)
    doc = make_session(group) if kind == "attendance_sheet" else group
    content = printed(doc, kind, language).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    name = frappe.db.get_value(
        "Beneficiary", group.members[0].beneficiary, "full_name" if language == "fr" else "full_name_ar"
    )
    text = "".join(page.extract_text() for page in pages)
    assert len(pages) == 1
    if kind != "training_hours" and language == "fr":
        assert name in text


def test_the_paper_of_a_woman_who_was_erased_still_checks_without_her_name():
    certificate = make_certificate()
    number = printed(certificate).number
    token = token_of(number)
    woman = certificate.beneficiary
    reach = reach_of(woman)
    assert reach["Printed Paper"] == {number}
    erase_rows(reach, {"Printed Paper"})
    found = check(token)
    assert (found.status, found.paper.title_ar) == ("Valid", "شهادة تكوين")
    assert not found.paper.holder_fr and not found.paper.holder_ar


def test_the_words_of_the_shipped_rules_are_printed_in_the_reader_s_language():
    for row in TRANCHES:
        said = phrase(row["label"])
        assert said.fr != row["label"] != said.ar != said.fr
