"""What a document says, in French and in Arabic; printed in one of them or in both."""

from typing import Literal, NamedTuple

from reportlab.platypus import Flowable, Table, TableStyle

from .rows import cut_tall
from .shaping import Direction
from .text import PLAIN, Style, Text

Language = Literal["ar", "fr", "both"]


class Phrase(NamedTuple):
    """A sentence, a label or a name in both languages; the same text twice when there is only one."""

    fr: str
    ar: str

    def in_(self, language: Language) -> str:
        """The text in one language; of `both` the Arabic."""
        return self.fr if language == "fr" else self.ar


def same(text: object) -> Phrase:
    """What is written the same in both languages: a number, a date, a name in one script."""
    return Phrase(str(text), str(text))


def side_of(language: Language) -> Direction:
    """Where a page in this language begins. A page in both is laid out from the right, as the State does."""
    return "ltr" if language == "fr" else "rtl"


def said(phrase: Phrase, language: Language, style: Style = PLAIN) -> list[Flowable]:
    """The phrase as paragraphs; in both languages the Arabic stands above the French."""
    if language == "fr":
        return [Text(phrase.fr, style, side="ltr")]
    arabic = Text(phrase.ar, style, side="rtl")
    if language == "ar" or phrase.fr == phrase.ar:
        return [arabic]
    return [arabic, Text(phrase.fr, style.but(size=style.size * 0.88), side="rtl")]


def facing(phrase: Phrase, language: Language, width: float, style: Style = PLAIN) -> list[Flowable]:
    """The phrase as long text: in both languages French on the left faces Arabic on the right."""
    if language != "both" or phrase.fr == phrase.ar:
        return said(phrase, "fr" if language == "fr" else "ar", style)
    halves = [width / 2] * 2
    row = [Text(phrase.fr, style.but(size=style.size * 0.94), "ltr"), Text(phrase.ar, style, "rtl")]
    table = Table(cut_tall(row, halves), colWidths=halves)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ]
        )
    )
    return [table]
