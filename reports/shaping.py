"""One line of text as it is drawn: letters joined, runs in the order they are seen.

ReportLab draws what it is given from left to right, letter by letter. So Arabic letters are replaced by their
joined forms (arabic-reshaper), and the line is cut into runs of one direction (python-bidi, the Unicode
algorithm), each with its signs in the order they are seen. Runs are drawn in the order they are *read*: then
whoever extracts the text from the PDF finds the sentence again.
"""

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from arabic_reshaper import ArabicReshaper
from bidi import algorithm

from .brackets import resolve_brackets

Direction = Literal["rtl", "ltr"]
LRM, RLM = "\u200e", "\u200f"  # marks that give a direction and have no picture
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class Run(NamedTuple):
    """A piece of a line in one direction: where it is read, and its signs from left to right."""

    reads: int
    text: str


@lru_cache(maxsize=20_000)
def visual_runs(text: str, direction: Direction) -> tuple[Run, ...]:
    """The runs of one line, from left to right."""
    storage = algorithm.get_empty_storage()
    level = int(direction == "rtl")
    storage.update(base_level=level, base_dir="LR"[level])
    algorithm.get_embedding_levels(joined(text), storage)
    for place, sign in enumerate(storage["chars"]):
        sign["reads"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    groups: list[list[dict]] = []
    for sign in storage["chars"]:
        if sign["ch"] in (LRM, RLM):
            continue
        if groups and _goes_on(groups[-1], sign):
            groups[-1].append(sign)
        else:
            groups.append([sign])
    return tuple(Run(min(s["reads"] for s in group), "".join(s["ch"] for s in group)) for group in groups)


@lru_cache(maxsize=50_000)
def joined(text: str) -> str:
    """The text with every Arabic letter in the form its neighbours ask for, in the order it is read."""
    return _reshaper().reshape(text) if direction_of(text) == "rtl" or _has_arabic(text) else text


def direction_of(text: str) -> Direction:
    """The direction of the first letter that has one; left to right without any."""
    for sign in text:
        kind = algorithm.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def set_apart(text: str, direction: Direction) -> str:
    """A value that is put into a sentence of this direction: neither turns the other around.

    A bank account or a telephone number stays in the order it is read, and on one line; a Latin name in an
    Arabic sentence keeps its brackets.
    """
    own = direction_of(text)
    if own == direction or not text:
        return text
    if not any(map(str.isalpha, text)):
        text = text.replace(" ", "\u00a0")
    inner, outer = (LRM, RLM) if own == "ltr" else (RLM, LRM)
    return f"{outer}{inner}{text}{inner}{outer}"


def _has_arabic(text: str) -> bool:
    return any(map(_is_arabic, text))


def _goes_on(group: list[dict], sign: dict) -> bool:
    """Whether the sign stands next to the group when read, too, in the same direction.

    From right to left only letters go together, with the blanks between them: readers of a PDF turn letters
    around again, but not the signs among them, and not a blank that a run ends with.
    """
    last = group[-1]
    if last["level"] != sign["level"] or abs(last["reads"] - sign["reads"]) != 1:
        return False
    if not sign["level"] % 2:
        return True
    between = last["ch"] == " " and len(group) > 1
    return (_is_arabic(last["ch"]) or between) and (sign["ch"] == " " or _is_arabic(sign["ch"]))


def _is_arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u08ff" or "\ufb50" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufeff"


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "support_zwj": True})
