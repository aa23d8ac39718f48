"""The certificates of a group in one file, each with the number of its own paper."""

import io

import frappe
import pypdf
import pytest

from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training_results import completed_group, make_coordinator
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import kind_of
from women_incubation.papers.register import print_paper
from women_incubation.training.certificate_file import group_certificates
from women_incubation.training.certificates import issue_for_group, revoke

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def issued():
    """A group of three with their certificates."""
    group = completed_group(members=3)
    with acting_as(make_coordinator()):
        issues = issue_for_group(group.name, [row.beneficiary for row in group.members])
    return group, [issue.certificate for issue in issues]


def pages_of(group, user):
    with acting_as(user):
        group_certificates(group.name, "both")
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(frappe.response.filecontent)).pages]


def test_one_page_for_each_certificate_under_the_number_that_it_has_alone(issued):
    group, certificates = issued
    alone = print_paper(kind_of("certificate"), frappe.get_doc("Certificate", certificates[0]), "fr").number
    pages = pages_of(group, make_coordinator())
    assert len(pages) == 3
    assert sum(alone in page for page in pages) == 1
    filters = {"reference_doctype": "Certificate", "reference_name": ["in", certificates], "status": "Valid"}
    assert frappe.db.count("Printed Paper", filters) == 3


def test_a_revoked_certificate_is_not_in_the_file(issued):
    group, certificates = issued
    coordinator = make_coordinator()
    with acting_as(coordinator):
        revoke(certificates[1], "Issued to the wrong person.")
    assert len(pages_of(group, coordinator)) == 2


def test_a_group_without_certificates_has_no_file():
    group = completed_group(members=1)
    with acting_as(make_coordinator()), pytest.raises(NotPrinted, match="Issue them first"):
        group_certificates(group.name)


def test_another_province_s_coordinator_prints_nothing(issued):
    group, _certificates = issued
    assert frappe.db.get_value("Training Group", group.name, "unit") != OTHER_PROVINCE
    for user in (user_with("Coordinator", OTHER_PROVINCE), user_with("Coach", PROVINCE)):
        with acting_as(user.name), pytest.raises(frappe.PermissionError):
            group_certificates(group.name)
