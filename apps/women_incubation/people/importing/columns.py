"""Which column of a file fills which field of a woman's file: by the label in any of the three languages."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import frappe
from frappe import _
from frappe.utils import escape_html

from women_incubation.people.importing.errors import ColumnsRefused

# The fields an import may fill, in the order of the template file.
FIELDS = (
    "first_name_ar",
    "last_name_ar",
    "first_name",
    "last_name",
    "birth_date",
    "category",
    "cnie",
    "phone",
    "email",
    "unit",
    "locality",
    "education_level",
    "children_count",
    "project_idea",
    "rnp",
    "rsu_score",
    "rsu_score_date",
    "rsu_threshold",
    "preferred_language",
)
NEEDED = ("first_name_ar", "last_name_ar", "first_name", "last_name", "birth_date")
# Other words that lists of the field use for the same thing.
ALSO = {
    "prenom": "first_name",
    "nom": "last_name",
    "nom de famille": "last_name",
    "الاسم الشخصي": "first_name_ar",
    "الاسم العائلي": "last_name_ar",
    "date de naissance": "birth_date",
    "تاريخ الازدياد": "birth_date",
    "cin": "cnie",
    "البطاقة الوطنية": "cnie",
    "رقم البطاقة الوطنية": "cnie",
    "tel": "phone",
    "telephone": "phone",
    "gsm": "phone",
    "الهاتف": "phone",
    "commune": "unit",
    "الجماعة": "unit",
    "douar": "locality",
    "quartier": "locality",
    "الدوار": "locality",
    "الحي": "locality",
    "idcs": "rnp",
}


def guess(headings: Iterable[str]) -> dict[str, str]:
    """For each heading that is understood, its field. A field is given to the first heading that names it."""
    known = known_headings()
    found: dict[str, str] = {}
    for heading in headings:
        field = known.get(folded(heading))
        if field and field not in found.values():
            found[heading] = field
    return found


def check(mapping: dict[str, str], headings: list[str]) -> None:
    """Raise ColumnsRefused naming every needed field without a column, or a field with two columns."""
    meta = frappe.get_meta("Beneficiary")
    filled = [mapping[heading] for heading in headings if mapping.get(heading)]
    unknown = sorted(set(filled) - set(FIELDS))
    if unknown:
        frappe.throw(_("A list cannot fill: {0}.").format(escape_html(", ".join(unknown))), ColumnsRefused)
    label = {field: _(meta.get_label(field)) for field in {*filled, *NEEDED}}
    missing = [label[field] for field in NEEDED if field not in filled]
    if missing:
        frappe.throw(_("No column of the file holds: {0}.").format(", ".join(missing)), ColumnsRefused)
    twice = sorted({label[field] for field in filled if filled.count(field) > 1})
    if twice:
        frappe.throw(_("Two columns are read as: {0}.").format(", ".join(twice)), ColumnsRefused)


def known_headings() -> dict[str, str]:
    """Every heading that is understood, folded, with its field: names, and labels in three languages."""
    meta = frappe.get_meta("Beneficiary")
    known = {folded(text): field for text, field in ALSO.items()}
    for field in FIELDS:
        label = meta.get_label(field)
        for text in (field, label, _(label, lang="fr"), _(label, lang="ar")):
            known.setdefault(folded(text), field)
    return known


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Lower case, without accents, marks and repeated blanks."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[\s_*:.\-]+", " ", plain).strip().lower()
