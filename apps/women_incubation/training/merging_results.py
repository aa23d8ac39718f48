"""Before two files of one woman become one (hook `incubation_merge_steps`): her results, feedback and sheets.

A result that both files have becomes a further attempt: no score is lost, and the best one counts as before.
Feedback is given once a session, and a sheet has one line for her: what the kept file says stays.
"""

import frappe

ONE_TEST = ("training_group", "module", "kind", "attempt")


def join_results(kept: str, removed: str) -> None:
    """Make room for what will be hers."""
    number_attempts_on(kept, removed)
    drop_second("Session Feedback", "training_session", kept, removed)
    drop_second("Sheet Entry Row", "parent", kept, removed)


def number_attempts_on(kept: str, removed: str) -> None:
    """A result of the removed file whose test and attempt the kept one has gets the next free number."""
    hers = [tuple(row.values()) for row in results_of(kept, ONE_TEST)]
    for row in results_of(removed, ("name", *ONE_TEST)):
        test, attempt = (row.training_group, row.module, row.kind), row.attempt
        while (*test, attempt) in hers:
            attempt += 1
        hers.append((*test, attempt))
        if attempt != row.attempt:
            frappe.db.set_value("Module Result", row.name, "attempt", attempt)


def results_of(beneficiary: str, fields: tuple[str, ...]) -> list[frappe._dict]:
    """Her results, the last attempts first: none moves onto a number that another of hers still holds."""
    return frappe.get_all(
        "Module Result", filters={"beneficiary": beneficiary}, fields=list(fields), order_by="attempt desc"
    )


def drop_second(doctype: str, place: str, kept: str, removed: str) -> None:
    """Delete rows of the removed file where the kept one has a row too."""
    places = frappe.get_all(doctype, filters={"beneficiary": kept}, pluck=place)
    if places:
        frappe.db.delete(doctype, {"beneficiary": removed, place: ["in", places]})
