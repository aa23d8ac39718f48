"""Finding candidates reads a few rows by index, however many women are registered."""

import random

import frappe
import pytest

from tests.factories import serial
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from women_incubation.people.duplicates import keys
from women_incubation.people.duplicates.finding import find
from women_incubation.people.duplicates.person import person_of

WOMEN = 4000
FIRST = ["Fatima", "Khadija", "Zineb", "Malika", "Naima", "Salma", "Houda", "Samira", "Loubna", "Rachida"]
LAST = ["Alami", "Idrissi", "Bennani", "Tazi", "Fassi", "Amrani", "Berrada", "Chraibi", "Lahlou", "Sebti"]


def row(rng: random.Random) -> dict:
    """A woman as she would be stored in bulk."""
    born = f"{rng.randint(1970, 2004)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    names = {"first_name": rng.choice(FIRST), "last_name": rng.choice(LAST)}
    return {"name": f"scan-{serial()}", **names, "birth_date": born, "unit": PROVINCE}


def rows_read() -> int:
    """Rows that this connection read so far, from indexes and tables."""
    status = frappe.db.sql("show session status like 'Handler_read%%'")
    return sum(int(value) for _name, value in status)


@pytest.fixture
def register(db):
    rng = random.Random(5)
    women = [row(rng) for _number in range(WOMEN)]
    frappe.db.bulk_insert("Beneficiary", list(women[0]), [tuple(woman.values()) for woman in women])
    keys.write_many(women)
    return women


def test_the_look_up_reads_few_rows_and_finds_her(register):
    known = make_beneficiary(first_name="Ghizlane", last_name="Oulad", birth_date="1993-04-05")
    typed = person_of(
        {"first_name": "Rizlane", "last_name": "Ould", "birth_date": "1993-04-05", "cnie": "ZZ1", "rnp": "1"}
    )
    found = find(typed)  # what is read once for all women, like the descriptions of documents, is read now
    before = rows_read()
    again = find(typed)
    assert rows_read() - before < WOMEN / 10
    assert [candidate.beneficiary for candidate in found] == [known.name]
    assert found == again


def test_every_part_of_the_look_up_uses_an_index(register, monkeypatch):
    plans = []
    ask = frappe.db.sql

    def explained(query: str, values: object = (), **options: object) -> object:
        text = str(query).strip().lower()
        if text.startswith("select") and ("tabbeneficiary" in text):
            plans.extend(ask(f"explain {query}", values, as_dict=True))
        return ask(query, values, **options)

    monkeypatch.setattr(frappe.db, "sql", explained)
    find(person_of({**register[7], "name": None, "cnie": "ZZ1", "rnp": "1"}))
    assert len(plans) >= 4
    assert {plan.type for plan in plans} <= {"const", "eq_ref", "ref", "range", None}
    assert max(int(plan.rows or 0) for plan in plans) < WOMEN / 10
