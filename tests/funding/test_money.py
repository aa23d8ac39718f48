import math
from decimal import Decimal

import frappe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from women_incubation.funding.errors import NotAnAmount
from women_incubation.funding.money import (
    LARGEST_DIRHAMS,
    format_dirhams,
    to_centimes,
    to_currency,
    to_dirhams,
)

LARGEST_CENTIMES = int(LARGEST_DIRHAMS * 100)


@pytest.mark.parametrize(
    ("dirhams", "centimes"),
    [
        (0, 0),
        (1, 100),
        (0.1, 10),
        (0.29, 29),  # 0.29 * 100 is 28.999999999999996 as floats go
        (1.15, 115),
        ("1234.5", 123450),
        (" 1234.50 ", 123450),
        (Decimal("99999.99"), 9999999),
        (999999999999.99, LARGEST_CENTIMES),
    ],
)
def test_dirhams_become_centimes_exactly(site, dirhams, centimes):
    assert to_centimes(dirhams) == centimes


@pytest.mark.parametrize(
    "strange",
    [
        0.001, 1.005, "0.005", Decimal("1.999"), math.nan, math.inf, -math.inf, "NaN", "Infinity", "1e3",
        "1,5", "1 234", "1_000", "", " ", "abc", "٣", None, True, [], {}, b"1", 1e12, 10**12, -1, "-0.01",
    ],
)  # fmt: skip
def test_what_is_no_exact_amount_is_refused(db, strange):
    with pytest.raises(NotAnAmount):
        to_centimes(strange)


def test_negative_only_where_allowed(site):
    assert to_centimes("-1.50", allow_negative=True) == -150


@given(st.integers(min_value=0, max_value=LARGEST_CENTIMES))
def test_the_way_through_a_currency_field_and_back_is_exact(site, centimes):
    assert to_centimes(to_currency(centimes)) == centimes
    assert to_centimes(to_dirhams(centimes)) == centimes


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_float_is_exact_or_refused(site, number):
    try:
        centimes = to_centimes(number)
    except NotAnAmount:
        return
    assert Decimal(repr(number)) * 100 == centimes


def test_currency_fields_hold_the_exact_amount_in_the_database(db):
    for centimes in (1, 29, 115, 12345678901234, LARGEST_CENTIMES):
        stored = frappe.db.sql("select cast(%s as decimal(21, 9))", to_currency(centimes))[0][0]
        assert to_centimes(stored) == centimes


def test_people_read_amounts_in_their_language(site):
    assert format_dirhams(123456, "fr") == "1\u00a0234,56\u00a0DH"
    assert format_dirhams(123456, "ar") == "1.234,56\u00a0درهم"
    assert format_dirhams(123456, "en") == "1,234.56\u00a0DH"
    assert format_dirhams(5, "fr-MA") == "0,05\u00a0DH"
