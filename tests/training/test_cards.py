"""The cards that the trainer's phone reads: one for each woman who is in the group today."""

import pytest
from frappe.utils import add_days, today

from tests.factories.training import make_group
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import kind_of
from women_incubation.papers.register import print_paper
from women_incubation.reports.content import heard

pytestmark = pytest.mark.usefixtures("db")


def codes_of(group) -> set[str]:
    """What the codes on the group's cards say."""
    with heard() as said:
        print_paper(kind_of("attendance_cards"), group, "ar")
    return {text for text in said if text.startswith("WI:B:")}


def test_each_woman_has_a_card_and_who_left_has_none():
    group = make_group(3)
    stays = [row.beneficiary for row in group.members]
    assert codes_of(group) == {f"WI:B:{woman}" for woman in stays}
    group.members[0].update({"left_on": add_days(today(), -1), "leaving_reason": "Found work"})
    group.save()
    assert codes_of(group) == {f"WI:B:{woman}" for woman in stays[1:]}


def test_a_group_without_women_has_no_cards():
    with pytest.raises(NotPrinted, match="no members"):
        print_paper(kind_of("attendance_cards"), make_group(0), "ar")
