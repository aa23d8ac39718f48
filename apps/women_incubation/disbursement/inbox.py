"""What waits for a user's decision, and all that a decision needs; the queries do not grow with the rows."""

from collections import defaultdict
from typing import NamedTuple

import frappe
from frappe import _

from women_incubation.audit.guarded_path import roles_by_assignment, workflow_of
from women_incubation.disbursement import separation, standing_in
from women_incubation.disbursement.decisions import PAYMENT
from women_incubation.disbursement.effects import RESERVED
from women_incubation.disbursement.history import barred_text
from women_incubation.disbursement.separation import STEP_OF_ACTION
from women_incubation.funding.money import to_centimes

# A step forward; what waits for one is in somebody's inbox.
FORWARD = {
    "Requested": ("Verify",),
    "Verified": ("Approve",),
    "Approved": ("Approve Again", "Record Payment"),
    "Second Approval": ("Record Payment",),
}
LARGEST_PAGE = 200
MOST_HISTORY = 50


class Reader(NamedTuple):
    """Who opens the inbox: with which roles, in whose place too, and what the separation says."""

    user: str
    roles: frozenset[str]
    absences: list[standing_in.Absence]
    pairs: frozenset[separation.Pair]


def inbox(user: str, start: int = 0, length: int = LARGEST_PAGE) -> dict:
    """{items, total, next_start, standing_in_for, history} of the user. Amounts in centimes.

    `items` are `length` (at most 200) of the `total` payments that wait, from the one at `start` on, oldest
    first; `next_start` is None on the last page. `standing_in_for` are the names of colleagues who are away.
    """
    reader = Reader(
        user,
        roles_by_assignment(user),
        standing_in.absences_covered_by(user),
        separation.incompatible_pairs(),
    )
    waiting = waiting_names(reader.roles)
    start, length = max(start, 0), min(max(length, 1), LARGEST_PAGE)
    names = waiting[start : start + length]
    end = start + len(names)
    return {
        "items": items_of(names, reader),
        "total": len(waiting),
        "next_start": end if names and end < len(waiting) else None,
        "standing_in_for": names_of({absence.person for absence in reader.absences}),
        "history": history_of(user),
    }


def items_of(names: list[str], reader: Reader) -> list[dict]:
    """The payments as the inbox shows them; the queries do not grow with them."""
    rows = details_of(names) if names else []
    steps, papers = steps_of(names), papers_of(names)
    on_projects = separation.project_deeds({row.project for row in rows}, reader.pairs)
    for row in rows:
        row.deeds = separation.deeds_of(steps[row.name]) | on_projects[row.project]
    return [item_of(row, steps[row.name], papers[row.name], reader) for row in rows]


def names_of(users: set[str]) -> list[str]:
    """The full names of these users."""
    filters = {"name": ["in", sorted(users) or [""]]}
    return frappe.get_all("User", filters=filters, pluck="full_name", order_by="full_name")


def waiting_names(roles: frozenset[str]) -> list[str]:
    """The payments in the user's scope that wait for a step forward by one of these roles, oldest first."""
    states = sorted({t.state for t in transitions_of(roles) if t.action in FORWARD.get(t.state, ())})
    if not states:
        return []
    rows = frappe.get_list(
        PAYMENT,
        filters={"workflow_state": ["in", states], "payment_batch": ["is", "not set"]},
        fields=["name", "workflow_state", "needs_second_approval"],
        order_by="creation asc, name asc",
        limit_page_length=0,
    )
    return [row.name for row in rows if forward_actions(row, roles)]


def details_of(names: list[str]) -> list[frappe._dict]:
    """The payments with the names and balances around them, in one query."""
    payment = frappe.qb.DocType(PAYMENT)
    project, woman = frappe.qb.DocType("Project Proposal"), frappe.qb.DocType("Beneficiary")
    unit, line = frappe.qb.DocType("Territorial Unit"), frappe.qb.DocType("Budget Line")
    on_line, on_project = frappe.qb.DocType("Budget Balance"), frappe.qb.DocType("Project Balance")
    query = (
        frappe.qb.from_(payment)
        .left_join(project).on(project.name == payment.project)
        .left_join(woman).on(woman.name == payment.beneficiary)
        .left_join(unit).on(unit.name == payment.unit)
        .left_join(line).on(line.name == payment.budget_line)
        .left_join(on_line).on(on_line.name == payment.budget_line)
        .left_join(on_project)
        .on((on_project.project == payment.project) & (on_project.budget_line == payment.budget_line))
        .select(
            payment.name, payment.modified, payment.workflow_state, payment.project, payment.tranche_number,
            payment.amount, payment.purpose, payment.payee_name, payment.rib, payment.budget_line,
            payment.needs_second_approval,
            project.title.as_("project_title"),
            woman.full_name.as_("beneficiary_name"), woman.full_name_ar.as_("beneficiary_name_ar"),
            unit.name_fr.as_("unit_name_fr"), unit.name_ar.as_("unit_name_ar"), unit.lft, unit.rgt,
            line.label.as_("line_label"),
            (on_line.total_centimes - on_line.approved_centimes).as_("line_left"),
            (on_project.committed_centimes - on_project.approved_centimes).as_("project_left"),
        )
        .where(payment.name.isin(names))
        .orderby(payment.creation, payment.name)
    )  # fmt: skip
    return query.run(as_dict=True)


