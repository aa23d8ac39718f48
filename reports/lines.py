"""Cuts a text into lines of a width, in the order it is read."""

import re
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from .shaping import LRM, RLM, joined

BLANKS = " \t\r"
NO_PICTURE = str.maketrans("", "", LRM + RLM)
AFTER_BLANK = re.compile(r" (?=[:;!?%»](?:\s|$|[.,)]))")
BEFORE_BLANK = re.compile("« ")
BLANK = re.compile(f"[{BLANKS}]+")  # a blank that never breaks stays inside its number


@lru_cache(maxsize=100_000)
def width_of(text: str, font: str, size: float) -> float:
    """How wide the text is when it is drawn, in points. Arabic letters never join over a blank."""
    return stringWidth(joined(text.translate(NO_PICTURE)), font, size)


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """The lines of the text, in the order they are read; a line break in it is kept.

    A word wider than the line is cut, with nothing left out. No text gives one empty line.
    """
    lines = []
    for paragraph in kept_together(text).split("\n"):
        lines += _wrap_paragraph(BLANK.split(paragraph.strip(BLANKS)), font, size, width)
    return lines


def kept_together(text: str) -> str:
    """French sets blanks before : ; ! ? % » and after «; a line does not end there."""
    return AFTER_BLANK.sub("\u00a0", BEFORE_BLANK.sub("«\u00a0", text))


def _wrap_paragraph(words: list[str], font: str, size: float, width: float) -> list[str]:
    blank = width_of(" ", font, size)
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in _cut_long(words, font, size, width):
        wide = width_of(word, font, size)
        if line and used + blank + wide > width:
            lines.append(" ".join(line))
            line, used = [], 0.0
        used += wide + (blank if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def _cut_long(words: list[str], font: str, size: float, width: float) -> list[str]:
    """Words that fit; one that is wider than the line is cut into pieces that do."""
    fitting = []
    for word in words:
        piece = ""
        if width_of(word, font, size) <= width:
            fitting.append(word)
            continue
        for sign in word:
            if piece and width_of(piece + sign, font, size) > width:
                fitting.append(piece)
                piece = ""
            piece += sign
        fitting.append(piece)
    return fitting
