"""Boxes where people sign, side by side."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from .phrases import Language, Phrase, said, side_of
from .tables import RULE
from .text import Style

ROOM = 52  # points to sign in


def signatures(people: Sequence[Phrase], width: float, language: Language) -> Flowable:
    """A box for each of these people, `width` points in all, kept on one page."""
    named = [said(person, language, Style(size=9.5, bold=True, align="center")) for person in people]
    if side_of(language) == "rtl":
        named = named[::-1]
    boxes = Table(
        [named, [""] * len(named)], colWidths=[width / len(named)] * len(named), rowHeights=[None, ROOM]
    )
    boxes.setStyle(
        TableStyle(
            [("BOX", (n, 0), (n, -1), 0.5, RULE) for n in range(len(named))]
            + [("VALIGN", (0, 0), (-1, 0), "TOP")]
        )
    )
    return KeepTogether([Spacer(1, 14), boxes])
