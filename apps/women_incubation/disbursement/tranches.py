"""When a tranche may be asked for, and how much of it is left."""

import json
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes
from women_incubation.funding.rules import HUNDRED, percent
from women_incubation.incubation.missing import Missing

RUNNING_STATES = ("In Incubation", "Activity Started")
PAID = ("Paid", "Received")
LIVE = ("Requested", "Verified", "Approved", "Second Approval", *PAID)


def locked_project(doc: Document) -> Document:
    """The payment's project, locked: requests of one project are decided one after the other.

    Its state cannot change either until this transaction ends, so a project that is being discontinued and
    a payment that is being requested cannot miss each other.
    """
    return frappe.get_doc("Project Proposal", doc.project, for_update=True)


def check_tranche(doc: Document, project: Document, missing: Missing) -> None:
    """Note everything that keeps this tranche from being requested."""
    if project.workflow_state not in RUNNING_STATES:
        message = _("Payments are requested while a project is in incubation or its activity has started.")
        missing.add("project", message)
    tranche = tranche_of(project, doc, missing)
    if tranche:
        payments = payments_of(project.name, but_not=doc.name)
        check_rest(doc, tranche, payments, missing)
        check_condition(tranche, project, missing)
        check_tranche_before(tranche, project, payments, missing)
        check_registered_conditions(tranche, project, missing)


def tranche_of(project: Document, doc: Document, missing: Missing) -> Document | None:
    """The row of the tranche plan with the payment's number and line; None, and noted, if there is none."""
    rows = [row for row in project.tranches if number_of(row) == cint(doc.tranche_number)]
    found = next((row for row in rows if row.budget_line == doc.budget_line), None)
    if not rows:
        missing.add("tranche_number", _("The project has no tranche {0}.").format(cint(doc.tranche_number)))
    elif not found:
        lines = ", ".join(row.budget_line for row in rows)
        message = _("Tranche {0} is paid from budget line {1}.").format(number_of(rows[0]), lines)
        missing.add("budget_line", message)
    return found


def number_of(row: Document) -> int:
    """The tranche's number, counted from 1; the rows of one tranche differ in their budget line."""
    return cint(row.get("number")) or row.idx


def payments_of(project: str, but_not: str) -> list[frappe._dict]:
    """The project's other payments, as they are now: a locking read, past this transaction's snapshot.

    Rows: name, tranche_number, budget_line, workflow_state, amount_centimes.
    """
    table = frappe.qb.DocType("Funding Disbursement")
    query = frappe.qb.from_(table).select(
        table.name, table.tranche_number, table.budget_line, table.workflow_state, table.amount
    )
    rows = query.where(table.project == project).for_update().run(as_dict=True)
    for row in rows:
        row.amount_centimes = to_centimes(row.amount)
    return [row for row in rows if row.name != but_not]


def check_rest(doc: Document, tranche: Document, payments: list, missing: Missing) -> None:
    """The amount fits in what nobody has asked of this tranche yet."""
    rest = centimes_of(tranche, "amount") - total(payments, tranche, LIVE)
    if centimes_of(doc, "amount") > rest:
        missing.add(
            "amount",
            _("Tranche {0} has {1} left; {2} is asked.").format(
                number_of(tranche), format_dirhams(rest), format_dirhams(centimes_of(doc, "amount"))
            ),
        )


def check_condition(tranche: Document, project: Document, missing: Missing) -> None:
    """A tranche for a started activity waits for it."""
    if tranche.condition == "Activity Started" and project.workflow_state != "Activity Started":
        message = _("Tranche {0} waits until the activity has started.").format(number_of(tranche))
        missing.add("tranche_number", message)


def check_tranche_before(tranche: Document, project: Document, payments: list, missing: Missing) -> None:
    """The tranche before is paid on all its lines, and the share that the rule asks for is justified.

    An accepted justification is final, so a plain read of them can only miss one, never count one too many.
    """
    number = number_of(tranche) - 1
    before = [row for row in project.tranches if number_of(row) == number]
    if not before:
        return
    paid = sum(total(payments, row, PAID) for row in before)
    if paid < sum(centimes_of(row, "amount") for row in before):
        missing.add("tranche_number", _("Tranche {0} is not paid yet.").format(number))
        return
    share = percent(terms_of(project, number_of(tranche))["justified_percent"])
    justified = justified_centimes(row.name for row in payments if row.tranche_number == number)
    if justified * HUNDRED < share * paid:
        missing.add(
            "tranche_number",
            _("{0} of the {1} paid in tranche {2} is justified; {3} % is asked.").format(
                format_dirhams(justified), format_dirhams(paid), number, f"{share:f}"
            ),
        )


def check_registered_conditions(tranche: Document, project: Document, missing: Missing) -> None:
    """What the rooms say of the tranche's own conditions (hook `incubation_tranche_conditions`)."""
    terms = terms_of(project, number_of(tranche))
    for path in frappe.get_hooks("incubation_tranche_conditions"):
        for item in frappe.get_attr(path)(project, terms):
            missing.add(item["field"], item["message"])


def terms_of(project: Document, number: int) -> dict:
    """What the rule copied on the project says of this tranche.

    {number, condition, label, milestone, needs_training, justified_percent}; a tranche that the template does
    not have, since a coordinator split another one, takes the terms of the template's last.
    """
    rule = json.loads(project.rule_snapshot or "{}")
    template = rule.get("tranches") or [{}]
    terms = template[min(number, len(template)) - 1]
    share = terms.get("justified_percent") or rule.get("justified_share_percent")
    return {
        "number": number,
        "condition": terms.get("condition"),
        "label": terms.get("label"),
        "milestone": terms.get("milestone"),
        "needs_training": bool(terms.get("needs_training")),
        "justified_percent": share,
    }


def total(payments: list, tranche: Document, states: tuple[str, ...]) -> int:
    """What the payments of this row of the plan in these states add up to, in centimes."""
    return sum(
        row.amount_centimes
        for row in payments
        if (row.tranche_number, row.budget_line) == (number_of(tranche), tranche.budget_line)
        and row.workflow_state in states
    )


def justified_centimes(disbursements: Iterable[str]) -> int:
    """What was accepted as justified on these payments."""
    filters = {"disbursement": ["in", list(disbursements)], "status": "Accepted"}
    return sum(map(to_centimes, frappe.get_all("Expense Justification", filters=filters, pluck="amount")))


def needs_second_approval(doc: Document) -> bool:
    """Whether the amount is above the threshold of the rule copied on the project."""
    snapshot = frappe.db.get_value("Project Proposal", doc.project, "rule_snapshot")
    threshold = json.loads(snapshot or "{}").get("second_approval_above_centimes", 0)
    return centimes_of(doc, "amount") > threshold
