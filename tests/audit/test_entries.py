"""Audit entries: what is recorded, and that any tampering is named."""

import json
import stat
from decimal import Decimal
from pathlib import Path

import frappe
import pytest

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from women_incubation.audit import keys
from women_incubation.audit.chain import SEALED_FIELDS, seal
from women_incubation.audit.entries import Finding, record, verify
from women_incubation.audit.errors import AuditKeyMissing


class Subject:
    """Stands for a document; record() asks it for no more."""

    doctype = "Project Proposal"

    def __init__(self) -> None:
        self.name = unique("PRJ")

    def get(self, field: str) -> str | None:
        return PROVINCE if field == "unit" else None


def chain_of(subject: Subject) -> list[frappe._dict]:
    """The stored entries of a subject, in order."""
    return frappe.get_all(
        "Audit Entry",
        filters={"chain": f"{subject.doctype}/{subject.name}"},
        fields=[*SEALED_FIELDS, "mac"],
        order_by="sequence",
    )


@pytest.fixture
def three(db) -> Subject:
    """A subject with three entries."""
    subject = Subject()
    for number in range(3):
        record("paid", subject, centimes=100 + number)
    return subject


def findings_of(subject: Subject) -> list[Finding]:
    """What verify() says about the chain of the subject."""
    return [found for found in verify() if found.chain == f"{subject.doctype}/{subject.name}"]


def kinds_of(subject: Subject) -> list[tuple[str, int]]:
    """The same as (kind, number)."""
    return [(found.kind, found.sequence) for found in findings_of(subject)]


def test_an_entry_says_who_did_what_to_what_where_and_when(db, held_clock):
    held_clock("2026-03-10 12:00:00")
    woman = make_beneficiary()
    record("selected", woman, rank=3, on=frappe.utils.getdate("2026-03-01"), share=Decimal("0.6"))
    entry = frappe.get_last_doc("Audit Entry", {"reference_name": woman.name, "action": "selected"})
    assert (entry.reference_doctype, entry.actor, entry.unit) == ("Beneficiary", "Administrator", PROVINCE)
    assert json.loads(entry.detail) == {"rank": 3, "on": "2026-03-01", "share": "0.6"}
    offset = frappe.utils.get_datetime("2026-03-10 12:00:00") - entry.occurred_at_utc
    assert abs(offset.total_seconds()) in (0, 3600)  # Morocco's clock is at UTC or an hour before it


def test_entries_of_one_document_form_a_chain(three):
    chain = chain_of(three)
    assert [entry.sequence for entry in chain] == [1, 2, 3]
    assert [entry.previous_mac for entry in chain] == ["", chain[0].mac, chain[1].mac]
    assert findings_of(three) == []


def test_without_a_document_the_chain_is_the_actors(db):
    record("exported", rows=12)
    entry = frappe.get_last_doc("Audit Entry", {"action": "exported"})
    assert entry.chain == "User/Administrator"


@pytest.mark.parametrize("detail", [1.5, object(), b"bytes"])
def test_an_entry_holds_only_plain_values(db, detail):
    before = frappe.db.count("Audit Entry")
    with pytest.raises(TypeError):
        record("paid", Subject(), amount=detail)
    assert frappe.db.count("Audit Entry") == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("detail", '{"centimes":1}'),
        ("actor", "somebody@else.test"),
        ("action", "received"),
        ("occurred_at_utc", "2001-01-01 00:00:00"),
        ("reference_name", "PRJ-other"),
        ("unit", None),
        ("mac", "0" * 64),
        ("previous_mac", "0" * 64),
    ],
)
def test_an_altered_entry_is_named(three, field, value):
    second = chain_of(three)[1]
    frappe.db.set_value("Audit Entry", second.name, field, value, update_modified=False)
    found = findings_of(three)
    assert [(f.kind, f.sequence, f.entry) for f in found] == [("altered", 2, second.name)]
    assert second.name in found[0].message


def test_an_entry_sealed_again_with_another_key_is_named(three):
    last = chain_of(three)[-1] | {"detail": "{}"}
    forged = {"detail": "{}", "mac": seal(last, b"a guessed key")}
    frappe.db.set_value("Audit Entry", last["name"], forged, update_modified=False)
    assert kinds_of(three) == [("altered", 3)]


def test_an_inserted_entry_is_named(three):
    last = chain_of(three)[-1]
    forged = {**last, "name": unique("x"), "sequence": 4, "previous_mac": last.mac, "mac": "f" * 64}
    frappe.db.bulk_insert("Audit Entry", list(forged), [tuple(forged.values())])
    assert [(f.kind, f.sequence, f.entry) for f in findings_of(three)] == [("altered", 4, forged["name"])]


@pytest.mark.parametrize("removed", [0, 1])
def test_a_removed_entry_is_named_by_its_number(three, removed):
    frappe.db.delete("Audit Entry", {"name": chain_of(three)[removed].name})
    assert kinds_of(three) == [("removed", removed + 1)]


def test_entries_that_changed_places_are_named(three):
    first, second, _third = chain_of(three)
    for name, place in ((first.name, 9), (second.name, 1), (first.name, 2)):
        frappe.db.set_value("Audit Entry", name, "sequence", place, update_modified=False)
    assert kinds_of(three) == [("altered", 1), ("altered", 2)]


def test_an_entry_sealed_with_a_key_nobody_knows_is_named(three):
    third = chain_of(three)[2]
    frappe.db.set_value("Audit Entry", third.name, "key_id", "gone", update_modified=False)
    assert kinds_of(three) == [("unknown key", 3)]


def test_the_keys_rotate_and_old_entries_still_verify(three):
    kept = keys.ring_path().read_text()
    try:
        new = keys.rotate_key()
        record("paid", three, centimes=7)
        assert [entry.key_id == new for entry in chain_of(three)] == [False, False, False, True]
        assert findings_of(three) == []
    finally:
        keys.ring_path().write_text(kept)


def test_the_key_lies_outside_the_database_and_what_a_backup_copies(three):
    secret = keys.current_key().secret.hex()
    assert stat.S_IMODE(keys.ring_path().stat().st_mode) == 0o600
    assert secret not in Path(frappe.get_site_path("site_config.json")).read_text()
    assert secret not in json.dumps(frappe.get_all("Audit Entry", fields=["*"]), default=str)
    assert secret not in json.dumps(frappe.db.sql("select * from tabSingles"), default=str)


def test_a_lost_key_stops_what_must_be_recorded_with_a_clear_message(db):
    kept = keys.ring_path().read_text()
    keys.ring_path().unlink()
    try:
        with pytest.raises(AuditKeyMissing, match=keys.FILE_NAME):
            record("paid", Subject())
    finally:
        keys.ring_path().touch(mode=0o600)
        keys.ring_path().write_text(kept)


def test_installing_again_keeps_the_key(db):
    before = keys.ring_path().read_text()
    keys.make_first_key()
    assert keys.ring_path().read_text() == before
