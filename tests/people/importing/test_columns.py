"""A column is understood by its label in any of the three languages, and by the words of the field."""

import pytest

from women_incubation.people.importing import columns
from women_incubation.people.importing.columns import guess

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("first_name", "first_name"),
        ("PRÉNOM", "first_name"),
        ("Nom de famille", "last_name"),
        ("الاسم الشخصي", "first_name_ar"),
        ("الاسم العائلي", "last_name_ar"),
        ("تاريخ الازدياد", "birth_date"),
        ("Date de naissance :", "birth_date"),
        ("CIN", "cnie"),
        ("Téléphone", "phone"),
        ("Commune", "unit"),
    ],
)
def test_a_heading_is_understood(heading, field):
    assert guess([heading]) == {heading: field}


def test_an_unknown_heading_is_left_out_and_a_field_is_filled_once():
    assert guess(["Shoe size", "CIN", "CNIE"]) == {"CIN": "cnie"}


def test_every_heading_that_is_told_is_understood():
    for heading, field in columns.ALSO.items():
        assert guess([heading]) == {heading: field}
