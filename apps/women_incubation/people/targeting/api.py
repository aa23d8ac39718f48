"""The doors of targeting: why, who, and in which order."""

import frappe
from frappe.model.document import Document

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people.targeting import freezing, own_decisions, places, ranking
from women_incubation.people.targeting.deciding import decide


@frappe.whitelist(methods=["GET"])
def explain(beneficiary: str, rule_set: str, on: str) -> dict:
    """{eligible, score, rules: [{passed, explanation}], criteria: [...]} of a woman."""
    frappe.get_doc("Beneficiary", beneficiary).check_permission("read")
    frappe.get_doc("Eligibility Rule Set", rule_set).check_permission("read")
    decision = decide(beneficiary, rule_set, on, language=frappe.local.lang)
    told = {
        key: [{"passed": one.passed, "explanation": one.explanation} for one in getattr(decision, key)]
        for key in ("rules", "criteria")
    }
    return {"eligible": decision.eligible, "score": decision.score, **told}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def rank(selection: str) -> dict[str, int]:
    """Judge and rank everybody of the selection's territory. {status: number}."""
    return ranking.rank(writable(selection))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def freeze(selection: str) -> dict[str, int]:
    """Publish the ranked list. {status: number}."""
    return freezing.freeze(writable(selection))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def give_up(client_key: str, row: str, how: str, reason: str) -> dict:
    """A woman gives up her place, or no longer waits. {moved_up: [rows]}."""
    writable(frappe.get_doc("Selection Row", row).selection)
    frappe.get_doc("Selection Row", row).check_permission("read")
    content = {"row": row, "how": how, "reason": reason}
    return answer_once(
        client_key, "targeting.give_up", content, lambda: {"moved_up": places.give_up(row, how, reason)}
    )


@frappe.whitelist(methods=["GET"])
def my_selection() -> dict:
    """What was decided about her, in words: {decisions: [see own_decisions.readable]}."""
    return {"decisions": own_decisions.readable(frappe.local.lang)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def appeal(client_key: str, row: str, grounds: str) -> dict:
    """Appeal against a decision: the woman herself, or a coordinator for her. {name, status}."""
    frappe.get_doc("Selection Row", row).check_permission("read")
    content = {"row": row, "grounds": grounds}
    return answer_once(client_key, "targeting.appeal", content, lambda: filed(row, grounds))


def filed(row: str, grounds: str) -> dict:
    """Insert the appeal."""
    doc = frappe.get_doc({"doctype": "Selection Appeal", "selection_row": row, "grounds": grounds}).insert()
    return {"name": doc.name, "status": doc.status}


def writable(selection: str) -> Document:
    """The selection, which the user may write."""
    doc = frappe.get_doc("Selection", selection)
    doc.check_permission("write")
    return doc
