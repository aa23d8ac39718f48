"""Rows of a table that are higher than they should be: cut into several, each of which fits a page.

ReportLab can cut a row where the page ends, but measures its texts too wide and draws over the edge.
"""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from .text import Text

TALL = 200  # points; a row that is higher is cut
SHORT = 60  # signs that need no measuring in any column
PADDING = 12  # points at both sides of a cell, at most

Cell = Flowable | str | list[Flowable]


def cut_tall(row: Sequence[Cell], widths: Sequence[float]) -> list[list[Cell]]:
    """The row, or the rows that it is cut into; `widths` are those of its columns (points)."""
    if not any(map(_may_be_tall, row)):
        return [list(row)]
    columns = [_pieces(cell, width - PADDING) for cell, width in zip(row, widths, strict=True)]
    most = max(map(len, columns))
    return [[_piece(column, n) for column in columns] for n in range(most)]


def _piece(column: list[Cell], n: int) -> Cell:
    """Nothing after the last one; a cell without text stays what it is."""
    if n < len(column):
        return column[n]
    return column[0] if isinstance(column[0], str) else ""


def _may_be_tall(cell: Cell) -> bool:
    return any(isinstance(part, Text) and len(part.text) > SHORT for part in _parts(cell))


def _parts(cell: Cell) -> list[Flowable]:
    if isinstance(cell, list):
        return cell
    return [cell] if isinstance(cell, Flowable) else []


def _pieces(cell: Cell, width: float) -> list[Cell]:
    """What goes into the first row, into the second..."""
    if not _parts(cell):
        return [cell]
    pieces: list[list[Flowable]] = [[]]
    waiting, room = list(_parts(cell)), float(TALL)
    while waiting:
        part = waiting.pop(0)
        height = part.wrap(width, TALL)[1]
        if height <= room:
            pieces[-1].append(part)
            room -= height
            continue
        halves = part.split(width, room)
        if len(halves) == 2:
            pieces[-1].append(halves[0])
            waiting.insert(0, halves[1])
        elif pieces[-1]:
            waiting.insert(0, part)
        else:
            pieces[-1].append(part)
        pieces.append([])
        room = float(TALL)
    return [piece for piece in pieces if piece] or [""]
