"""Cards to cut out, one for each woman of a group: her name, and the code that the trainer's phone reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Table

from .content import hear
from .page import Letterhead, Stamp, build, text_width
from .phrases import Language, Phrase, said, side_of
from .qr import QrCode
from .tables import RULE
from .text import Style

IN_A_ROW = 2
HEIGHT = 96  # points; six rows on a page
CODE = 78  # points
NAME, GROUP = Style(size=12.5, bold=True), Style(size=9)


@dataclass(frozen=True)
class Card:
    """A woman's card. `code` is what the phone reads."""

    name: Phrase
    group: Phrase
    code: str


def cards(title: Phrase, women: Sequence[Card], stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The PDF: cards side by side, in the order of reading, with lines to cut along."""
    width = text_width() / IN_A_ROW
    drawn = [_drawn(card, width, stamp.language) for card in women]
    drawn += [""] * (-len(drawn) % IN_A_ROW)
    rows = [drawn[start : start + IN_A_ROW] for start in range(0, len(drawn), IN_A_ROW)]
    if side_of(stamp.language) == "rtl":
        rows = [row[::-1] for row in rows]
    sheet = Table(rows, colWidths=[width] * IN_A_ROW, rowHeights=HEIGHT)
    sheet.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.6, RULE, None, (3, 3)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    )
    return build(title, [sheet], stamp, letterhead)


def _drawn(card: Card, width: float, language: Language) -> Table:
    hear(card.code)  # another woman of the same name has another card
    texts: list[Flowable] = [*said(card.name, language, NAME), *said(card.group, language, GROUP)]
    cells, widths = [QrCode(card.code, CODE), texts], [CODE + 6, width - CODE - 22]
    if side_of(language) == "rtl":
        cells, widths = cells[::-1], widths[::-1]
    inside = Table([cells], colWidths=widths)
    inside.setStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return inside
