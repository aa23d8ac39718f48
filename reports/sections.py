"""A document made of sections: facts, paragraphs, rolls and signatures, one below the other.

Most of what an administration prints is this; only what looks different has a module of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from .page import Letterhead, Stamp, build, text_width
from .phrases import Language, Phrase, facing, said
from .signatures import signatures
from .tables import ACCENT, Cell, fields, table
from .text import Style

HEADING = Style(size=12.5, bold=True, color=ACCENT)
BODY = Style(size=11)
NOTHING = Phrase("", "")
GAP = 7  # points between two sections
LEAST_ROOM = 125  # points that must follow a heading on its page


@dataclass(frozen=True)
class Heading:
    """What the next sections are about."""

    text: Phrase


@dataclass(frozen=True)
class Facts:
    """Labels with their values; what has none is left out."""

    pairs: Sequence[tuple[Phrase, Cell]]


@dataclass(frozen=True)
class Paragraph:
    """A long text; in both languages French faces Arabic."""

    text: Phrase
    align: str = "start"


@dataclass(frozen=True)
class Roll:
    """A table. `shares` are the columns' parts of the width, in reading order; `numbers` are figures."""

    heads: Sequence[Phrase]
    rows: Sequence[Sequence[Cell]]
    shares: Sequence[float]
    numbers: Sequence[int] = ()
    total: bool = False


@dataclass(frozen=True)
class Signatures:
    """Who signs."""

    people: Sequence[Phrase]


Section = Heading | Facts | Paragraph | Roll | Signatures


def sections(
    title: Phrase,
    parts: Sequence[Section],
    stamp: Stamp,
    letterhead: Letterhead,
    *,
    wide: bool = False,
) -> bytes:
    """The PDF of these sections; `wide` on pages on their side."""
    width = text_width(wide)
    body: list[Flowable] = []
    for part in parts:
        body += [*_drawn(part, stamp.language, width), Spacer(1, GAP)]
    return build(title, body, stamp, letterhead, wide=wide)


def _drawn(part: Section, language: Language, width: float) -> list[Flowable]:
    match part:
        case Heading(text):
            return [CondPageBreak(LEAST_ROOM), Spacer(1, 3), *said(text, language, HEADING)]
        case Facts(pairs):
            told = [(label, value) for label, value in pairs if value != NOTHING]
            return [fields(told, width, language)] if told else []
        case Paragraph(text, align):
            return facing(text, language, width, BODY.but(align=align))
        case Roll(heads, rows, shares, numbers, total):
            widths = [width * share / sum(shares) for share in shares]
            return [table(heads, rows, widths, language, numbers=numbers, total=total)]
        case Signatures(people):
            return [signatures(people, width, language)]
