"""How far a woman is on her path: derived from her records, never typed in.

Registration and selection are known here; later domains add what they know through the hook
`incubation_stage_sources`: functions `beneficiary -> stage or None`. The furthest stage wins.
"""

import frappe

STAGES = (
    "Not Selected",
    "Registered",
    "Waiting List",
    "Selected",
    "In Training",
    "Trained",
    "Project Submitted",
    "Project Approved",
    "In Incubation",
    "Activity Started",
    "Economically Integrated",
)
LEFT = "Left"  # a source says so; only what was achieved to the end outweighs it
DONE = "Economically Integrated"


def update_stage(beneficiary: str) -> None:
    """Store the stage of this woman if it is no longer the stored one."""
    update_stages([beneficiary])


def update_stages(beneficiaries: list[str]) -> None:
    """The same for several. Leaves `modified` alone: nobody edited the file."""
    rows = frappe.get_all(
        "Beneficiary",
        filters={"name": ["in", beneficiaries or [""]]},
        fields=["name", "stage", "selection_status", "merged_into"],
    )
    for row in rows:
        stage = derived_stage(row.name, row.selection_status, row.merged_into)
        if stage != row.stage:
            frappe.db.set_value("Beneficiary", row.name, "stage", stage, update_modified=False)


def derived_stage(beneficiary: str, selection_status: str | None, merged_into: str | None = None) -> str:
    """The stage that the records of every domain add up to; a file merged into another has none."""
    if merged_into:
        return LEFT
    found = {selection_status or "Registered"}
    for path in frappe.get_hooks("incubation_stage_sources"):
        found.add(frappe.get_attr(path)(beneficiary))
    found.discard(None)
    return LEFT if LEFT in found and DONE not in found else max(found - {LEFT}, key=STAGES.index)
