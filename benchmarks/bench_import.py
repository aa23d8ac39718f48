"""P3: a list of women imported by the app against Frappe's Data Import, both sides the same file.

The list holds duplicates and rows with errors; both sides must refuse the same rows. Data Import of the app's
own document meets the same rules, one save a row: the documented Frappe way.
"""

import csv
import io
import json
import random
import time
from pathlib import Path

import frappe
from frappe.core.doctype.data_import.data_import import start_import

from benchmarks.pairs import PAIRS, compare
from demo import names
from women_incubation.people.importing.running import file_path
from women_incubation.people.importing.running import run as run_import
from women_incubation.people.importing.starting import start

ROWS = 2000  # a pair
COUNTRY_ROWS = 100_000
PROVINCE = "MA-LAA"
FIELDS = ("first_name_ar", "last_name_ar", "first_name", "last_name", "birth_date", "cnie", "phone", "rnp")
CONSTANT = {"category": "Woman in a Difficult Situation", "preferred_language": "ar", "unit": PROVINCE}


def run() -> None:
    """Print the ratio of rows a second, then the time and the peak memory for 100,000 rows."""
    lists = [(women(pair, ROWS, "A"), women(pair, ROWS, "B")) for pair in range(PAIRS + 1)]
    refused: dict[str, list] = {"frappe": [], "app": []}

    def frappes(pair: int) -> None:
        refused["frappe"].append(by_data_import(lists[pair][0]))

    def ours(pair: int) -> None:
        refused["app"].append(by_the_app(lists[pair][1]))

    compare(f"P3, {ROWS} women imported, against Frappe's Data Import", 20, frappes, ours)
    assert refused["frappe"] == refused["app"], "The two sides refused other rows."
    whole_country()


def women(pair: int, count: int, side: str) -> list[dict]:
    """Rows with 2 % errors and 2 % card numbers that stood in the list before; names as in life."""
    rng = random.Random(f"{pair} {side}")
    rows: list[dict] = []
    for n in range(count):
        first, last, family = rng.choice(names.WOMEN), rng.choice(names.LAST), rng.choice(names.LAST)
        row = {
            "first_name_ar": first[1],
            "last_name_ar": f"{last[1]} {family[1]}",
            "first_name": first[0],
            "last_name": f"{last[0]} {family[0]}",
            "birth_date": f"{rng.randint(1960, 2007)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            "cnie": f"{side}{chr(65 + pair)}{n:06d}",
            "phone": f"06{n:08d}",
            "rnp": f"{'123'['ABC'.index(side)]}{pair % 10}{n:08d}",
        }
        if n % 50 == 20:
            row["phone"] = "0123"
        if n % 50 == 40:
            row["cnie"] = rows[n - 13]["cnie"]
        rows.append({**CONSTANT, **row})
    return rows


def by_data_import(rows: list[dict]) -> list[int]:
    """Import by Frappe; the numbers of the rows it refused, the first of the list being 2."""
    job = frappe.get_doc(
        {
            "doctype": "Data Import",
            "reference_doctype": "Beneficiary",
            "import_type": "Insert New Records",
            "import_file": as_file(rows),
            "submit_after_import": 0,
            "mute_emails": 1,
        }
    ).insert()
    frappe.db.commit()
    start_import(job.name)
    logs = frappe.get_all(
        "Data Import Log", filters={"data_import": job.name, "success": 0}, fields=["row_indexes"], limit=0
    )
    return sorted(index for log in logs for index in json.loads(log.row_indexes))


def by_the_app(rows: list[dict]) -> list[int]:
    """Check and import by the app; the numbers of the rows it refused."""
    doc = frappe.get_doc({"doctype": "Beneficiary Import", "file": as_file(rows), "unit": PROVINCE}).insert()
    for phase in ("Checking", "Importing"):
        start(doc, phase)
        frappe.db.commit()
        run_import(doc.name)
        doc.reload()
    assert doc.status == "Done", (doc.status, doc.message)
    numbers = frappe.get_all(
        "Import Row", filters={"beneficiary_import": doc.name}, pluck="row_number", limit=0
    )
    return sorted(numbers)


def whole_country() -> None:
    """100,000 rows in one file."""
    rows = women(20, COUNTRY_ROWS, "C")
    began = time.monotonic()
    refused = by_the_app(rows)
    seconds = time.monotonic() - began
    print(f"    {COUNTRY_ROWS} rows checked and imported in {seconds:.0f} s, {len(refused)} refused")


def as_file(rows: list[dict]) -> str:
    """The rows as a private CSV file; its address."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*CONSTANT, *FIELDS])
    writer.writeheader()
    writer.writerows(rows)
    name = f"{frappe.generate_hash(length=8)}.csv"
    file = frappe.get_doc({"doctype": "File", "file_name": name, "content": out.getvalue(), "is_private": 1})
    assert Path(file_path(file.insert().file_url)).exists()
    return file.file_url
