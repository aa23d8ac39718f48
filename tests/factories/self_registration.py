"""What a woman sends about herself on the public page."""

from tests.factories import serial
from tests.factories.territory import PROVINCE


def phone() -> str:
    """A number not used before."""
    return f"0600{serial():06d}"


def values(**overrides: object) -> dict:
    """What a woman fills in."""
    filled = {
        "first_name": "Ghizlane",
        "last_name": f"Page{serial()}",
        "first_name_ar": "غزلان",
        "last_name_ar": f"صفحة {serial()}",
        "birth_date": "1992-11-03",
        "phone": phone(),
        "unit": PROVINCE,
        "category": "Woman Project Holder",
        "consents": ["Programme Accompaniment", "Messages"],
    }
    return {**filled, **overrides}
