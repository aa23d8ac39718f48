"""Tables that begin at the right in Arabic, with a head that comes back on every page."""

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor, white
from reportlab.platypus import Flowable, LongTable, TableStyle

from .phrases import Language, Phrase, said, side_of
from .rows import cut_tall
from .text import Style, Text

ACCENT = HexColor("#7a3b5d")
PALE = HexColor("#f6f0f3")
RULE = HexColor("#cdbfc7")
CELL = Style(size=9.5)
HEAD = Style(size=9.5, bold=True, color=white, align="center")

LABEL = Style(size=10, bold=True, color=ACCENT)
VALUE = Style(size=10.5)
FIELD_LINES = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)

SPANNED = " "  # a cell that the one before it runs over

Cell = str | int | Phrase | Flowable | list | None


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
    made, goes_on = _cut(cells, widths)
    table = LongTable(made, colWidths=list(widths), repeatRows=1)
    table.setStyle(TableStyle([*_lines(total), *_open_above(goes_on, PALE)]))
    return table


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
    made, goes_on = _cut(rows, widths)
    table = LongTable(made, colWidths=widths)
    table.setStyle(TableStyle([*FIELD_LINES, *_open_above(goes_on, white)]))
    return table


def _facing_fields(pairs: Sequence[tuple[Phrase, Cell]], width: float) -> LongTable:
    """Four columns; a value that is the same in both languages stands in the middle."""
    columns = [width * part for part in (0.2, 0.3, 0.3, 0.2)]
    rows: list[list] = []
    for name, value in pairs:
        french, arabic = Text(name.fr, LABEL, "ltr"), Text(name.ar, LABEL, "rtl")
        if isinstance(value, Phrase) and value.fr != value.ar:
            rows.append(
                [french, Text(value.fr, VALUE, side="ltr"), Text(value.ar, VALUE, side="rtl"), arabic]
            )
            continue
        alone = value.ar if isinstance(value, Phrase) else value
        rows.append([french, _cell(alone, "both", VALUE.but(align="center"), False), SPANNED, arabic])
    made, goes_on = _cut(rows, columns)
    spans = [("SPAN", (1, place), (2, place)) for place, row in enumerate(made) if row[2] == SPANNED]
    table = LongTable(made, colWidths=columns)
    table.setStyle(TableStyle([*FIELD_LINES, *_open_above(goes_on, white), *spans]))
    return table


def _cut(rows: Sequence[list], widths: Sequence[float]) -> tuple[list[list], list[int]]:
    """The rows with the tall ones cut, and the places of those that go on from the row above."""
    made: list[list] = []
    goes_on = []
    for row in rows:
        pieces = cut_tall(row, widths)
        goes_on += range(len(made) + 1, len(made) + len(pieces))
        made += pieces
    return made, goes_on


def _open_above(places: Sequence[int], color: Color) -> list[tuple]:
    """No line between the pieces of a row."""
    return [("LINEABOVE", (0, place), (-1, place), 1, color) for place in places]


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
