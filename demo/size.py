"""How big the story is: the whole of it for the demo, a small one that tests can tell in a minute."""

from dataclasses import dataclass

from demo import calendar

GROUP_SIZE = 30  # women


@dataclass(frozen=True)
class Size:
    """Numbers of women and places, groups of each wave by province, and ends of the projects of each call."""

    registered: int
    places: int
    groups_per_wave: dict[str, int]
    outcomes: tuple[dict[str, int], ...]

    def trained(self, province: str) -> int:
        """How many women of a province are in a group of some wave."""
        return GROUP_SIZE * len(calendar.WAVES) * self.groups_per_wave.get(province, 0)


# As in the region of Laayoune: 5,925 women registered for 3,000 places.
FULL = Size(
    registered=5925,
    places=3000,
    groups_per_wave={"MA-LAA": 4, "MA-BOD": 2, "MA-ESM": 1, "MA-TAF": 1},
    outcomes=(
        {
            "Economically Integrated": 32,
            "Activity Started": 20,
            "In Incubation": 4,
            "Discontinued": 6,
            "Withdrawn": 5,
            "Rejected": 12,
            "Waiting List": 9,
        },
        {
            "Activity Started": 8,
            "In Incubation": 18,
            "Contracted": 8,
            "Approved": 6,
            "Waiting List": 8,
            "Rejected": 9,
            "Withdrawn": 3,
        },
        {"Idea": 12, "Submitted": 10, "Under Review": 13, "Changes Requested": 7, "Shortlisted": 10},
    ),
)
SMALL = Size(
    registered=1200,
    places=900,
    groups_per_wave={"MA-LAA": 1, "MA-BOD": 1},
    outcomes=tuple(dict.fromkeys(call, 1) for call in FULL.outcomes),
)
