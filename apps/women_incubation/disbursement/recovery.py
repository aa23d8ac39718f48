"""Taking back what was paid and not spent: ordered by one, approved by another, recorded by a third.

Draft (controller) -> Ordered (funder) -> Recovered (payment officer, with the bank's reference), or
Cancelled. What came back leaves paid, approved and committed of the project, and the line has it again.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.disbursement.errors import RecoveryRefused, SamePersonTwice
from women_incubation.funding import ledger
from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes

ORDER = "Recovery Order"
# (from, to) -> (the role whose step it is, the field that keeps the person)
STEPS = {
    (None, "Draft"): ("Incubation Controller", "prepared_by"),
    ("Draft", "Ordered"): ("Incubation Funder", "ordered_by"),
    ("Ordered", "Recovered"): ("Incubation Payment Officer", "recorded_by"),
    ("Draft", "Cancelled"): ("Incubation Controller", None),
    ("Ordered", "Cancelled"): ("Incubation Funder", None),
}
PEOPLE = ("prepared_by", "ordered_by", "recorded_by")
MONEY_RECEIVED = {"bank_reference", "received_on"}
CONTENT = {"project", "budget_line", "amount", "reason", "document"}


def fill_from_project(order: Document) -> None:
    """The place is the project's, and the people are those whom this code noted, whatever the client sent."""
    before = order.get_doc_before_save()
    order.unit = frappe.db.get_value("Project Proposal", order.project, "unit")
    for field in PEOPLE:
        order.set(field, before.get(field) if before else None)


def check_status(order: Document) -> None:
    """Each step by its own role and by a person who took none before."""
    before = order.get_doc_before_save()
    old = before.status if before else None
    if old == order.status:
        return
    if (old, order.status) not in STEPS:
        _refuse(_("There is no step from {0} to {1}.").format(_(old or "New"), _(order.status)))
    role, field = STEPS[old, order.status]
    if role not in roles_by_assignment(frappe.session.user):
        frappe.throw(_("This step belongs to: {0}.").format(_(role)), frappe.PermissionError)
    if field:
        _require_another_person(order)
        order.set(field, frappe.session.user)
    if order.status == "Recovered":
        _check_received(order)


def check_frozen(order: Document) -> None:
    """A draft is its controller's; from the order on its content stays; one that ended stays as it is."""
    before = order.get_doc_before_save()
    if not before:
        return
    changed = changed_fields(order, before) - set(PEOPLE) - {"status", "unit"}
    allowed = {"Draft": CONTENT, "Ordered": MONEY_RECEIVED}.get(before.status, set())
    if before.status == "Draft" and changed and order.prepared_by != frappe.session.user:
        _refuse(_("Only {0}, who prepared this order, can change it.").format(order.prepared_by))
    if changed - allowed:
        labels = ", ".join(sorted(_(order.meta.get_label(field)) for field in changed - allowed))
        _refuse(_("In the state {0} these fields stay as they are: {1}.").format(_(before.status), labels))


def check_amount(order: Document) -> None:
    """Not more than was paid on this line, is not justified, and no other order asks back.

    The project's balance is locked first, so that two orders are counted one after the other.
    """
    before = order.get_doc_before_save()
    if order.status == "Cancelled" or (before and before.status == "Recovered"):
        return
    asked = centimes_of(order, "amount")
    if not asked:
        _refuse(_("The amount must be above zero."))
    paid = ledger.project_balance(order.project, order.budget_line).paid_centimes
    rest = paid - justified_on(order) - asked_back(order)
    if asked > rest:
        _refuse(
            _("{0} was paid on this line and is neither justified nor asked back; {1} is too much.").format(
                format_dirhams(max(rest, 0)), format_dirhams(asked)
            )
        )


def justified_on(order: Document) -> int:
    """What was accepted as spent of the project's money on this line, in centimes."""
    on_line = {"project": order.project, "budget_line": order.budget_line}
    payments = frappe.get_all("Funding Disbursement", filters=on_line, pluck="name")
    accepted = {"disbursement": ["in", payments or [""]], "status": "Accepted"}
    return sum(map(to_centimes, frappe.get_all("Expense Justification", filters=accepted, pluck="amount")))


def asked_back(order: Document) -> int:
    """What other orders ask back and has not come yet, in centimes; a locking read."""
    table = frappe.qb.DocType(ORDER)
    query = frappe.qb.from_(table).select(table.name, table.amount, table.status)
    query = query.where((table.project == order.project) & (table.budget_line == order.budget_line))
    rows = query.for_update().run(as_dict=True)
    return sum(to_centimes(row.amount) for row in rows if row.name != order.name and _is_open(row.status))


def take_effect(order: Document) -> None:
    """Record the step; move the money when it came."""
    if not order.has_value_changed("status"):
        return
    centimes = centimes_of(order, "amount")
    if order.status == "Recovered":
        ledger.recover(order.budget_line, order.project, centimes, f"{order.name}/recover", order)
    detail = {"project": order.project, "budget_line": order.budget_line, "amount_centimes": centimes}
    record("recovery_step", order, status=order.status, bank_reference=order.bank_reference, **detail)


def refuse_delete(order: Document) -> None:
    """Only a draft is deleted."""
    if order.status != "Draft":
        _refuse(_("An order that was given is never deleted. Cancel it."))


def _is_open(status: str) -> bool:
    return status in ("Draft", "Ordered")


def _require_another_person(order: Document) -> None:
    if frappe.session.user in {order.get(field) for field in PEOPLE}:
        frappe.throw(
            _("You already took a step of this order. Another person must take the next one."),
            SamePersonTwice,
            title=_("Another Person Is Needed"),
        )


def _check_received(order: Document) -> None:
    if not (order.bank_reference or "").strip():
        _refuse(_("Give the bank's reference of the transfer."))
    if not order.received_on or getdate(order.received_on) > getdate():
        _refuse(_("Give the day on which the money came; it cannot lie in the future."))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, RecoveryRefused, title=_("Recovery Order"))
