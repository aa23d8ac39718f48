"""The communes of Laâyoune-Sakia El Hamra that the story needs (a real site imports the whole list)."""

import frappe

REGION = "MA-11"
PROVINCES = ("MA-LAA", "MA-BOD", "MA-ESM", "MA-TAF")

# (code, province, French, Arabic, weight: how many of the women live there)
COMMUNES = [
    ("MA-LAA-01", "MA-LAA", "Laâyoune", "العيون", 46),
    ("MA-LAA-02", "MA-LAA", "El Marsa", "المرسى", 7),
    ("MA-LAA-03", "MA-LAA", "Foum El Oued", "فم الواد", 2),
    ("MA-LAA-04", "MA-LAA", "Dcheira", "الدشيرة", 1),
    ("MA-LAA-05", "MA-LAA", "Boukraa", "بوكراع", 1),
    ("MA-BOD-01", "MA-BOD", "Boujdour", "بوجدور", 16),
    ("MA-BOD-02", "MA-BOD", "Jraifia", "اجريفية", 1),
    ("MA-BOD-03", "MA-BOD", "Lamssid", "لمسيد", 1),
    ("MA-ESM-01", "MA-ESM", "Es-Semara", "السمارة", 14),
    ("MA-ESM-02", "MA-ESM", "Amgala", "أمكالة", 1),
    ("MA-ESM-03", "MA-ESM", "Haouza", "حوزة", 1),
    ("MA-TAF-01", "MA-TAF", "Tarfaya", "طرفاية", 5),
    ("MA-TAF-02", "MA-TAF", "Akhfennir", "أخفنير", 2),
    ("MA-TAF-03", "MA-TAF", "Daoura", "الدورة", 1),
    ("MA-TAF-04", "MA-TAF", "Tah", "الطاح", 1),
]


def insert_communes() -> None:
    """Insert the communes that are missing, below their provinces."""
    for code, province, name_fr, name_ar, _weight in COMMUNES:
        if frappe.db.exists("Territorial Unit", code):
            continue
        frappe.get_doc(
            {
                "doctype": "Territorial Unit",
                "code": code,
                "kind": "Commune",
                "name_fr": name_fr,
                "name_ar": name_ar,
                "parent_territorial_unit": province,
            }
        ).insert()


def province_of(commune: str) -> str:
    """The province code of a commune code of this list."""
    return commune.rsplit("-", 1)[0]
