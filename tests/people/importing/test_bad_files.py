"""A file that is no list of women is refused in words, and changes nothing."""

import io

import frappe
import pytest

from tests.factories.imports import csv_of, make_file, make_import, woman_row
from tests.people.importing.workbooks import workbook
from women_incubation.audit.private_files import EmptyFile
from women_incubation.people.importing import table
from women_incubation.people.importing.errors import BadFile, ColumnsRefused
from women_incubation.people.importing.running import file_path
from women_incubation.people.importing.starting import start

pytestmark = pytest.mark.usefixtures("db")


def refusal(content: bytes, name: str = "women.csv") -> str:
    from pathlib import Path

    path = Path(file_path(make_file(content, name).file_url))
    with pytest.raises(BadFile) as refused:
        table.count_rows(path)
    return str(refused.value)


def test_an_empty_file():
    assert "The file is empty" in refusal(b"\n")


def test_a_file_of_no_bytes_is_refused_when_it_is_uploaded():
    with pytest.raises(EmptyFile, match="The file is empty"):
        make_file(b"")


def test_headings_without_rows():
    assert "no row below them" in refusal(csv_of([], ("first_name", "last_name")))


def test_letters_of_another_encoding():
    assert "not UTF-8" in refusal("Prénom,Nom\nZaïnab,Ali\n".encode("latin-1"))


def test_a_picture():
    assert "not a CSV or XLSX file" in refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" * 20)


def test_a_zip_that_is_no_workbook():
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert "not a CSV or XLSX file" in refusal(out.getvalue(), "women.xlsx")


def test_a_formula_names_its_cell():
    rows = [woman_row(), woman_row(first_name='=HYPERLINK("http://evil")')]
    assert "Row 3, column 3 holds a formula" in refusal(csv_of(rows))


def test_a_formula_in_a_workbook():
    content = workbook([["first_name", "last_name"], ["=1+1", "Test"]])
    assert "Row 2, column 1 holds a formula" in refusal(content, "women.xlsx")


def test_two_rows_of_headings():
    text = "first_name,last_name,birth_date\nPrénom,Nom,Date de naissance\nZineb,Test,1994-05-17\n"
    assert "Row 2 repeats the headings" in refusal(text.encode())


def test_a_file_larger_than_is_read_at_once(monkeypatch):
    monkeypatch.setattr(table, "LARGEST_FILE", 1024 * 1024)
    assert "at most 1 are read at once" in refusal(csv_of([woman_row()]) + b"x" * 2 * 1024 * 1024)


@pytest.mark.parametrize("limit", ["LARGEST_UNPACKED", "LARGEST_BESIDE"])
def test_a_workbook_that_unpacks_to_more_than_a_machine_holds(monkeypatch, limit):
    monkeypatch.setattr(table, limit, 100)
    assert "too large when it is opened" in refusal(workbook([["a", "b"], ["c", "d"]]), "women.xlsx")


def rewritten(part: str, change) -> bytes:
    """A workbook of two rows with one part of its archive changed."""
    import zipfile

    whole = zipfile.ZipFile(io.BytesIO(workbook([["first_name", "last_name"], ["Zineb", "Test"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, change(content) if name == part else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOMB = (
    b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 999 + b'"><!ENTITY y "' + b"&x;" * 99999 + b'">]><a>&y;&y;&y;</a>'
)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda content: content[: len(content) // 2]),
        (SHEET, lambda content: BOMB),
        ("xl/workbook.xml", lambda content: b"<workbook"),
        ("[Content_Types].xml", lambda content: b""),
    ],
)
def test_a_damaged_workbook(part, change):
    assert "not a CSV or XLSX file" in refusal(rewritten(part, change), "women.xlsx")


def test_a_row_number_beyond_every_sheet_is_not_counted_to(monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 1000)
    far = rewritten(SHEET, lambda sheet: sheet.replace(b'<row r="2"', b'<row r="99999999999"'))
    assert "not a CSV or XLSX file" in refusal(far, "women.xlsx")


def test_a_sheet_that_says_it_is_wider_than_it_is():
    content = rewritten(SHEET, lambda sheet: sheet.replace(b"A1:B2", b"A1:XFD1048576"))
    path = make_path(content)
    assert [row.cells for row in table.read_rows(path)] == [["Zineb", "Test"]]
    assert table.read_headings(path) == ["first_name", "last_name"]


def make_path(content: bytes):
    from pathlib import Path

    return Path(file_path(make_file(content, "women.xlsx").file_url))


def test_a_file_without_a_needed_column_cannot_be_checked():
    doc = make_import(csv_of([{"first_name": "Zineb", "last_name": "Test"}]))
    with pytest.raises(ColumnsRefused) as refused:
        start(doc, "Checking")
    assert "First Name (Arabic)" in str(refused.value) or "Birth Date" in str(refused.value)
    assert frappe.db.get_value("Beneficiary Import", doc.name, "status") == "Draft"


def test_two_columns_for_one_field_are_named():
    doc = make_import(csv_of([woman_row() | {"Other": "x"}]))
    doc.columns[-1].field = "first_name"
    doc.save()
    with pytest.raises(ColumnsRefused, match="Two columns are read as"):
        start(doc, "Checking")


def test_a_column_cannot_fill_what_a_list_does_not_hold():
    doc = make_import(csv_of([woman_row() | {"Other": "x"}]))
    doc.columns[-1].field = "selection_status"
    doc.save()
    with pytest.raises(ColumnsRefused, match="A list cannot fill: selection_status"):
        start(doc, "Checking")


def test_semicolons_tabs_and_workbooks_are_read_alike():
    from pathlib import Path

    row = woman_row()
    contents = [
        (csv_of([row], delimiter=";"), "a.csv"),
        (csv_of([row], delimiter="\t"), "b.csv"),
        (b"\xef\xbb\xbf" + csv_of([row]), "c.csv"),
        (csv_of([row]).decode().encode("utf-16"), "d.csv"),
        (workbook([list(row), list(row.values())]), "e.xlsx"),
    ]
    read = [list(table.read_rows(Path(file_path(make_file(*content).file_url)))) for content in contents]
    assert read == [[(2, list(row.values()))]] * len(contents)
