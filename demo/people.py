"""More women registered than there are places: volume, so they are inserted in bulk."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import frappe
from frappe.utils import now

from demo import calendar, names, places
from demo.size import Size
from women_incubation.people.duplicates import keys

CATEGORIES = ("Woman in a Difficult Situation", "Woman Project Holder", "Care Leaver")
EDUCATION = (
    "None",
    "Literacy Programme",
    "Primary",
    "Lower Secondary",
    "Upper Secondary",
    "Vocational",
    "Higher",
)
IDEAS = (
    "خياطة الملابس التقليدية",
    "تعاونية الكسكس",
    "تربية الماعز",
    "صالون الحلاقة",
    "مخبزة منزلية",
    "تحويل منتوجات البحر",
    "Atelier de couture",
    "Transformation de poisson",
    "Élevage caprin",
    "Pâtisserie à domicile",
    "Savons à l'huile d'argan",
)
FIELDS = (
    "name",
    "creation",
    "modified",
    "owner",
    "modified_by",
    "docstatus",
    "category",
    "preferred_language",
    "first_name_ar",
    "last_name_ar",
    "full_name_ar",
    "first_name",
    "last_name",
    "full_name",
    "birth_date",
    "cnie",
    "phone",
    "unit",
    "rnp",
    "rsu_score",
    "rsu_score_date",
    "rsu_threshold",
    "education_level",
    "children_count",
    "project_idea",
    "registered_on",
    "selection_status",
    "selection_reason",
    "stage",
)


class Woman(NamedTuple):
    """What the rest of the story needs to know of a registered woman."""

    name: str
    full_name: str
    province: str
    birth_date: date


def insert_women(rng: random.Random, size: Size, progress: Callable[[int, int], None]) -> None:
    """Insert all the women of the story; the first by score are selected, as the places allow."""
    rows = [_row(rng, number) for number in range(size.registered)]
    _select(rows, size.places)
    _register_of_late(rows, size)
    for start in range(0, len(rows), 500):
        chunk = [tuple(row[field] for field in FIELDS) for row in rows[start : start + 500]]
        frappe.db.bulk_insert("Beneficiary", fields=FIELDS, values=chunk)
        keys.write_many(rows[start : start + 500])
        progress(min(start + 500, len(rows)), len(rows))


def selected_women() -> list[Woman]:
    """The selected women in the order in which groups take them."""
    rows = frappe.get_all(
        "Beneficiary",
        filters={"selection_status": "Selected"},
        fields=["name", "full_name", "unit", "birth_date"],
    )
    return [
        Woman(row.name, row.full_name, places.province_of(row.unit), row.birth_date) for row in _in_turn(rows)
    ]


def _in_turn(rows: list[dict]) -> list[dict]:
    """A stable order; those able to hold a project (18 to 45) first."""
    youngest, oldest = calendar.day(21 * 365), calendar.day(34 * 365)
    return sorted(rows, key=lambda row: (not oldest <= row["birth_date"] <= youngest, row["name"]))


def _register_of_late(rows: list[dict], size: Size) -> None:
    """Whoever no group has taken since registered this autumn: nobody waits for two years."""
    rng = random.Random("this autumn")
    taken: Counter[str] = Counter()
    for row in _in_turn(rows):
        province = places.province_of(row["unit"])
        if row["selection_status"] == "Selected" and taken[province] < size.trained(province):
            taken[province] += 1
            continue
        registered = calendar.day(rng.randint(calendar.LAST_REGISTRATION[1], calendar.LAST_REGISTRATION[0]))
        row["registered_on"] = registered
        row["creation"] = f"{registered} 10:00:00.000000"
        row["rsu_score_date"] = registered - timedelta(days=rng.randint(5, 90))


def _row(rng: random.Random, number: int) -> dict:
    first, last = rng.choice(names.WOMEN), rng.choice(names.LAST)
    age_days = int(rng.triangular(18.2 * 365, 52 * 365, 28 * 365))
    care_leaver = rng.random() < 0.04
    birth = calendar.day(rng.randint(19 * 365, 22 * 365) if care_leaver else age_days + 730)
    registered = calendar.day(rng.randint(calendar.REGISTRATION[1], calendar.REGISTRATION[0]))
    commune = rng.choices([c[0] for c in places.COMMUNES], [c[4] for c in places.COMMUNES])[0]
    score = round(rng.triangular(4, 14, 8.5), 2)
    return {
        "name": f"{rng.getrandbits(40):010x}",
        "creation": f"{registered} 10:00:00.000000",
        "modified": now(),
        "owner": "Administrator",
        "modified_by": "Administrator",
        "docstatus": 0,
        "category": CATEGORIES[2] if care_leaver else rng.choices(CATEGORIES[:2], (64, 36))[0],
        "preferred_language": "ar" if rng.random() < 0.86 else "fr",
        "first_name_ar": first[1],
        "last_name_ar": last[1],
        "full_name_ar": f"{first[1]} {last[1]}",
        "first_name": first[0],
        "last_name": last[0],
        "full_name": f"{first[0]} {last[0]}",
        "birth_date": birth,
        # ZZ is not a series of the national card and 0600 00 is not handed out: nobody can be meant.
        "cnie": f"ZZ{100000 + number}" if rng.random() < 0.94 else None,
        "phone": f"+2126000{number:05d}" if rng.random() < 0.9 else None,
        "unit": commune,
        "rnp": f"{9000000000 + number}" if rng.random() < 0.7 else None,
        "rsu_score": score,
        "rsu_score_date": registered - timedelta(days=rng.randint(5, 90)),
        "rsu_threshold": 9.74,
        "education_level": rng.choices(EDUCATION, (14, 16, 24, 18, 12, 9, 7))[0],
        "children_count": rng.choices(range(7), (22, 18, 22, 18, 11, 6, 3))[0],
        "project_idea": rng.choice(IDEAS) if rng.random() < 0.6 else None,
        "registered_on": registered,
    }


def _select(rows: list[dict], open_places: int) -> None:
    """The lowest scores first, as the places allow; then a waiting list; the highest are refused."""
    ranked = sorted(rows, key=lambda row: (row["rsu_score"], row["name"]))
    for rank, row in enumerate(ranked):
        if rank < open_places:
            row["selection_status"] = row["stage"] = "Selected"
            row["selection_reason"] = None
        elif row["rsu_score"] <= row["rsu_threshold"] + 2:
            row["selection_status"] = row["stage"] = "Waiting List"
            row["selection_reason"] = f"الأماكن: {open_places}؛ الرتبة حسب النقطة: {rank + 1}."
        else:
            row["selection_status"] = row["stage"] = "Not Selected"
            row["selection_reason"] = (
                f"النقطة {row['rsu_score']} تتجاوز العتبة {row['rsu_threshold']} بأكثر من 2."
            )