def item_of(row: frappe._dict, steps: list, papers: list, reader: Reader) -> dict:
    """One payment of the inbox. What is left is what no payment has reserved, before and after this one."""
    amount = to_centimes(row.amount)
    reserved = amount if row.workflow_state in RESERVED else 0
    line_before, project_before = (row.line_left or 0) + reserved, (row.project_left or 0) + reserved
    actions, cannot = actions_of(row, reader)
    copied = ("name", "workflow_state", "project", "project_title", "beneficiary_name", "beneficiary_name_ar")
    copied += ("unit_name_fr", "unit_name_ar", "tranche_number", "payee_name", "rib")
    return {
        **{key: row[key] for key in copied},
        "purpose": _(row.purpose or ""),
        "modified": str(row.modified),
        "amount_centimes": amount,
        "line": {
            "name": row.budget_line,
            "label": row.line_label,
            "left_before_centimes": line_before,
            "left_after_centimes": line_before - amount,
        },
        "project_left_before_centimes": project_before,
        "project_left_after_centimes": project_before - amount,
        "evidence": papers,
        "steps": [
            {
                "step": step.step,
                "actor_name": step.actor_name,
                "in_the_place_of": step.in_the_place_of,
                "happened_at": str(step.happened_at),
            }
            for step in steps
            if step.step != "Prepare"
        ],
        "actions": actions,
        "cannot": cannot,
    }


def actions_of(row: frappe._dict, reader: Reader) -> tuple[list[str], str | None]:
    """What the user may do with this payment, and why not the step forward if that is so."""
    forward = forward_actions(row, reader.roles)
    barred = {action: barred_from(action, row, reader) for action in forward}
    open_forward = [action for action in forward if not barred[action]]
    cannot = None
    if forward and not open_forward:
        action = forward[0]
        cannot = barred_text(barred[action], STEP_OF_ACTION[action])
    backward = {
        t.action
        for t in transitions_of(reader.roles)
        if t.state == row["workflow_state"] and t.action in ("Return", "Reject")
    }
    open_backward = [action for action in backward if not barred_from(action, row, reader)]
    return open_forward + sorted(open_backward, reverse=True), cannot


def barred_from(action: str, row: frappe._dict, reader: Reader) -> separation.Deed | None:
    """What keeps the user, or whom they stand in for, from this step."""
    step = STEP_OF_ACTION[action]
    away = standing_in.persons_away(reader.absences, step, (row.lft, row.rgt))
    return separation.conflict(row.deeds, {reader.user, *away}, step, reader.pairs)


def forward_actions(row: dict, roles: frozenset[str]) -> list[str]:
    """The steps forward that these roles could take now, were the person free to."""
    state = row["workflow_state"]
    due = list(FORWARD.get(state, ()))
    if state == "Approved":
        due = ["Approve Again"] if row["needs_second_approval"] else ["Record Payment"]
    mine = {t.action for t in transitions_of(roles) if t.state == state}
    return [action for action in due if action in mine]


def transitions_of(roles: frozenset[str]) -> list:
    """The transitions of the path that belong to these roles."""
    return [row for row in workflow_of(PAYMENT).transitions if row.allowed in roles]


def steps_of(names: list[str]) -> dict[str, list[frappe._dict]]:
    """The steps of each payment, in order, with the persons' names."""
    step, user = frappe.qb.DocType("Disbursement Step"), frappe.qb.DocType("User")
    away = frappe.qb.DocType("User").as_("away")
    query = (
        frappe.qb.from_(step)
        .left_join(user)
        .on(user.name == step.actor)
        .left_join(away)
        .on(away.name == step.delegated_by)
        .select(step.parent, step.step, step.actor, step.happened_at, user.full_name.as_("actor_name"))
        .select(step.delegated_by, away.full_name.as_("in_the_place_of"))
        .where((step.parenttype == PAYMENT) & step.parent.isin(names or [""]))
        .orderby(step.parent, step.idx)
    )
    return grouped(query.run(as_dict=True))


def papers_of(names: list[str]) -> dict[str, list[dict]]:
    """The evidence of each payment: {label, file_url}."""
    rows = frappe.get_all(
        "Disbursement Evidence",
        filters={"parenttype": PAYMENT, "parent": ["in", names or [""]]},
        fields=["parent", "label", "file as file_url"],
        order_by="parent, idx",
    )
    papers = grouped(rows)
    for name in papers:
        papers[name] = [{"label": row.label, "file_url": row.file_url} for row in papers[name]]
    return papers


def history_of(user: str) -> list[dict]:
    """What the user did last: {name, project_title, step, happened_at, amount_centimes, workflow_state}."""
    step, payment = frappe.qb.DocType("Disbursement Step"), frappe.qb.DocType(PAYMENT)
    project = frappe.qb.DocType("Project Proposal")
    query = (
        frappe.qb.from_(step)
        .join(payment).on(payment.name == step.parent)
        .left_join(project).on(project.name == payment.project)
        .select(
            payment.name, project.title.as_("project_title"), step.step, step.happened_at, payment.amount,
            payment.workflow_state,
        )
        .where((step.parenttype == PAYMENT) & (step.actor == user) & (step.step != "Prepare"))
        .orderby(step.happened_at, order=frappe.qb.desc)
        .limit(MOST_HISTORY)
    )  # fmt: skip
    return [
        {
            **{key: row[key] for key in ("name", "project_title", "step", "workflow_state")},
            "happened_at": str(row.happened_at),
            "amount_centimes": to_centimes(row.amount),
        }
        for row in query.run(as_dict=True)
    ]


def grouped(rows: list[frappe._dict]) -> dict[str, list]:
    """The rows by their parent."""
    by_parent: dict[str, list] = defaultdict(list)
    for row in rows:
        by_parent[row.parent].append(row)
    return by_parent
