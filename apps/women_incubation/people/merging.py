"""Two files of one woman become one, in one transaction; the other remains as a pointer.

Later domains say through the hook `incubation_merge_steps` what a plain change of links would break:
functions `(kept, removed) -> None` that put it right first, or refuse with MergeRefused. The Duplicate Review
holds what both files said, what the one says now, and which rows moved: it can be explained years later.
"""

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.people import portraits
from women_incubation.people.duplicates import keys
from women_incubation.people.duplicates.deciding import require_decider
from women_incubation.people.duplicates.rule import person_of_doc
from women_incubation.people.duplicates.scoring import identifiers, score
from women_incubation.people.errors import MergeRefused, ReasonMissing
from women_incubation.people.relinking import linked_rows, relink
from women_incubation.people.stage import update_stage

# What the kept file takes from the other where it has nothing itself.
TAKEN = (
    *(
        "cnie",
        "rnp",
        "phone",
        "email",
        "user",
        "locality",
        "education_level",
        "children_count",
        "project_idea",
    ),
    *("rsu_score", "rsu_score_date", "rsu_threshold", "rsu_document"),
)
TOGETHER = {"rsu_score", "rsu_score_date", "rsu_threshold", "rsu_document"}  # one statement: all or none
ONE_ONLY = ("cnie", "rnp", "user")
SHOWN = (
    *("category", "first_name", "last_name", "first_name_ar", "last_name_ar", "birth_date", "unit", *TAKEN),
    *(
        "registered_on",
        "registration_status",
        "registration_origin",
        "selection_status",
        "selection_reason",
        "stage",
    ),
)


def merge(kept: str, removed: str, reason: str) -> dict[str, Any]:
    """Merge the file `removed` into `kept`. Returns {kept, removed, review, moved: {document: count}}.

    Raises MergeRefused, ReasonMissing, and PermissionError for who may not write both files.
    """
    if not (reason or "").strip():
        frappe.throw(_("Give the reason of the decision: it is asked for later."), ReasonMissing)
    first, second = _both(kept, removed)
    before = {"kept": snapshot(first), "removed": snapshot(second)}
    for path in frappe.get_hooks("incubation_merge_steps"):
        frappe.get_attr(path)(first.name, second.name)
    likeness = score(person_of_doc(first), person_of_doc(second)), _same_numbers(first, second)
    moved, stayed = relink(second.name, first.name)
    _close_account(first, second)
    _point(second, first)
    _take(first, before["removed"])
    after = {"kept": snapshot(first), "moved": moved, "stayed": stayed}
    review = _review(first, second, reason, likeness, before, after)
    update_stage(first.name)
    counts = {doctype: len(names) for doctype, names in moved.items()}
    record("files_merged", first, removed=second.name, review=review)
    record("merged_away", second, kept=first.name, review=review)
    return {"kept": first.name, "removed": second.name, "review": review, "moved": counts}


def compare(first: str, second: str) -> dict[str, Any]:
    """Both files side by side: {fields: [{fieldname, label, first, second, same}], links}."""
    docs = [frappe.get_doc("Beneficiary", name) for name in (first, second)]
    for doc in docs:
        doc.check_permission("read")
    one, other = (snapshot(doc) for doc in docs)
    meta = frappe.get_meta("Beneficiary")
    fields = [
        {"fieldname": field, "label": _(meta.get_label(field)), "first": one[field], "second": other[field]}
        for field in SHOWN
    ]
    for field in fields:
        field["same"] = field["first"] == field["second"]
        if meta.get_field(field["fieldname"]).fieldtype == "Select":
            field.update({side: _(field[side]) for side in ("first", "second") if field[side]})
    counts = [{place.doctype: len(names) for place, names in linked_rows(doc.name).items()} for doc in docs]
    return {"fields": fields, "links": {"first": counts[0], "second": counts[1]}}


def snapshot(doc: Document) -> dict[str, Any]:
    """What a file says, as JSON can hold it."""
    return {field: _plain(doc.get(field)) for field in SHOWN}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _both(kept: str, removed: str) -> tuple[Document, Document]:
    """Both files, locked in the order of their names. Raises for who may not, and for what cannot be."""
    require_decider()
    if kept == removed:
        frappe.throw(_("Choose two different women."), MergeRefused)
    docs = {name: frappe.get_doc("Beneficiary", name, for_update=True) for name in sorted((kept, removed))}
    for doc in docs.values():
        doc.check_permission("write")
        if doc.merged_into:
            frappe.throw(_("{0} was merged into another file already.").format(doc.name), MergeRefused)
    return docs[kept], docs[removed]


def _same_numbers(first: Document, second: Document) -> str:
    one, other = person_of_doc(first), person_of_doc(second)
    return ", ".join(field for field, value in identifiers(one) if value and value == getattr(other, field))


def _close_account(first: Document, second: Document) -> None:
    """One woman, one account: the second one is closed when she has two."""
    if not (first.user and second.user):
        return
    user = frappe.get_doc("User", second.user)
    user.enabled = 0
    user.save(ignore_permissions=True)  # who may merge need not manage users
    record("account_closed", second, user=user.name)


def _point(second: Document, first: Document) -> None:
    """The merged-away file keeps her names and its history; its numbers, phone, photo and account go."""
    gone = dict.fromkeys((*ONE_ONLY, "phone", "email", portraits.FIELD))
    frappe.db.set_value("Beneficiary", second.name, {**gone, "merged_into": first.name, "stage": "Left"})
    frappe.clear_document_cache("Beneficiary", second.name)
    keys.forget(second.name)


def _take(first: Document, other: dict[str, Any]) -> None:
    """What the kept file lacks; a statement of the social register is taken whole or not at all."""
    first.reload()  # rows of the other file's tables are hers now
    has_statement = any(first.get(field) for field in TOGETHER)
    for field in TAKEN:
        if other[field] and not first.get(field) and not (field in TOGETHER and has_statement):
            first.set(field, other[field])
    first.flags.update(by_service=True, review_origin="Search")
    first.save()


def _review(
    first: Document, second: Document, reason: str, likeness: tuple[int, str], before: dict, after: dict
) -> str:
    """The review of this pair, decided: merged. An open one is used, else one is made."""
    pair = {first.name, second.name}
    names = frappe.get_all(
        "Duplicate Review",
        filters={"status": "Open", "beneficiary": ["in", list(pair)], "other": ["in", list(pair)]},
        pluck="name",
    )
    review = frappe.get_doc("Duplicate Review", names[0]) if names else frappe.new_doc("Duplicate Review")
    if not names:
        points, same = likeness
        found = {"origin": "Search", "score": points, "same_identifiers": same}
        review.update({"beneficiary": first.name, "other": second.name, **found})
    review.update(
        {
            "status": "Merged",
            "reason": reason.strip(),
            "before": frappe.as_json(before),
            "after": frappe.as_json(after),
        }
    )
    review.flags.by_service = True
    review.save()
    _hand_over_reviews(first.name, second.name)
    return review.name


def _hand_over_reviews(kept: str, removed: str) -> None:
    """What is still open about the merged-away file is now about the kept one."""
    for side in ("beneficiary", "other"):
        for name in frappe.get_all("Duplicate Review", {side: removed, "status": "Open"}, pluck="name"):
            frappe.db.set_value("Duplicate Review", name, side, kept)
