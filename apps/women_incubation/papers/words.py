"""Sentences of a printed document, in French and in Arabic."""

import frappe
from babel.dates import format_date
from frappe import _
from frappe.utils import getdate

from women_incubation.reports.amounts import figures, in_arabic, in_french
from women_incubation.reports.page import Letterhead
from women_incubation.reports.phrases import Phrase
from women_incubation.reports.shaping import set_apart

LOCALES = {"fr": "fr_FR", "ar": "ar_MA", "en": "en_GB"}


def _lt(text: str) -> str:
    """Marks an English string for translation, and leaves it as it is: `phrase(_lt("Group"))`."""
    return text


def phrase(source: str, *values: object) -> Phrase:
    """A source string of the app in both languages; {0}... are filled, a Phrase with its own language."""
    return Phrase(*(_filled(_(source, lang=language), language, values) for language in ("fr", "ar")))


def day(value: object) -> Phrase:
    """A date in words: 17 mai 1994, 17 ماي 1994 (Moroccan months, Latin digits)."""
    return Phrase(day_in("fr", value), day_in("ar", value))


def day_in(language: str, value: object) -> str:
    """A date in words in one language; nothing for none."""
    return format_date(getdate(value), "d MMMM y", locale=LOCALES[language]) if value else ""


def amount(centimes: int) -> Phrase:
    """Figures and words: 1 234,56 DH (mille deux cent...)."""
    number = figures(centimes)
    return Phrase(f"{number} DH ({in_french(centimes)})", f"{number} درهم ({in_arabic(centimes)})")


def both_names(doctype: str, name: str | None, french: str, arabic: str) -> Phrase:
    """What a document is called, from its two fields; one stands for both when the other is empty."""
    found = name and frappe.db.get_value(doctype, name, [french, arabic])
    in_french, in_arabic = found or ("", "")
    return Phrase(in_french or in_arabic or "", in_arabic or in_french or "")


def full_name(user: str | None) -> str:
    """The name of someone with an account."""
    return (user and frappe.db.get_value("User", user, "full_name")) or ""


def percent(value: float) -> str:
    """62.5 -> `62,5`: a point would divide thousands."""
    return f"{value or 0:g}".replace(".", ",")


def place(unit: str | None) -> Phrase:
    """A territorial unit's name."""
    names = unit and frappe.db.get_value("Territorial Unit", unit, ["name_fr", "name_ar"])
    return Phrase(*names) if names else Phrase("", "")


def letterhead(unit: str | None) -> Letterhead:
    """The State's heading for a document of this place."""
    where = place(unit)
    lines = [
        phrase(_lt("Kingdom of Morocco")),
        phrase(_lt("Ministry of Solidarity, Social Inclusion and Family")),
        phrase(_lt("National Initiative for Human Development")),
    ]
    return Letterhead(
        lines=[*lines, where] if where.fr else lines,
        number=phrase(_lt("Paper Number")),
        date=phrase(_lt("Date:")),
        check=phrase(_lt("Check this document")),
        page=phrase(_lt("Page {0} of {1}")),
    )


def _filled(text: str, language: str, values: tuple) -> str:
    said = [value.in_(language) if isinstance(value, Phrase) else str(value) for value in values]
    direction = "rtl" if language == "ar" else "ltr"
    return text.format(*(set_apart(value, direction) for value in said)) if said else text
