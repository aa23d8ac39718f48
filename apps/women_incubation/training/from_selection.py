"""Filling a training group from a frozen selection, by rank."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.training.errors import MemberRefused


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def fill_group(selection: str, training_group: str, joined_on: str | None = None) -> dict:
    """Put selected women of the group's territory into its free places, by rank. {added: [women]}."""
    frappe.get_doc("Selection", selection).check_permission("read")
    group = frappe.get_doc("Training Group", training_group, for_update=True)
    group.check_permission("write")
    return {"added": fill(selection, group, joined_on)}


def fill(selection: str, group: Document, joined_on: str | None = None) -> list[str]:
    """The women added. Raises MemberRefused when the selection is a draft, and what the group refuses."""
    if frappe.db.get_value("Selection", selection, "status", for_update=True) != "Frozen":
        frappe.throw(_("Freeze the selection first."), MemberRefused)
    free = group.capacity - len([row for row in group.members if not row.left_on])
    rows = next_rows(selection, group, max(free, 0))
    for row in rows:
        day = getdate(joined_on or max(getdate(), getdate(group.start_date)))
        group.append("members", {"beneficiary": row.beneficiary, "joined_on": day})
    if rows:
        group.save()
        names = [row.name for row in rows]
        frappe.db.set_value("Selection Row", {"name": ["in", names]}, "training_group", group.name)
        record("group_filled", group, selection=selection, added=len(rows))
    return [row.beneficiary for row in rows]


def next_rows(selection: str, group: Document, places: int) -> list[dict]:
    """The first selected women without a group who live in the group's territory and are not in it."""
    row, unit = frappe.qb.DocType("Selection Row"), frappe.qb.DocType("Territorial Unit")
    lft, rgt = frappe.db.get_value("Territorial Unit", group.unit, ["lft", "rgt"])
    query = (
        frappe.qb.from_(row)
        .join(unit)
        .on(unit.name == row.unit)
        .select(row.name, row.beneficiary)
        .where((row.selection == selection) & (row.status == "Selected") & row.training_group.isnull())
        .where((unit.lft >= lft) & (unit.rgt <= rgt))
        .orderby(row.place)
        .orderby(row.name)
        .limit(places)
    )
    inside = [member.beneficiary for member in group.members]
    if inside:
        query = query.where(row.beneficiary.notin(inside))
    return query.run(as_dict=True) if places else []
