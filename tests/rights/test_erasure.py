"""A woman is erased: nothing of hers is found in the database or the files; figures, money and trail stay."""

import json
from collections.abc import Iterator
from pathlib import Path

import frappe
import pytest

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.people import give_consent, make_beneficiary, make_support
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.rights import planting
from tests.rights.asking import ask, dry_run, erase, make_marked_woman
from women_incubation.audit.entries import record
from women_incubation.audit.verifier import examine
from women_incubation.people.rights import api, erasure
from women_incubation.people.rights.errors import ErasureRefused, RequestClosed
from women_incubation.people.rights.reach import reach_of


@pytest.fixture
def officer(db) -> str:
    return user_with("Data Protection Officer", PROVINCE).name


@pytest.fixture
def woman(db) -> str:
    """A woman with marks that nobody else bears."""
    return make_marked_woman()


def paper_of(woman: str, name: str = "paper.txt") -> Path:
    """A private file on her file. Returns where it lies."""
    values = {"attached_to_doctype": "Beneficiary", "attached_to_name": woman, "is_private": 1}
    file = frappe.get_doc({"doctype": "File", "file_name": name, "content": planting.TEXT, **values}).insert()
    return Path(file.get_full_path())


def found() -> list[str]:
    """Where one of her marks still stands."""
    return [
        f"{table}: {row[:300]}"
        for table, row in planting.everything_stored()
        if any(mark in row for mark in planting.MARKS)
    ]


@pytest.fixture
def known(woman) -> Iterator[str]:
    """Her marks in every text of her documents, and beside them; committed, and taken out again."""
    give_consent(woman)
    make_support(woman)
    bare_row("Funding Disbursement", PROVINCE, beneficiary=woman, rib=planting.RIB, workflow_state="Received")
    with acting_as(planting.EMAIL):
        record("looked")
    for doctype, names in reach_of(woman).items():
        for name in names:
            if doctype != "Beneficiary":
                planting.fill(doctype, name)
    doc = frappe.get_doc("Beneficiary", woman)
    doc.locality = planting.TEXT
    doc.save()
    doc.add_comment("Comment", planting.TEXT)
    doc.add_tag("planted")
    frappe.db.commit()
    yield woman
    frappe.db.rollback()
    frappe.set_user("Administrator")
    for doctype, names in reach_of(woman).items():
        frappe.db.delete(doctype, {"name": ["in", sorted(names)]})
    frappe.db.delete("User", {"name": planting.EMAIL})
    frappe.db.commit()


@pytest.fixture
def planted(known) -> Iterator[str]:
    """Her marks in a row of every table too."""
    assert planting.plant() > 200
    frappe.db.commit()
    yield known
    frappe.db.rollback()
    planting.uproot()
    frappe.db.commit()


def test_nothing_of_hers_is_left_in_the_database_or_the_files(planted, officer):
    path = paper_of(planted)
    elsewhere = Path(frappe.get_site_path("private", "files", "list-of-women.csv"))
    elsewhere.write_text(f"Other Woman,+212600000000\n{planting.TEXT}\n", encoding="utf-8")
    assert len(found()) > 200
    request = ask(officer, planted)
    try:
        erase(officer, request)
        assert found() == []
        assert not path.exists()
        rest = elsewhere.read_text(encoding="utf-8")
        assert "Other Woman,+212600000000" in rest
        assert not any(mark in rest for mark in planting.MARKS)
        row = frappe.db.get_value("Beneficiary", planted, "*", as_dict=True)
        assert not any(
            name in str(row.values()) for name in (planting.FIRST, planting.LAST, planting.LAST_AR)
        )
        assert str(row.birth_date) == "1994-01-01"
        assert (row.unit, row.category, row.user) == (PROVINCE, "Woman Project Holder", None)
    finally:
        elsewhere.unlink()


def test_her_account_lets_nobody_in(woman, officer):
    erase(officer, ask(officer, woman))
    account = frappe.get_all("User", {"name": ["like", f"%{woman}%"]}, ["enabled", "first_name", "email"])
    assert [row.enabled for row in account] == [0]
    assert not frappe.db.exists("User", planting.EMAIL)
    assert not frappe.get_all("Has Role", {"parent": ["like", f"%{woman}%"]})


def test_the_trail_stays_and_verifies(woman, officer):
    before = {row.name for row in frappe.get_all("Audit Entry", {"reference_name": woman})}
    wrong = examine().findings
    request = ask(officer, woman)
    erase(officer, request)
    after = {row.name for row in frappe.get_all("Audit Entry", {"reference_name": woman})}
    assert before and before <= after
    assert examine().findings == wrong
    actions = frappe.get_all("Audit Entry", {"reference_name": request}, pluck="action", order_by="sequence")
    assert actions == ["rights_asked", "erasure_checked", "person_erased"]


def test_money_stays_as_it_was(db):
    team = make_team()
    project = make_running_project()
    payment = make_payment(project, team, "Received", rib=planting.RIB)
    officer = user_with("Data Protection Officer", PROVINCE).name
    end(project)
    moved = frappe.get_all("Budget Movement", {"project": project.name}, ["*"], order_by="name")
    before = frappe.db.get_value(payment.doctype, payment.name, "*", as_dict=True)
    digests = frappe.get_all(
        "Disbursement Step", {"parent": payment.name}, ["digest", "actor"], order_by="idx"
    )
    erase(officer, ask(officer, project.beneficiary))
    after = frappe.db.get_value(payment.doctype, payment.name, "*", as_dict=True)
    assert (after.payee_name, after.rib) != (before.payee_name, before.rib)
    for field in ("amount", "workflow_state", "budget_line", "paid_on", "bank_reference", "unit"):
        assert after[field] == before[field], field
    assert frappe.get_all("Budget Movement", {"project": project.name}, ["*"], order_by="name") == moved
    assert (
        frappe.get_all("Disbursement Step", {"parent": payment.name}, ["digest", "actor"], order_by="idx")
        == digests
    )


