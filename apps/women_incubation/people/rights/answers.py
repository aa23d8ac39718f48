"""Answers that were kept for requests sent twice: they hold what a page showed, her data too."""

import re

import frappe

from women_incubation.people.rights.marks import Marks
from women_incubation.people.rights.scrub import pseudonym_of

ERASED = '{"erased": true}'


def erase_answers(beneficiary: str, user: str | None, marks: Marks) -> None:
    """Empty the answers that her account got; in those of others that name her file, her single names."""
    if user:
        where = {"user": user}
        frappe.db.set_value("Client Request", where, "answer", ERASED, update_modified=False)
    others = {"answer": ["like", f"%{beneficiary}%"]}
    for row in frappe.get_all("Client Request", filters=others, fields=["name", "answer"]):
        text = re.sub(marks.single_names, f'"{pseudonym_of(beneficiary)}"', row.answer)
        if text != row.answer:
            frappe.db.set_value("Client Request", row.name, "answer", text, update_modified=False)
