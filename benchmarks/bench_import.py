"""P3: a list of women imported by the app against Frappe's Data Import, both sides the same file.

The list holds duplicates and rows with errors; both sides must refuse the same rows. Data Import of the app's
own document meets the same rules, one save a row: the documented Frappe way.
"""

import csv
import io
import json
import random
import resource
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
REGISTERED = 5000  # women known before
COUNTRY_ROWS = 100_000
PROVINCE = "MA-LAA"
NAMES = ("first_name_ar", "last_name_ar", "first_name", "last_name", "birth_date")
FIELDS = (*NAMES, "cnie", "phone", "rnp")
CONSTANT = {"category": "Woman in a Difficult Situation", "preferred_language": "ar", "unit": PROVINCE}


def run() -> None:
    """Print the ratio of rows a second, then the time and the peak memory for 100,000 rows."""
    by_the_app(women("the register before", REGISTERED))
    known = set(frappe.get_all("Beneficiary", pluck="name", limit=0))
    lists = [women(f"pair {pair}", ROWS) for pair in range(PAIRS + 1)]
    refused: dict[str, list] = {"frappe": [], "app": []}

    def frappes(pair: int) -> None:
        refused["frappe"].append(by_data_import(lists[pair]))

    def ours(pair: int) -> None:
        refused["app"].append(by_the_app(lists[pair]))

    title = f"P3, {ROWS} women imported beside {len(known)}, against Frappe's Data Import"
    compare(title, 20, frappes, ours, before=lambda: forget_all_but(known))
    assert refused["frappe"] == refused["app"], "The two sides refused other rows."
    assert all(len(rows) > ROWS / 20 for rows in refused["app"]), "The lists held too few bad rows."
    whole_country()


def women(seed: str, count: int) -> list[dict]:
    """Rows with names as in life; 2 % errors, 2 % card numbers and 2 % women that stood there before."""
    rng = random.Random(seed)
    letter = chr(65 + rng.randrange(26)) + chr(65 + rng.randrange(26))
    rows: list[dict] = []
    for n in range(count):
        row = somebody(rng) | {"cnie": f"{letter}{n:06d}", "phone": f"06{n:08d}", "rnp": number(rng, 10)}
        if n % 50 == 20:
            row["phone"] = "0123"
        if n % 50 == 30:
            row |= {name: rows[n - 17][name] for name in NAMES} | {"cnie": "", "rnp": ""}
        if n % 50 == 40:
            row["cnie"] = rows[n - 13]["cnie"]
        rows.append(row)
    return rows


def somebody(rng: random.Random) -> dict:
    """Names in both scripts, a birth date, and what is the same for all."""
    first, last, family = rng.choice(names.WOMEN), rng.choice(names.LAST), rng.choice(names.LAST)
    return CONSTANT | {
        "first_name_ar": first[1],
        "last_name_ar": f"{last[1]} {family[1]}",
        "first_name": first[0],
        "last_name": f"{last[0]} {family[0]}",
        "birth_date": f"{rng.randint(1960, 2007)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
    }


def number(rng: random.Random, digits: int) -> str:
    """A number nobody else has drawn, in all likelihood."""
    return "".join(str(rng.randrange(10)) for _ in range(digits))


def forget_all_but(known: set[str]) -> None:
    """Take out the women of the other side's list, so that both sides meet the same register."""
    new = set(frappe.get_all("Beneficiary", pluck="name", limit=0)) - known
    if new:
        frappe.db.delete("Beneficiary", {"name": ["in", sorted(new)]})
        frappe.db.delete("Beneficiary Key", {"beneficiary": ["in", sorted(new)]})
    frappe.db.commit()


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
    """100,000 rows in one file, after a run of the same process over a small one."""
    rows = women("the country", COUNTRY_ROWS)
    began, before = time.monotonic(), peak_megabytes()
    refused = by_the_app(rows)
    seconds = time.monotonic() - began
    print(
        f"    {COUNTRY_ROWS} rows checked and imported in {seconds:.0f} s, {len(refused)} refused;"
        f" the process grew by {peak_megabytes() - before:.0f} MB"
    )


def peak_megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
