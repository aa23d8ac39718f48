"""What training contributes to how far a woman is: In Training, then Trained."""

import frappe
from frappe.utils.background_jobs import is_job_enqueued

from women_incubation.people.stage import update_stages
from women_incubation.training.gate import explain

UPDATE = "women_incubation.training.stage.update_pending_stages"
JOB = "women-incubation-training-stages"
SESSIONS_AT_ONCE = 50
IN_TRAINING = "In Training"
TRAINED = "Trained"


def stage_of(beneficiary: str) -> str | None:
    """Trained when she passed the gate of one of her paths; In Training while in a group that has started.

    Hook `incubation_stage_sources`.
    """
    places = places_of(beneficiary)
    if any(explain(beneficiary, path).passed for path in {place.path for place in places}):
        return TRAINED
    here = [place for place in places if place.left_on is None and place.status != "Completed"]
    return IN_TRAINING if any(place.status == "Running" or place.begun for place in here) else None


def places_of(beneficiary: str) -> list[frappe._dict]:
    """Her places in groups that were not cancelled; `begun` says whether one of their sessions took place."""
    return frappe.db.sql(
        """select g.name, g.path, g.status, m.left_on,
            exists (select 1 from `tabTraining Session` s
                where s.training_group = g.name and s.status in ('Held', 'Closed')) as begun
        from `tabTraining Group Member` m
        join `tabTraining Group` g on g.name = m.parent and m.parenttype = 'Training Group'
        where m.beneficiary = %s and g.status != 'Cancelled'""",
        (beneficiary,),
        as_dict=True,
    )


def ask_for_stages() -> None:
    """After the commit, have the pending stages updated in the background, unless that is queued already.

    Marking never fails because of it: sessions stay marked as pending, and the scheduler looks as well.
    """
    frappe.db.after_commit.add(enqueue_update)


def enqueue_update() -> None:
    """Queue the update once."""
    try:
        if not is_job_enqueued(JOB):
            frappe.enqueue(UPDATE, job_id=JOB, deduplicate=True)
    except Exception as error:
        if isinstance(error, frappe.ValidationError):  # a full queue is no news for whoever marked
            frappe.clear_last_message()
        frappe.logger("training").warning("Stages are left to the scheduler", exc_info=True)


def update_pending_stages() -> None:
    """Look again at everybody in the groups whose sessions changed state. Commits after each session.

    Hook `scheduler_events`. A session that changes meanwhile stays pending.
    """
    while sessions := frappe.get_all(
        "Training Session",
        filters={"stages_pending": 1},
        fields=["name", "training_group", "modified"],
        limit=SESSIONS_AT_ONCE,
    ):
        for session in sessions:
            update_stages_of_group(session.training_group)
            frappe.db.set_value(
                "Training Session",
                {"name": session.name, "modified": session.modified},
                "stages_pending",
                0,
                update_modified=False,
            )
            frappe.db.commit()


def update_stages_of_group(group: str) -> None:
    """Store the stage of everybody who is or was in the group."""
    members = {"parenttype": "Training Group", "parent": group}
    update_stages(frappe.get_all("Training Group Member", filters=members, pluck="beneficiary"))
