"""A removed end of a chain, or a whole chain, is named once a seal has stated where it ended."""

import json

import frappe
import pytest

from tests.factories import unique
from tests.factories.territory import PROVINCE
from women_incubation.audit import seal_file, seals, terminal
from women_incubation.audit.entries import record
from women_incubation.audit.verifier import examine


@pytest.fixture(autouse=True)
def no_seals(db):
    """No seal before, none after; sealing commits, so its entries go too."""
    seal_file.seals_path().unlink(missing_ok=True)
    yield
    seal_file.seals_path().unlink(missing_ok=True)
    frappe.db.rollback()
    frappe.db.delete(
        "Audit Entry", {"reference_doctype": "Project Proposal", "reference_name": ["like", "SEAL%"]}
    )
    frappe.db.delete("Audit Entry", {"action": seal_file.SEALED})
    frappe.db.commit()


def write(name: str, times: int = 3) -> str:
    """Entries of one chain. Returns the chain."""
    for number in range(times):
        record("state_changed", frappe._dict(doctype="Project Proposal", name=name, unit=PROVINCE), to=number)
    return f"Project Proposal/{name}"


@pytest.fixture
def chain(db) -> str:
    return write(unique("SEAL"))


def remove(chain: str, first: int) -> None:
    """What somebody with the database's password does to the end of a chain."""
    frappe.db.delete("Audit Entry", {"chain": chain, "sequence": [">=", first]})


def named(chain: str) -> list[tuple[str, int]]:
    """What is found about a chain, or about the seals themselves."""
    return [(found.kind, found.sequence) for found in examine().findings if found.chain in (chain, "")]


def test_without_tampering_nothing_is_found_before_and_after_the_chain_grows(chain):
    seals.seal_trail()
    assert named(chain) == []
    write(chain.split("/")[1])
    assert named(chain) == []
    seals.seal_trail()
    assert named(chain) == []


def test_a_removed_end_is_named_number_by_number(chain):
    seals.seal_trail()
    remove(chain, 2)
    assert named(chain) == [("removed", 2), ("removed", 3)]


def test_a_chain_that_was_removed_whole_is_named_with_its_length(chain):
    seals.seal_trail()
    remove(chain, 1)
    (found,) = [found for found in examine().findings if found.chain == chain]
    assert found.message == f"The chain {chain} was removed; it had 3 entries."


def test_what_was_written_since_the_seal_is_the_window_and_that_is_said(chain):
    seals.seal_trail()
    until = seal_file.last_seal()["made_at_utc"]
    later = write(unique("SEAL"))
    write(chain.split("/")[1], 1)
    remove(later, 1)
    remove(chain, 4)
    assert named(chain) == named(later) == []
    assert f"sealed until {until} (UTC)" in examine().window()


def test_the_next_seal_closes_the_window(chain):
    seals.seal_trail()
    later = write(unique("SEAL"))
    seals.seal_trail()
    assert seal_file.last_seal()["number"] == 2
    remove(later, 3)
    assert named(later) == [("removed", 3)]


def test_a_seal_that_was_rewritten_or_cut_off_is_named(chain):
    seals.seal_trail()
    write(chain.split("/")[1], 1)
    seals.seal_trail()
    first, second = seal_file.seals_path().read_text().splitlines(keepends=True)
    forged = json.dumps({**json.loads(second), "ends": []}) + "\n"
    for content, number in ((first + forged, 2), (first, 2), ("", 2), ("{\n" + second, 1), (second, 1)):
        seal_file.seals_path().write_text(content)
        assert named(chain) == [("broken seal", number)], content[:40]
    seal_file.seals_path().unlink()
    assert named(chain) == [("broken seal", 2)]


def test_the_command_says_how_many_and_the_trail_says_that_it_was_done(chain):
    assert terminal.seal().startswith(f"{len(seal_file.last_seal()['ends'])} chains were sealed.")
    last = json.loads(frappe.get_last_doc("Audit Entry", {"action": seal_file.SEALED}).detail)
    assert (last["number"], last["mac"]) == (1, seal_file.last_seal()["mac"])


def test_many_chains_make_several_seals(chain, monkeypatch):
    monkeypatch.setattr(seals, "HEADS", 1)
    write(unique("SEAL"))
    assert seals.seal_trail() == seal_file.last_seal()["number"] >= 2
    assert named(chain) == []
