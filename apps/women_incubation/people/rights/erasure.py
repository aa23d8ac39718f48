"""Erasing a woman: step by step, each in a transaction of its own, each of which can be done again.

    1 account    closed and emptied; answers kept for her requests
    2 traces     versions, comments, messages, tasks, search, deleted copies about her documents
    3 files      hers deleted; lists to import without her; other text files that mention her rewritten
    4 mentions   her names, numbers and addresses wherever else they stand in the database
    5 documents  the texts of everything that links to her file
    6 person     her file itself, last: until then a run that was cut off can find everything again

Aggregates and money stay: rows, places, states, dates and amounts are not touched, nor is the ledger, nor the
audit trail, which holds references only.
"""

from collections.abc import Callable

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.people.importing import forgetting
from women_incubation.people.rights import account, answers, checks, files, rows, scrub, traces
from women_incubation.people.rights.errors import ErasureRefused
from women_incubation.people.rights.marks import Marks, marks_of
from women_incubation.people.rights.reach import PERSON, Reach, reach_of

Step = Callable[[str, Reach, Marks], None]


def erase(request: str) -> None:
    """Run the steps that are still to do of a request for erasure. Raises ErasureRefused before the first.

    Each step commits: a run that is cut off goes on where it stopped.
    """
    doc = frappe.get_doc("Rights Request", request, for_update=True)
    if doc.status == "Done":
        return
    if not doc.step:
        refuse_if_anything_stands_against_it(doc.beneficiary)
    names = list(STEPS)
    for name in names[names.index(doc.step) + 1 if doc.step else 0 :]:
        reach = reach_of(doc.beneficiary)
        STEPS[name](doc.beneficiary, reach, marks_of(doc.beneficiary, reach))
        doc.db_set({"step": name, "status": "Running"}, update_modified=False)
        frappe.db.commit()
    finish(doc)


def refuse_if_anything_stands_against_it(beneficiary: str) -> None:
    """Raise ErasureRefused with every reason."""
    reasons = checks.reasons_against(beneficiary)
    if reasons:
        lines = "<br>".join(frappe.utils.escape_html(reason) for reason in reasons)
        frappe.throw(lines, ErasureRefused, title=_("Erasure Is Refused for Now"))


def finish(doc: frappe.model.document.Document) -> None:
    """Say that it is done, in the trail too; what waited in Redis and caches goes.

    Hook `incubation_person_erased`: functions(beneficiary) by which later rooms end what they ask of her.
    """
    waiting = {"beneficiary": doc.beneficiary, "status": "Waiting"}
    frappe.db.set_value("Selection Row", waiting, "status", "Withdrawn")  # the next one gets the place
    for path in frappe.get_hooks("incubation_person_erased"):
        frappe.get_attr(path)(doc.beneficiary)
    doc.db_set({"status": "Done", "done_at": frappe.utils.now()}, update_modified=False)
    record("person_erased", doc, beneficiary=doc.beneficiary)
    frappe.db.commit()
    frappe.clear_cache()


def close_account(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 1."""
    user = frappe.db.get_value(PERSON, beneficiary, "user")
    answers.erase_answers(beneficiary, user, marks)
    account.close_account(beneficiary, user)


def delete_traces(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 2."""
    traces.delete_traces(reach)


def erase_files(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 3."""
    forgetting.forget(marks)
    files.delete_files(files.files_of(beneficiary, reach))
    words = (scrub.pseudonym_of(beneficiary), scrub.address_of(beneficiary))
    for path in list(files.files_that_mention(marks)):
        files.rewrite(path, marks, *words)


def scrub_mentions(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 4. Her own rows keep their marks, by which a run that is cut off here still knows them."""
    scrub.scrub(beneficiary, marks, except_tables=frozenset(f"tab{doctype}" for doctype in reach))


def erase_documents(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 5, and mentions of her in other rows of the same tables, in one transaction: the numbers that her
    documents hold, and nothing else does, are gone afterwards."""
    rows.erase_rows(reach, set(reach) - {PERSON})
    scrub.scrub(beneficiary, marks, except_row=beneficiary)


def erase_person(beneficiary: str, reach: Reach, marks: Marks) -> None:
    """Step 6, with what is left of her marks anywhere, all in one transaction."""
    rows.erase_rows(reach, {PERSON})
    scrub.scrub(beneficiary, marks)


STEPS: dict[str, Step] = {
    "account": close_account,
    "traces": delete_traces,
    "files": erase_files,
    "mentions": scrub_mentions,
    "documents": erase_documents,
    "person": erase_person,
}
