"""What training contributes to how far a woman is: In Training, then Trained."""

from collections.abc import Iterable

import frappe

from women_incubation.people.stage import update_stages
from women_incubation.training.gate import explain

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


def update_stages_later(sessions: Iterable[str]) -> None:
    """After the commit, in the background, look again at everybody in the groups of these sessions."""
    sessions = sorted(sessions)
    if sessions:
        frappe.enqueue(
            "women_incubation.training.stage.update_stages_of_sessions",
            sessions=sessions,
            enqueue_after_commit=True,
        )


def update_stages_of_sessions(sessions: list[str]) -> None:
    """Store the stage of everybody in the groups of these sessions."""
    groups = frappe.get_all("Training Session", filters={"name": ["in", sessions]}, pluck="training_group")
    members = frappe.get_all(
        "Training Group Member",
        filters={"parenttype": "Training Group", "parent": ["in", groups]},
        pluck="beneficiary",
        distinct=True,
    )
    update_stages(members)
