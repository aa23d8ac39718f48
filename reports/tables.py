"""Tables that begin at the right in Arabic, with a head that comes back on every page."""

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor, white
from reportlab.platypus import Flowable, LongTable, TableStyle

from .phrases import Language, Phrase, said, side_of
from .text import Style, Text

ACCENT = HexColor("#7a3b5d")
PALE = HexColor("#f6f0f3")
RULE = HexColor("#cdbfc7")
CELL = Style(size=9.5)
HEAD = Style(size=9.5, bold=True, color=white, align="center")

LABEL = Style(size=10, bold=True, color=ACCENT)
VALUE = Style(size=10.5)
TALL = 180  # points; a row that is higher may be cut where the page ends
FIELD_LINES = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)

Cell = str | int | Phrase | Flowable | list | None


class Rows(LongTable):
    """Rows that go to the next page whole, except those that would leave half a page empty."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The part that fits, and the rest."""
        self.splitInRow = int(self._cut_row_height(available_height) > TALL)
        return super().split(available_width, available_height)

    def _cut_row_height(self, available_height: float) -> float:
        used = 0.0
        for height in self._rowHeights:
            used += height
            if used > available_height:
                return height
        return 0.0


def table(
    heads: Sequence[Phrase],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    language: Language,
    *,
    numbers: Sequence[int] = (),
    total: bool = False,
    style: Style = CELL,
) -> LongTable:
    """A table of phrases, texts or parts of a page.

    `widths` in points, in the order of reading; so are `numbers`, the columns set as figures. With `total`
    the last row is a sum. Columns are laid from the right unless the page is French.
    """
    cells = [[said(head, language, HEAD) for head in heads]]
    for place, row in enumerate(rows):
        last = total and place == len(rows) - 1
        cells.append(
            [_cell(value, language, style.but(bold=last), n in numbers) for n, value in enumerate(row)]
        )
    mirrored = side_of(language) == "rtl"
    if mirrored:
        cells, widths = [row[::-1] for row in cells], list(widths)[::-1]
    made = Rows(cells, colWidths=list(widths), repeatRows=1)
    made.setStyle(TableStyle(_lines(total)))
    return made


def fields(
    pairs: Sequence[tuple[Phrase, Cell]], width: float, language: Language, share: float = 0.34
) -> LongTable:
    """Labels with their values, one below the other; the labels take `share` of the width (points).

    In both languages the French label and value stand at the left, the Arabic ones at the right of one line.
    """
    if language == "both":
        return _facing_fields(pairs, width)
    rows = [[said(name, language, LABEL), _cell(value, language, VALUE, False)] for name, value in pairs]
    widths = [width * share, width * (1 - share)]
    if side_of(language) == "rtl":
        rows, widths = [row[::-1] for row in rows], widths[::-1]
    made = Rows(rows, colWidths=widths)
    made.setStyle(TableStyle(FIELD_LINES))
    return made


def _facing_fields(pairs: Sequence[tuple[Phrase, Cell]], width: float) -> LongTable:
    """Four columns; a value that is the same in both languages stands in the middle."""
    rows: list[list] = []
    spans = []
    for place, (name, value) in enumerate(pairs):
        french, arabic = Text(name.fr, LABEL, "ltr"), Text(name.ar, LABEL, "rtl")
        if isinstance(value, Phrase) and value.fr != value.ar:
            rows.append(
                [french, Text(value.fr, VALUE, side="ltr"), Text(value.ar, VALUE, side="rtl"), arabic]
            )
            continue
        alone = value.ar if isinstance(value, Phrase) else value
        rows.append([french, _cell(alone, "both", VALUE.but(align="center"), False), "", arabic])
        spans.append(("SPAN", (1, place), (2, place)))
    made = Rows(rows, colWidths=[width * part for part in (0.2, 0.3, 0.3, 0.2)])
    made.setStyle(TableStyle([*FIELD_LINES, *spans]))
    return made


def _cell(value: Cell, language: Language, style: Style, number: bool) -> list | Flowable:
    if isinstance(value, Flowable | list):
        return value
    if isinstance(value, Phrase):
        return said(value, language, style)
    text = "" if value is None else str(value)
    if number:
        return Text(text, style.but(align="end"), "ltr", side_of(language))
    return Text(text, style, side=side_of(language))


def _lines(total: bool) -> list[tuple]:
    whole: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (-1, -1))
    rules: list[tuple[str, tuple[int, int], tuple[int, int], float | str | Color] | tuple] = [
        ("BACKGROUND", (0, 0), (-1, 0), ACCENT),
        ("VALIGN", *whole, "MIDDLE"),
        ("GRID", *whole, 0.4, RULE),
        ("TOPPADDING", *whole, 2),
        ("BOTTOMPADDING", *whole, 3),
        ("LEFTPADDING", *whole, 4),
        ("RIGHTPADDING", *whole, 4),
    ]
    if total:
        rules += [("BACKGROUND", (0, -1), (-1, -1), PALE), ("LINEABOVE", (0, -1), (-1, -1), 1, ACCENT)]
    return rules
