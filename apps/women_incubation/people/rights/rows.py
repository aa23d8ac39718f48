"""Her own documents after an erasure: the rows stay, their texts go.

What is counted (places, dates, states, amounts) stays: figures and money remain right. A text is kept only
where the hook `incubation_person_records` names its field, because it says nothing about her: digests, keys,
references of the bank. `"*"` keeps a document as it is, `"-"` deletes its rows.
"""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.people.rights.reach import PERSON, Reach

NOTHING = "—"
KEPT_WHOLE, DELETED = "*", "-"
TEXTS = frozenset(
    {
        "Attach",
        "Attach Image",
        "Autocomplete",
        "Barcode",
        "Code",
        "Data",
        "Geolocation",
        "HTML Editor",
        "JSON",
        "Long Text",
        "Markdown Editor",
        "Password",
        "Phone",
        "Signature",
        "Small Text",
        "Text",
        "Text Editor",
    }
)
PLACES = frozenset({"latitude", "longitude"})


def erase_rows(reach: Reach, doctypes: set[str]) -> None:
    """Empty the texts of her rows in these documents, past their controllers: frozen rows too."""
    for doctype in sorted(doctypes & reach.keys()):
        kept = kept_fields(doctype)
        if KEPT_WHOLE in kept:
            continue
        where = {"name": ["in", sorted(reach[doctype])]}
        if DELETED in kept:
            frappe.db.delete(doctype, where)
            continue
        emptied = emptied_values(doctype, kept)
        if emptied:
            frappe.db.set_value(doctype, where, emptied, update_modified=False)
    if PERSON in doctypes:
        erase_birth_dates(reach[PERSON])


def kept_fields(doctype: str) -> set[str]:
    """The fields of a document that stay, by the hook."""
    return set(frappe.get_hooks("incubation_person_records", {}).get(doctype, []))


def emptied_values(doctype: str, kept: set[str]) -> dict[str, object]:
    """field -> what it holds afterwards."""
    columns = set(frappe.db.get_table_columns(doctype))
    return {
        field.fieldname: empty_value(field)
        for field in frappe.get_meta(doctype).fields
        if field.fieldname in columns - kept and (field.fieldtype in TEXTS or field.fieldname in PLACES)
    } | ({"user": None} if doctype == PERSON else {})


def empty_value(field: Document) -> object:
    """Nothing, or a dash where the document must have something to be opened again."""
    if field.fieldname in PLACES:
        return 0 if field.fieldtype == "Float" else None  # a Float has no NULL
    return NOTHING if field.reqd and field.fieldtype in ("Data", "Small Text", "Text") else None


def erase_birth_dates(names: set[str]) -> None:
    """The year of birth stays, for figures by age; the day goes."""
    for name in names:
        born = frappe.db.get_value(PERSON, name, "birth_date")
        if born:
            year = date(getdate(born).year, 1, 1)
            frappe.db.set_value(PERSON, name, "birth_date", year, update_modified=False)
