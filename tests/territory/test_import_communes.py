"""Communes from a file: all or nothing, with every error by its row."""

import frappe
import pytest

from tests.factories import unique
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, make_commune
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from women_incubation.territory import import_communes as module
from women_incubation.territory.errors import CommuneFileRefused
from women_incubation.territory.import_communes import Outcome, import_communes

HEADER = "code,parent,name_fr,name_ar"


def file_of(*rows: str, header: str = HEADER) -> bytes:
    """A CSV file."""
    return "\n".join([header, *rows, ""]).encode()


def good(code: str, parent: str = PROVINCE) -> str:
    """A row without an error."""
    return f"{code},{parent},Commune {code},جماعة"


def refused(content: bytes) -> str:
    """What is said about a bad file; nothing is written."""
    before = frappe.get_all("Territorial Unit", fields=["name", "lft", "rgt"], order_by="name")
    with pytest.raises(CommuneFileRefused) as refusal:
        import_communes(content)
    assert frappe.get_all("Territorial Unit", fields=["name", "lft", "rgt"], order_by="name") == before
    return str(refusal.value)


def test_communes_are_placed_in_the_tree(db):
    first, second = unique("C"), unique("C")
    assert import_communes(file_of(good(first), good(second, "MA-TNG"))) == Outcome(2, 0)
    unit = frappe.get_doc("Territorial Unit", first)
    parent = frappe.get_doc("Territorial Unit", PROVINCE)
    assert (unit.kind, unit.is_group, unit.name_ar) == ("Commune", 0, "جماعة")
    assert parent.lft < unit.lft < unit.rgt < parent.rgt
    unit.save()  # the bulk row is a document like any other


def test_the_same_file_again_changes_nothing(db):
    content = file_of(good(unique("C")), good(unique("C")))
    import_communes(content)
    assert import_communes(content) == Outcome(0, 2)


def test_a_french_spreadsheet_with_its_mark_and_semicolons_is_read(db):
    code = unique("C")
    header = "﻿Code;Parent;name_fr;name_ar;population"
    content = file_of(f" {code} ;{PROVINCE}; El  Marsa ;المرسى;10", header=header)
    assert import_communes(content) == Outcome(1, 0)
    assert frappe.db.get_value("Territorial Unit", code, "name_fr") == "El Marsa"


def test_every_wrong_row_is_named_and_nothing_is_imported(db):
    taken, twice = make_commune(parent_territorial_unit=OTHER_PROVINCE).code, unique("C")
    said = refused(
        file_of(
            good(unique("C")),
            f",{PROVINCE},x,y",
            good(unique("C"), REGION),
            good(unique("C"), "<b>nowhere</b>"),
            good(twice),
            good(twice),
            good(taken),
            good("MA-BOD"),
            good("x" * 141),
        )
    )
    rows = [line.split(":")[0] for line in said.split("<br>")[1:]]
    assert rows == ["Row 3", "Row 4", "Row 5", "Row 7", "Row 8", "Row 9", "Row 10"]
    assert "<b>" not in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "columns are missing"),
        (b"code,name\nx,y\n", "parent"),
        (file_of(), "no rows"),
        ("code,parent,name_fr,name_ar\nx,MA-LAA,Laâyoune,y\n".encode("latin-1"), "UTF-8"),
        (b"\x00\x01PK\x03\x04", "missing"),
        (b"x" * (module.LARGEST_FILE + 1), "larger"),
        (file_of(f'"{"x" * 200_000}",MA-LAA,a,b'), "Row"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(db, content, says):
    assert says in refused(content)


def test_only_the_first_errors_are_listed(db):
    said = refused(file_of(*[good(f"c{number}", "nowhere") for number in range(80)]))
    assert said.count("<br>") == module.ERRORS_SHOWN + 1
    assert "30" in said.split("<br>")[-1]


def test_a_province_imports_its_own_communes_only(db):
    with acting_as(user_with("Administrator", PROVINCE)):
        assert import_communes(file_of(good(unique("C")))).inserted == 1
        assert "Row 2" in refused(file_of(good(unique("C"), OTHER_PROVINCE)))


def test_the_door_asks_who_comes(db, browser):
    code = unique("C")
    file = frappe.get_doc(
        {"doctype": "File", "file_name": f"{code}.csv", "content": file_of(good(code)), "is_private": 1}
    ).insert()
    office, coordinator = user_with("Administrator", "MA").name, user_with("Coordinator", "MA").name
    own = file.file_url
    frappe.db.set_value("File", file.name, "owner", office)
    frappe.db.commit()
    path = "women_incubation.territory.api.import_communes"
    assert browser("Guest").call(path, file_url=own).status_code == 403
    assert browser(coordinator).call(path, file_url=own).status_code == 403
    assert browser(office).get(f"/api/method/{path}", file_url=own).status_code in (403, 405)
    assert browser(office).call(path, file_url="/private/files/none.csv").status_code == 404
    assert browser(office).call(path, file_url=5).status_code == 417
    answer = browser(office).call(path, file_url=own)
    assert answer.json["message"] == {"inserted": 1, "existing": 0}, message_of(answer)
