"""A row of every kind of document that came to hang on a woman's file: where each of her texts may stand."""

import frappe

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.factories.rows import bare_row
from tests.factories.targeting import make_assessment
from tests.factories.territory import PROVINCE

SAID = "She owes rent, and her brother must not know."  # a text about her that bears no mark of hers


def hang_records(woman: str) -> dict[str, str]:
    """Insert them. Returns document -> name of the row that is hers."""
    project = bare_row("Project Proposal", PROVINCE, beneficiary=woman, workflow_state="Idea")
    visit = bare_row("Coaching Visit", PROVINCE, project=project, beneficiary=woman, uuid=unique("uuid"))
    selected = bare_row("Selection Row", PROVINCE, beneficiary=woman, selection=unique("selection"))
    other = make_beneficiary().name
    about = {"reference_doctype": "Beneficiary", "reference_name": woman}
    in_project = {"parenttype": "Project Proposal", "parent": project}
    rows = {
        "Project Proposal": project,
        "Coaching Visit": visit,
        "Selection Row": selected,
        "Situation Assessment": make_assessment(woman, health=SAID).name,
    }
    rows |= {
        doctype: bare_row(doctype, PROVINCE, **values)
        for doctype, values in {
            "Printed Paper": {"reference_doctype": "Project Proposal", "reference_name": project},
            "Alert": {"beneficiary": woman, "open_key": unique("key")},
            "Referral": {"beneficiary": woman},
            "Selection Appeal": {"beneficiary": woman, "selection_row": selected},
            "Duplicate Review": {"beneficiary": other, "other": woman},
            "Self Registration": {"beneficiary": woman},
            "Notice": about,
            "Project Milestone": {"beneficiary": woman, "project": project},
            "Project Appeal": {"beneficiary": woman, "project": project, "sitting": unique("sitting")},
            "Session Feedback": {"beneficiary": woman, "training_session": unique("session")},
            "Module Result": {"beneficiary": woman},
            "Requested Change": {**in_project, "parentfield": "requested_changes"},
            "Project Submission": {**in_project, "parentfield": "submissions"},
            "Coaching Visit Photo": {
                "parenttype": "Coaching Visit",
                "parent": visit,
                "parentfield": "photos",
            },
            "Sheet Entry Row": {
                "beneficiary": woman,
                "parenttype": "Sheet Entry",
                "parent": bare_row("Sheet Entry", PROVINCE),
                "parentfield": "rows",
            },
        }.items()
    }
    return rows


def say(doctype: str, name: str) -> set[str]:
    """Write SAID into every text of the row that takes it. Returns the fields."""
    if doctype == "Situation Assessment":
        return {"health"}
    kinds = ("Data", "Small Text", "Text", "Long Text", "Code", "JSON")
    fields = {
        field.fieldname
        for field in frappe.get_meta(doctype).fields
        if field.fieldtype in kinds and not field.unique and field.fieldname not in ("rib", "token", "other")
    }
    if fields:
        frappe.db.set_value(doctype, name, dict.fromkeys(fields, SAID), update_modified=False)
    return fields
