"""A Situation Assessment: read by its author and the data protection officer, and kept nowhere else."""

import frappe
import pytest
from frappe.desk import reportview
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.targeting import make_assessment
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.errors import RecordKept
from women_incubation.people.doctype.situation_assessment.situation_assessment import SEALED
from women_incubation.people.errors import AssessmentClosed, DatesOutOfOrder, NothingBesideAssessments

SECRET = "a very private word"


@pytest.fixture
def author(db) -> str:
    """A coordinator."""
    return user_with("Coordinator", PROVINCE).name


@pytest.fixture
def assessment(author) -> str:
    """Hers, with the secret in every text."""
    woman = make_beneficiary().name
    with acting_as(author):
        return make_assessment(woman, **dict.fromkeys(SEALED, SECRET)).name


def everything_stored() -> str:
    """Every row that Frappe may have written about what was done here."""
    tables = ("Situation Assessment", "Version", "Comment", "Error Log", "Deleted Document", "Audit Entry")
    kept = [str(frappe.db.sql(f"select * from `tab{table}`")) for table in tables]
    kept.append(str(frappe.db.sql("select * from __global_search")))
    return "\n".join(kept)


def test_the_author_reads_and_changes_it(assessment, author):
    with acting_as(author):
        doc = frappe.get_doc("Situation Assessment", assessment)
        doc.check_permission("read")
        assert {doc.get(field) for field in SEALED} == {SECRET}
        doc.needs = "Another word"
        doc.save()
        assert (doc.needs, frappe.get_doc("Situation Assessment", assessment).needs) == ("Another word",) * 2


def test_the_data_protection_officer_reads_and_does_not_write(assessment):
    with acting_as(user_with("Data Protection Officer", PROVINCE).name):
        assert frappe.get_list("Situation Assessment", pluck="name") == [assessment]
        doc = frappe.get_doc("Situation Assessment", assessment)
        doc.check_permission("read")
        assert not doc.has_permission("write")


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        ("Coordinator", PROVINCE),
        ("Coach", PROVINCE),
        ("Auditor", PROVINCE),
        ("Programme Officer", PROVINCE),
        ("Data Protection Officer", OTHER_PROVINCE),
        ("System Manager", None),
    ],
)
def test_nobody_else_does(assessment, role, unit):
    with acting_as(user_with(role, unit).name):
        assert not frappe.has_permission("Situation Assessment", "read", assessment)
        try:
            assert frappe.get_list("Situation Assessment", {"name": assessment}) == []
        except frappe.PermissionError:
            frappe.clear_messages()


def test_the_texts_are_stored_nowhere_in_clear(assessment, author):
    with acting_as(author):
        doc = frappe.get_doc("Situation Assessment", assessment)
        doc.agreed_plan = f"{SECRET}, changed"
        doc.save()
    assert SECRET not in everything_stored()
    with pytest.raises(RecordKept):  # Frappe would keep a copy
        frappe.delete_doc("Situation Assessment", assessment)
    assert SECRET not in everything_stored()


def test_the_audit_says_that_it_was_made_and_nothing_of_what_it_says(assessment):
    where = {"reference_doctype": "Situation Assessment", "reference_name": assessment}
    assert frappe.get_all("Audit Entry", where, ["action", "detail"]) == [
        {"action": "situation_assessed", "detail": "{}"}
    ]


def test_lists_and_the_report_builder_show_nothing_to_the_author_either(assessment, author):
    with acting_as(author):
        rows = frappe.get_list("Situation Assessment", fields=["*"])
        assert len(rows) == 1 and SECRET not in str(rows)
        frappe.local.form_dict = frappe._dict(
            doctype="Situation Assessment", fields='["`tabSituation Assessment`.`health`"]'
        )
        assert SECRET not in str(reportview.get())
    meta = frappe.get_meta("Situation Assessment")
    rights = ("report", "export", "print", "email", "share", "import")
    assert not any(row.get(right) for row in meta.permissions for right in rights)
    assert not (meta.track_changes or meta.allow_import or meta.track_views)
    assert not any(field.in_global_search for field in meta.fields)


def test_nothing_is_hung_beside_it(assessment, author):
    with acting_as(author), pytest.raises(NothingBesideAssessments):
        frappe.get_doc("Situation Assessment", assessment).add_comment("Comment", SECRET)


def test_it_is_changed_by_its_author_only_and_stays_with_the_woman(assessment):
    doc = frappe.get_doc("Situation Assessment", assessment)
    doc.needs = "Taken over"
    with pytest.raises(AssessmentClosed):
        doc.save()
    with acting_as(doc.made_by):
        doc = frappe.get_doc("Situation Assessment", assessment)
        doc.beneficiary = make_beneficiary().name
        with pytest.raises(AssessmentClosed):
            doc.save()


def test_no_name_of_another_is_taken_and_no_day_to_come(author):
    woman = make_beneficiary().name
    with acting_as(author):
        assert make_assessment(woman, made_by="Administrator").made_by == author
        with pytest.raises(DatesOutOfOrder):
            make_assessment(woman, assessed_on=add_days(today(), 1))
