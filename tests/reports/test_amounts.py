"""Dirhams in words, in the grammar of each language."""

import pytest

from women_incubation.reports.amounts import figures, in_arabic, in_french


@pytest.mark.parametrize(
    ("centimes", "french", "arabic"),
    [
        (0, "zéro dirham", "صفر درهم"),
        (100, "un dirham", "درهم واحد"),
        (200, "deux dirhams", "درهمان"),
        (300, "trois dirhams", "ثلاثة دراهم"),
        (1100, "onze dirhams", "أحد عشر درهما"),
        (10_000, "cent dirhams", "مائة درهم"),
        (
            4_500_050,
            "quarante-cinq mille dirhams et cinquante centimes",
            "خمسة وأربعون ألف درهم وخمسون سنتيما",
        ),
        (100_000_000, "un million de dirhams", "مليون درهم"),
        (1, "zéro dirham et un centime", "صفر درهم وسنتيم واحد"),
        (105, "un dirham et cinq centimes", "درهم واحد وخمسة سنتيمات"),
    ],
)
def test_an_amount_in_words(centimes, french, arabic):
    assert (in_french(centimes), in_arabic(centimes)) == (french, arabic)


@pytest.mark.parametrize(
    ("centimes", "text"), [(0, "0,00"), (5, "0,05"), (123_456_789, "1\u00a0234\u00a0567,89"), (-150, "-1,50")]
)
def test_an_amount_in_figures(centimes, text):
    assert figures(centimes) == text
