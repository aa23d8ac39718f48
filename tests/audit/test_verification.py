"""What an auditor is told after somebody wrote into the trail by SQL, from the terminal and from the Desk."""

import json

import frappe
import pytest

from tests.factories import unique
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit import keys, terminal
from women_incubation.audit.api import verify_trail
from women_incubation.audit.chain import SEALED_FIELDS
from women_incubation.audit.entries import record
from women_incubation.audit.verifier import examine


@pytest.fixture
def chain(db) -> str:
    """A chain of four entries of PROVINCE."""
    name = unique("PRJ")
    for number in range(4):
        doc = frappe._dict(doctype="Project Proposal", name=name, unit=PROVINCE)
        record("state_changed", doc, to=f"State {number}")
    return f"Project Proposal/{name}"


def entry(chain: str, sequence: int) -> frappe._dict:
    where = {"chain": chain, "sequence": sequence}
    return frappe.db.get_value("Audit Entry", where, [*SEALED_FIELDS, "mac"], as_dict=True)


def sql(statement: str, *values: object) -> None:
    """What somebody with the database's password does."""
    frappe.db.sql(statement, values)


def insert(row: dict) -> None:
    frappe.db.bulk_insert("Audit Entry", list(row), [tuple(row.values())])


def alter_detail(chain):
    sql("update `tabAudit Entry` set detail = '{}' where chain = %s and sequence = 2", chain)


def alter_action(chain):
    sql("update `tabAudit Entry` set action = 'paid' where chain = %s and sequence = 2", chain)


def alter_actor(chain):
    sql("update `tabAudit Entry` set actor = 'x' where chain = %s and sequence = 2", chain)


def move_to_another_chain(chain):
    sql("update `tabAudit Entry` set chain = 'Project Proposal/zz' where chain = %s and sequence = 4", chain)


def insert_forged(chain):
    last = entry(chain, 4)
    insert({**last, "name": "forged-entry", "sequence": 5, "previous_mac": last.mac, "mac": "a" * 64})


def insert_copy_of_a_true_entry(chain):
    insert({**entry(chain, 2), "name": "copied-entry", "sequence": 5, "previous_mac": entry(chain, 4).mac})


def delete_middle(chain):
    sql("delete from `tabAudit Entry` where chain = %s and sequence in (2, 3)", chain)


def delete_first(chain):
    sql("delete from `tabAudit Entry` where chain = %s and sequence = 1", chain)


def delete_and_close_the_gap(chain):
    sql("delete from `tabAudit Entry` where chain = %s and sequence = 2", chain)
    sql("update `tabAudit Entry` set sequence = sequence - 1 where chain = %s and sequence > 2", chain)


def swap(chain):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        sql("update `tabAudit Entry` set sequence = %s where chain = %s and sequence = %s", new, chain, old)


def truncate_key(chain):
    sql("update `tabAudit Entry` set key_id = left(key_id, 4) where chain = %s and sequence = 2", chain)


def empty_mac(chain):
    sql("update `tabAudit Entry` set mac = null where chain = %s and sequence = 2", chain)


TAMPERINGS = {
    alter_detail: [("altered", 2)],
    alter_action: [("altered", 2)],
    alter_actor: [("altered", 2)],
    move_to_another_chain: [("removed", 1), ("removed", 2), ("removed", 3), ("altered", 4)],
    insert_forged: [("altered", 5)],
    insert_copy_of_a_true_entry: [("altered", 5)],
    delete_middle: [("removed", 2), ("removed", 3)],
    delete_first: [("removed", 1)],
    delete_and_close_the_gap: [("altered", 2), ("altered", 3)],
    swap: [("altered", 2), ("altered", 3)],
    truncate_key: [("unknown key", 2)],
    empty_mac: [("altered", 2)],
}


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda function: function.__name__)
def test_tampering_is_named_exactly(chain, tamper):
    before = examine().findings
    tamper(chain)
    new = [found for found in examine().findings if found not in before]
    assert [(found.kind, found.sequence) for found in new] == TAMPERINGS[tamper]
    assert all(found.chain in (chain, "Project Proposal/zz") for found in new)
    assert all(str(found.sequence) in found.message and found.chain in found.message for found in new)
    named = {found.entry for found in new} - {None}
    assert named <= set(
        frappe.get_all("Audit Entry", {"chain": ["in", (chain, "Project Proposal/zz")]}, pluck="name")
    )


def delete_tail(chain):
    sql("delete from `tabAudit Entry` where chain = %s and sequence = 4", chain)


def delete_all(chain):
    sql("delete from `tabAudit Entry` where chain = %s", chain)


@pytest.mark.parametrize("tamper", [delete_tail, delete_all])
def test_the_window_that_only_a_seal_closes_is_stated(chain, tamper):
    before = examine()
    tamper(chain)
    after = examine()
    assert after.findings == before.findings
    assert "last entries of a chain, or a whole chain" in after.window()
    assert str(after.chains) in after.window()


def test_the_terminal_says_what_was_found_and_ends_with_one(chain, capsys):
    clean = terminal.tell_verification()
    capsys.readouterr()
    alter_detail(chain)
    assert terminal.tell_verification() == 1
    said = capsys.readouterr().out
    assert f"number 2 of {chain}" in said
    assert "A later seal will anchor" in said
    assert clean in (0, 1)


def test_the_key_is_rotated_from_the_terminal_and_that_is_recorded(db):
    kept = keys.ring_path().read_text()
    try:
        said = terminal.rotate_key()
        current = keys.current_key().id
        assert current in said
        last = frappe.get_last_doc("Audit Entry", {"action": "audit_key_rotated"})
        assert json.loads(last.detail) == {"key": current}
        assert last.key_id == current
    finally:
        keys.ring_path().write_text(kept)
        frappe.db.delete("Audit Entry", {"action": "audit_key_rotated"})
        frappe.db.commit()


def test_the_desk_tells_an_auditor_what_concerns_their_territory(chain):
    here, elsewhere = user_with("Auditor", PROVINCE).name, user_with("Auditor", OTHER_PROVINCE).name
    before = len(examine().findings)
    alter_detail(chain)
    with acting_as(here):
        told = verify_trail()
    with acting_as(elsewhere):
        foreign = verify_trail()
    assert [found["chain"] for found in told["findings"] if found["chain"] == chain] == [chain]
    assert chain not in json.dumps(foreign["findings"])
    assert foreign["elsewhere"] == before + 1 - len(foreign["findings"])
    assert "later seal" in told["window"]


@pytest.mark.parametrize("role", ["Coordinator", "Data Protection Officer", "Woman"])
def test_only_auditors_verify(db, role):
    with acting_as(user_with(role, PROVINCE).name), pytest.raises(frappe.PermissionError):
        verify_trail()
