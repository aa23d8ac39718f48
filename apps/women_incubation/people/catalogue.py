"""What every site starts with in this room: proposals of convergence rules, to be confirmed."""

import json
from pathlib import Path

import frappe


def insert_missing() -> None:
    """Insert a proposal for each programme of which no rule speaks; change none that exists.

    They are configuration, not the law: as long as they are proposals nothing is compared.
    """
    known = set(frappe.get_all("Convergence Rule", pluck="programme"))
    path = frappe.get_app_path("women_incubation", "fixtures", "catalogues", "convergence_rules.json")
    for row in json.loads(Path(path).read_text(encoding="utf-8")):
        if row["programme"] not in known:
            frappe.get_doc({"doctype": "Convergence Rule", "status": "Proposal", **row}).insert()
