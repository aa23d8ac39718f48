"""Dirhams in figures and in words. Amounts are whole centimes."""

from num2words import num2words

UNITS = {1: "درهم واحد", 2: "درهمان"}
CENTIMES = {1: "سنتيم واحد", 2: "سنتيمان"}


def figures(centimes: int) -> str:
    """123456 -> `1 234,56` with blanks that never break, Latin digits in both languages."""
    sign = "-" if centimes < 0 else ""
    whole, rest = divmod(abs(centimes), 100)
    return f"{sign}{whole:,}".replace(",", "\u00a0") + f",{rest:02d}"


def in_french(centimes: int) -> str:
    """123456 -> `mille deux cent trente-quatre dirhams et cinquante-six centimes`."""
    whole, rest = divmod(centimes, 100)
    words = f"{num2words(whole, lang='fr')} {_of_millions(whole)}dirham{'s' if whole > 1 else ''}"
    if not rest:
        return words
    return f"{words} et {num2words(rest, lang='fr')} centime{'s' if rest > 1 else ''}"


def in_arabic(centimes: int) -> str:
    """123456 -> `ألف ومئتان وأربعة وثلاثون درهما وستة وخمسون سنتيما`."""
    whole, rest = divmod(centimes, 100)
    words = _counted(whole, UNITS, ("درهم", "دراهم", "درهما"))
    return f"{words} و{_counted(rest, CENTIMES, ('سنتيم', 'سنتيمات', 'سنتيما'))}" if rest else words


def _of_millions(whole: int) -> str:
    """A round million takes `de`: un million de dirhams."""
    return "de " if whole and whole % 1_000_000 == 0 else ""


def _counted(number: int, special: dict[int, str], forms: tuple[str, str, str]) -> str:
    """A number with the noun in the form that its last two digits ask for: 3-10 plural, 11-99 accusative."""
    if number in special:
        return special[number]
    singular, plural, accusative = forms
    last = number % 100
    noun = plural if 3 <= last <= 10 else accusative if last > 10 else singular
    return f"{_numeral(number)} {noun}"


def _numeral(number: int) -> str:
    """The library writes `و` apart and some endings with their vowel; print does neither."""
    return num2words(number, lang="ar").replace(" و ", " و").replace("\u064b", "")
