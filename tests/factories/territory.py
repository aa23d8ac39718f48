"""Places and organisations. The regions, provinces and prefectures of Morocco are on every site."""

from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories import unique

REGION = "MA-11"  # Laâyoune-Sakia El Hamra
PROVINCE = "MA-LAA"  # in REGION
SISTER_PROVINCE = "MA-BOD"  # in REGION
OTHER_REGION = "MA-01"
OTHER_PROVINCE = "MA-CHE"  # in OTHER_REGION


def make_commune(**overrides: Any) -> Document:
    """A commune of PROVINCE."""
    code = unique("COM")
    values = {"code": code, "kind": "Commune", "parent_territorial_unit": PROVINCE}
    values |= {"name_fr": f"Commune {code}", "name_ar": f"جماعة {code}"}
    return frappe.get_doc({"doctype": "Territorial Unit", **values, **overrides}).insert()


def make_organisation(**overrides: Any) -> Document:
    """An association of PROVINCE."""
    values = {"organisation_name": unique("Association"), "kind": "Association", "unit": PROVINCE}
    return frappe.get_doc({"doctype": "Partner Organisation", **values, **overrides}).insert()
