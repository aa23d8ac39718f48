"""The convention of the region: parties, commitments, budget lines."""

from datetime import timedelta

import frappe

from demo import calendar, places

PARTNERS = (
    # key, French, Arabic, kind, funder, incubator, committed dirhams
    (
        "ministry",
        "Ministère de la Solidarité, de l'Insertion sociale et de la Famille",
        "وزارة التضامن والإدماج الاجتماعي والأسرة",
        "Ministry",
        1,
        0,
        18_000_000,
    ),
    (
        "indh",
        "INDH - Coordination régionale Laâyoune-Sakia El Hamra",
        "المبادرة الوطنية للتنمية البشرية - التنسيقية الجهوية",
        "INDH",
        1,
        0,
        24_000_000,
    ),
    (
        "council",
        "Conseil régional Laâyoune-Sakia El Hamra",
        "مجلس جهة العيون الساقية الحمراء",
        "Regional Council",
        1,
        0,
        9_000_000,
    ),
    (
        "assoc",
        "Association Amal pour l'entrepreneuriat féminin",
        "جمعية أمل للمقاولة النسائية",
        "Association",
        0,
        1,
        0,
    ),
    ("coop", "Union des coopératives de la Sakia", "اتحاد تعاونيات الساقية", "Cooperative", 0, 1, 0),
    (
        "centre",
        "Centre de formation et d'insertion de Laâyoune",
        "مركز التكوين والإدماج بالعيون",
        "Training Centre",
        0,
        0,
        0,
    ),
)
COMMITMENTS = {
    "ministry": "Former 3 000 femmes et financer l'accompagnement.",
    "indh": "Cofinancer les projets au titre des programmes 2 et 3.",
    "council": "Cofinancer les projets et mettre des locaux à disposition.",
    "assoc": "Incuber les projets individuels.",
    "coop": "Incuber les projets collectifs.",
    "centre": "Accueillir les groupes de formation.",
}
# (funder, place, dirhams)
LINES = (
    ("indh", "MA-LAA", 9_000_000),
    ("indh", "MA-BOD", 4_500_000),
    ("indh", "MA-ESM", 4_000_000),
    ("indh", "MA-TAF", 2_500_000),
    ("ministry", "MA-LAA", 5_000_000),
    ("ministry", "MA-BOD", 2_500_000),
    ("ministry", "MA-ESM", 2_200_000),
    ("ministry", "MA-TAF", 1_500_000),
    ("council", "MA-11", 6_000_000),
)


def insert_convention() -> None:
    """Insert partners, the convention and its budget lines; each line opens its balance by itself."""
    if frappe.db.exists("Convention", {"unit": places.REGION}):
        return
    with calendar.story_time(calendar.day(calendar.CONVENTION_SIGNED)):
        partners = {row[0]: _insert_partner(*row[1:6]) for row in PARTNERS}
        partner_ar = {row[0]: row[2] for row in PARTNERS}
        convention = _insert_convention(partners)
        for key, unit, amount in LINES:
            place = frappe.db.get_value("Territorial Unit", unit, "name_ar")
            frappe.get_doc(
                {
                    "doctype": "Budget Line",
                    "convention": convention,
                    "funder": partners[key],
                    "label": f"{partner_ar[key]} - {place} - المشاريع",
                    "unit": unit,
                    "total": amount,
                }
            ).insert()
        frappe.db.commit()


def _insert_partner(name: str, name_ar: str, kind: str, funder: int, incubator: int) -> str:
    partner = frappe.get_doc(
        {
            "doctype": "Partner Organisation",
            "organisation_name": name,
            "name_ar": name_ar,
            "kind": kind,
            "unit": "MA" if kind == "Ministry" else places.REGION,
            "is_funder": funder,
            "is_incubator": incubator,
        }
    )
    return partner.insert().name


def _insert_convention(partners: dict[str, str]) -> str:
    signed = calendar.day(calendar.CONVENTION_SIGNED)
    parties = [
        {
            "organisation": partners[key],
            "role": "Funder" if funder else "Operator",
            "commitment": COMMITMENTS[key],
            "field_of_intervention": "Laâyoune-Sakia El Hamra",
            "amount": amount,
        }
        for key, _fr, _ar, _kind, funder, _incubator, amount in PARTNERS
    ]
    return (
        frappe.get_doc(
            {
                "doctype": "Convention",
                "title_fr": "Convention régionale pour l'accompagnement des femmes, Laâyoune-Sakia El Hamra",
                "title_ar": "الاتفاقية الجهوية لمواكبة النساء بجهة العيون الساقية الحمراء",
                "unit": places.REGION,
                "status": "Signed",
                "signed_on": signed,
                "valid_from": signed,
                "valid_to": signed + timedelta(days=4 * 365),
                "parties": parties,
            }
        )
        .insert()
        .name
    )
