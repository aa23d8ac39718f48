"""The states of a project in the order of its path, for whoever shows them one after the other."""

STATES_IN_ORDER = (
    "Idea",
    "Submitted",
    "Under Review",
    "Changes Requested",
    "Shortlisted",
    "Waiting List",
    "Approved",
    "Contracted",
    "In Incubation",
    "Activity Started",
    "Economically Integrated",
    "Rejected",
    "Withdrawn",
    "Discontinued",
)


def first_by_path(state: str) -> int:
    """A state's place on the path; one that a site added comes last."""
    return STATES_IN_ORDER.index(state) if state in STATES_IN_ORDER else len(STATES_IN_ORDER)
