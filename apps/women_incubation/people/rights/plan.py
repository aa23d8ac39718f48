"""The dry run of an erasure: what would change, counted, and what stands against it; no personal data."""

import frappe

from women_incubation.people.rights import checks, files, rows, scrub, traces
from women_incubation.people.rights.marks import marks_of
from women_incubation.people.rights.reach import PERSON, reach_of


def plan_erasure(beneficiary: str) -> dict:
    """{refused: [sentence], rows: {document: n}, kept: {document: [field]}, deleted: {document: n},
    files: n, rewritten_files: n, mentions: {table: n}, account: 0|1, shared: [kind]}. Changes nothing.

    `shared` names the kinds of marks that another woman bears too, which are searched for nowhere else.
    """
    reach = reach_of(beneficiary)
    marks = marks_of(beneficiary, reach)
    beside = {trace: len(names) for trace, names in traces.traces_of(reach).items()}
    copies = len(traces.deleted_copies(reach))
    return {
        "refused": checks.reasons_against(beneficiary),
        "rows": {doctype: len(names) for doctype, names in sorted(reach.items())},
        "kept": {doctype: sorted(rows.kept_fields(doctype)) for doctype in sorted(reach)},
        "deleted": beside | ({"Deleted Document": copies} if copies else {}),
        "files": len(files.files_of(beneficiary, reach)),
        "rewritten_files": sum(1 for _path in files.files_that_mention(marks)),
        "mentions": dict(scrub.mentions(marks)),
        "account": int(bool(frappe.db.get_value(PERSON, beneficiary, "user"))),
        "shared": sorted(set(marks.shared)),
    }