def end(project) -> None:
    """The project is over."""
    frappe.db.set_value(project.doctype, project.name, "workflow_state", "Discontinued")


@pytest.mark.parametrize("state", ["Requested", "Verified", "Approved", "Paid"])
def test_while_money_is_in_flight_it_is_refused_with_the_reason(db, state):
    team = make_team()
    project = make_running_project()
    payment = make_payment(project, team, state)
    officer = user_with("Data Protection Officer", PROVINCE).name
    request = ask(officer, project.beneficiary)
    plan = dry_run(officer, request)
    assert any(payment.name in reason for reason in plan["refused"])
    assert any(project.name in reason for reason in plan["refused"])
    for step in (lambda: erasure.erase(request), lambda: started(officer, request)):
        with pytest.raises(ErasureRefused, match=payment.name):
            step()
    assert frappe.db.get_value("Funding Disbursement", payment.name, "payee_name") == payment.payee_name


def started(officer: str, request: str) -> None:
    with acting_as(officer):
        api.start_erasure(request)


def test_the_dry_run_lists_what_will_change_and_changes_nothing(woman, officer):
    paper_of(woman)
    consent = give_consent(woman).name
    before = frappe.db.get_value("Beneficiary", woman, "*", as_dict=True)
    request = ask(officer, woman)
    plan = dry_run(officer, request)
    assert plan["rows"] | {"Beneficiary": 1, "Consent": 1} == plan["rows"]
    assert (plan["files"], plan["account"], plan["refused"], plan["shared"]) == (1, 1, [], [])
    assert plan["mentions"]["tabBeneficiary"] == 1
    assert frappe.db.get_value("Beneficiary", woman, "*", as_dict=True) == before
    assert frappe.db.exists("Consent", consent)
    stored = frappe.db.get_value("Rights Request", request, "plan")
    assert json.loads(stored) == plan
    assert not any(mark in stored for mark in planting.MARKS)


@pytest.mark.parametrize("cut", ["account", "mentions", "documents", "person"])
def test_a_run_that_is_cut_off_goes_on_where_it_stopped(known, officer, monkeypatch, cut):
    request = ask(officer, known)
    dry_run(officer, request)
    frappe.db.commit()
    step = erasure.STEPS[cut]

    def killed(*arguments: object) -> None:
        step(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setitem(erasure.STEPS, cut, killed)
    with acting_as(officer), pytest.raises(KeyboardInterrupt):
        erasure.erase(request)
    frappe.db.rollback()
    monkeypatch.setitem(erasure.STEPS, cut, step)
    erasure.erase(request)
    assert found() == []
    assert frappe.db.get_value("Rights Request", request, "status") == "Done"
    erasure.erase(request)  # once more changes nothing


@pytest.fixture
def sister(woman) -> Iterator[str]:
    """Another woman of the same name, on the same phone."""
    names = {"first_name": planting.FIRST, "last_name": planting.LAST}
    name = make_beneficiary(phone=planting.PHONE, duplicate_reason="Cousins on one phone", **names).name
    yield name
    frappe.db.rollback()
    for doctype, rows in reach_of(name).items():
        frappe.db.delete(doctype, {"name": ["in", sorted(rows)]})
    frappe.db.commit()


def test_what_another_woman_bears_too_is_left_to_her(woman, sister, officer):
    request = ask(officer, woman)
    assert dry_run(officer, request)["shared"] == ["names", "phone"]
    erase(officer, request)
    row = frappe.db.get_value("Beneficiary", sister, ["phone", "full_name"])
    assert row == (planting.PHONE, f"{planting.FIRST} {planting.LAST}")
    assert frappe.db.get_value("Beneficiary", woman, "phone") is None


def test_it_needs_the_officer_of_her_place_and_a_dry_run(woman, officer):
    request = ask(officer, woman)
    with acting_as(officer), pytest.raises(RequestClosed):
        api.start_erasure(request)
    for user in (
        user_with("Data Protection Officer", OTHER_PROVINCE).name,
        user_with("Coordinator", PROVINCE).name,
    ):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            api.dry_run(request)


def test_a_request_is_neither_rewritten_nor_deleted(woman, officer):
    doc = frappe.get_doc("Rights Request", ask(officer, woman))
    with acting_as(officer):
        doc.kind = "Export"
        with pytest.raises(RequestClosed):
            doc.save()
        with pytest.raises((RequestClosed, frappe.PermissionError)):
            frappe.delete_doc("Rights Request", doc.name)
        forged = frappe.get_doc(
            {
                "doctype": "Rights Request",
                "beneficiary": woman,
                "kind": "Erasure",
                "asked_by": "The Woman",
                "asked_on": frappe.utils.today(),
                "status": "Checked",
                "step": "person",
            }
        ).insert()
    assert (forged.status, forged.step) == ("Asked", None)
