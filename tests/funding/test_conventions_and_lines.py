import frappe
import pytest
from frappe.utils import today

from tests.factories.funding import make_convention, make_funder, make_line
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, make_organisation
from women_incubation.audit.errors import DocstatusRefused, RowAlone
from women_incubation.funding.errors import ConventionRefused, LineRefused, NeverDeleted, NotAnAmount


def party(organisation, amount=1000, role="Funder"):
    return {"organisation": organisation.name, "role": role, "commitment": "Pays", "amount": amount}


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_to": "2000-01-01"},
        {"signed_on": "2999-01-01"},
        {"signed_on": None},
    ],
)
def test_dates_of_a_convention_make_sense(db, wrong):
    with pytest.raises(ConventionRefused):
        make_convention(**wrong)


def test_parties_make_sense(db):
    funder, association = make_funder(), make_organisation()
    with pytest.raises(ConventionRefused, match="twice"):
        make_convention(parties=[party(funder), party(funder)])
    with pytest.raises(ConventionRefused, match="not an organisation that funds"):
        make_convention(parties=[party(association)])
    with pytest.raises(ConventionRefused, match="amount"):
        make_convention(parties=[party(funder, amount=0)])
    with pytest.raises(ConventionRefused, match="at least one party"):
        make_convention(parties=[party(association, role="Operator")])
    with pytest.raises(NotAnAmount, match="Row 1"):
        make_convention(parties=[party(funder, amount=10.001)])
    make_convention(
        parties=[party(funder), party(funder, role="Technical Partner"), party(association, 0, "Operator")]
    )


def test_a_convention_is_drafted_signed_closed_and_never_goes_back(db):
    convention = make_convention(status="Draft", signed_on=None)
    with pytest.raises(ConventionRefused):
        convention.update({"status": "Closed"}).save()
    convention.reload()
    convention.update({"status": "Signed", "signed_on": today()}).save()
    with pytest.raises(ConventionRefused):
        convention.update({"status": "Draft"}).save()
    convention.reload()
    convention.update({"status": "Closed"}).save()


def test_a_signed_convention_is_not_deleted(db):
    with pytest.raises(NeverDeleted):
        make_convention().delete()
    make_convention(status="Draft").delete()


def test_a_line_stays_within_its_funders_commitment(db):
    convention = make_convention(amount=1000, status="Draft")
    make_line(600, convention)
    with pytest.raises(LineRefused, match="already on other lines"):
        make_line(400.01, convention)
    second = make_line(400, convention)
    with pytest.raises(LineRefused):
        second.update({"total": 401}).save()
    second.reload()
    second.update({"total": 300}).save()


def test_a_commitment_does_not_sink_below_its_lines(db):
    convention = make_convention(amount=1000, status="Draft")
    make_line(600, convention)
    convention.reload()
    convention.parties[0].amount = 599
    with pytest.raises(ConventionRefused):
        convention.save()
    convention.reload()
    convention.parties[0].amount = 600
    convention.save()


@pytest.mark.parametrize("total", [0, -5, 0.001, "abc"])
def test_a_line_has_an_exact_total_above_zero(db, total):
    with pytest.raises((LineRefused, NotAnAmount)):
        make_line(total, make_convention())


def test_a_line_has_a_funder_of_its_convention_and_lies_inside_it(db):
    convention = make_convention()
    with pytest.raises(LineRefused, match="not a funder"):
        make_line(1, convention, funder=make_funder().name)
    with pytest.raises(LineRefused, match="territory"):
        make_line(1, convention, unit=OTHER_PROVINCE)
    make_line(1, convention, unit=PROVINCE)


def test_nothing_is_added_under_a_closed_convention(db):
    convention = make_convention()
    convention.update({"status": "Closed"}).save()
    with pytest.raises(LineRefused, match="has ended"):
        make_line(1, convention)


def test_a_line_is_never_deleted_nor_moved(db):
    line = make_line(1000)
    with pytest.raises(NeverDeleted):
        line.delete()
    with pytest.raises(frappe.CannotChangeConstantError):
        line.update({"unit": PROVINCE}).save()


def test_money_documents_are_never_submitted(db):
    for doc in (make_line(1000), make_convention()):
        doc.docstatus = 1
        with pytest.raises(DocstatusRefused):
            doc.save()


def test_a_party_is_not_changed_past_its_convention(db):
    row = frappe.get_doc("Convention Party", make_convention(amount=1000).parties[0].name)
    row.amount = 1
    with pytest.raises(RowAlone):
        row.save()
    with pytest.raises(RowAlone):
        frappe.delete_doc("Convention Party", row.name)
