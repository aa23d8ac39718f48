"""Moving a payment one step along its path, for our own API. The guards are in the document."""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.errors import MoveNotAllowed
from women_incubation.audit.guarded_path import workflow_of
from women_incubation.audit.retry import is_conflict
from women_incubation.disbursement.errors import StaleDisbursement, TooManyDecisions

PAYMENT = "Funding Disbursement"
MOST_AT_ONCE = 100


class Decision(NamedTuple):
    """One decision as a client sends it. `modified` is that of the copy the person looked at."""

    client_key: str
    name: str
    action: str
    modified: str
    reason: str | None = None
    bank_reference: str | None = None
    paid_on: str | None = None

    def content(self) -> dict:
        """What the client key stands for."""
        return {field: value for field, value in self._asdict().items() if field != "client_key"}


def decide(decision: Decision) -> dict[str, str]:
    """Take one step on a payment, once for its client key: {name, workflow_state, modified}.

    Raises StaleDisbursement (409), MoveNotAllowed (403), whatever the guard of the step raises, and what
    answer_once raises.
    """
    return answer_once(decision.client_key, "decide", decision.content(), lambda: _take_step(decision))


def decide_many(decisions: list[Decision]) -> list[dict]:
    """Take several steps, each in its own savepoint: [{name, ok, workflow_state, message}], in order.

    One that is refused leaves the others as they are. A conflict with another request undoes all of them,
    and the request boundary starts over. Raises TooManyDecisions.
    """
    if len(decisions) > MOST_AT_ONCE:
        frappe.throw(_("At most {0} payments are decided at once.").format(MOST_AT_ONCE), TooManyDecisions)
    _lock_in_order([decision.name for decision in decisions])
    return [_answer_of(decision) for decision in decisions]


def confirm_receipt(client_key: str, name: str) -> dict[str, str]:
    """The woman says that the money came, once for her client key: {name, workflow_state}.

    Raises PermissionError unless the payment is hers, MoveNotAllowed unless it is paid.
    """
    return answer_once(client_key, "confirm_receipt", {"name": name}, lambda: _receive(name))


def _take_step(decision: Decision) -> dict[str, str]:
    doc = frappe.get_doc(PAYMENT, decision.name, for_update=True)
    doc.check_permission("write")
    if str(doc.modified) != str(decision.modified):
        frappe.throw(
            _("{0} was changed after you opened it. Look at it again before you decide.").format(doc.name),
            StaleDisbursement,
        )
    doc.workflow_state = next_state(doc, decision.action)
    for field, value in (
        ("step_reason", decision.reason),
        ("bank_reference", decision.bank_reference),
        ("paid_on", decision.paid_on),
    ):
        if value:
            doc.set(field, value)
    doc.save()
    return {"name": doc.name, "workflow_state": doc.workflow_state, "modified": str(doc.modified)}


def _receive(name: str) -> dict[str, str]:
    doc = frappe.get_doc(PAYMENT, name, for_update=True)
    doc.check_permission("read")
    doc.workflow_state = next_state(doc, "Confirm Receipt")
    doc.flags.ignore_permissions = True  # she may not write payments; the path lets her take this one step
    doc.save()
    return {"name": doc.name, "workflow_state": doc.workflow_state}


def next_state(doc: Document, action: str) -> str:
    """Where the action leads from the document's state. Raises MoveNotAllowed."""
    path = {(row.state, row.action): row.next_state for row in workflow_of(PAYMENT).transitions}
    if (doc.workflow_state, action) not in path:
        frappe.throw(
            _("The action '{0}' does not exist in the state {1}.").format(
                frappe.utils.escape_html(action), _(doc.workflow_state)
            ),
            MoveNotAllowed,
        )
    return path[doc.workflow_state, action]


def _lock_in_order(names: list[str]) -> None:
    """Lock every payment before any balance, in one order: two such requests cannot wait for each other."""
    table = frappe.qb.DocType(PAYMENT)
    query = frappe.qb.from_(table).select(table.name).where(table.name.isin(names or [""]))
    query.orderby(table.name).for_update().run()


def _answer_of(decision: Decision) -> dict:
    """The step's answer, or why it was refused; a refusal undoes this step alone."""
    frappe.db.savepoint("decision")
    try:
        state = decide(decision)["workflow_state"]
    except (frappe.ValidationError, frappe.PermissionError) as error:
        if is_conflict(error):
            raise
        frappe.db.rollback(save_point="decision")
        return {"name": decision.name, "ok": False, "workflow_state": None, "message": message_of(error)}
    return {"name": decision.name, "ok": True, "workflow_state": state, "message": None}


def message_of(error: Exception) -> str:
    """What the refusal says to people; its messages are taken out of the response."""
    messages = [message.get("message") for message in frappe.get_message_log()]
    frappe.clear_messages()
    return str(error) or "\n".join(filter(None, messages)) or _("You may not do this.")
