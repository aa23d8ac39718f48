"""A tranche that waits for the women's training (hook `incubation_tranche_conditions`)."""

from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.calls import call_of
from women_incubation.incubation.members import call_her, people_of
from women_incubation.training import gate


def training_completed(project: Document, terms: dict) -> list[dict[str, str]]:
    """One item for each woman of the project who has not completed the training of its call."""
    call = call_of(project) if terms["needs_training"] else None
    if not call or not call.training_path:
        return []
    sentence = _("Tranche {0} waits for the training of this call: {1} has completed {2} % of {3} %.")
    found = []
    for woman in people_of(project):
        answer = gate.explain(woman, call.training_path)
        if not answer.passed:
            shares = (f"{answer.percent:g}", f"{answer.threshold:g}")
            text = sentence.format(terms["number"], call_her(project, woman), *shares)
            found.append({"field": "tranche_number", "message": text})
    return found
