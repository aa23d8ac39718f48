"""The page around a document: the State's heading, its number and date, the check code, page x of y."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from .faces import register
from .lines import wrap
from .phrases import Language, Phrase, said, side_of
from .qr import QrCode
from .shaping import Direction
from .tables import ACCENT, RULE
from .text import Style, draw_line, line_width

MARGIN = 16 * mm
HEAD = 36 * mm
RULER = 29 * mm
FOOT = 20 * mm
SMALL = Style(size=9)
CODE = 19 * mm
MOST_LINES = 5  # of the heading; more would run over the rule


@dataclass(frozen=True)
class Stamp:
    """What makes a print a document: its number, its day in words, and where it can be checked."""

    number: str
    date: Phrase
    check_url: str
    language: Language


@dataclass(frozen=True)
class Letterhead:
    """The words that every page carries, already translated.

    `lines` stand in the heading (the kingdom, the ministry, the place); `number`, `date`, `check` are labels;
    `page` holds {0} and {1}: "Page {0} of {1}".
    """

    lines: Sequence[Phrase]
    number: Phrase
    date: Phrase
    check: Phrase
    page: Phrase


def text_width(wide: bool = False) -> float:
    """The width that a document's body has, in points; `wide` for a page on its side."""
    return (landscape(A4) if wide else A4)[0] - 2 * MARGIN


def build(
    title: Phrase, body: Sequence[Flowable], stamp: Stamp, head: Letterhead, *, wide: bool = False
) -> bytes:
    """The PDF of a document: its title, then the parts of its body, over as many pages as they take."""
    register()
    out = io.BytesIO()
    size = landscape(A4) if wide else A4
    frame = Frame(
        *(MARGIN, FOOT, size[0] - 2 * MARGIN, size[1] - HEAD - FOOT),
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document = BaseDocTemplate(out, pagesize=size, invariant=1, title=title.in_(stamp.language), author="")
    document.addPageTemplates([PageTemplate(frames=[frame])])
    heading = said(title, stamp.language, Style(size=17, bold=True, align="center", color=ACCENT, after=2))
    parts = [*heading, Spacer(1, 8), *body]
    document.build(parts, canvasmaker=_numbering(lambda canvas, of: _furnish(canvas, size, stamp, head, of)))
    return out.getvalue()


def _numbering(furnish: Callable[[Canvas, int], None]) -> type[Canvas]:
    """A canvas that knows how many pages there are before it writes them."""

    class Numbered(Canvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            self.kept: list[dict] = []

        def showPage(self) -> None:  # noqa: N802 - ReportLab's name
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            kept = self.kept
            for state in kept:
                self.__dict__.update(state)
                furnish(self, len(kept))
                super().showPage()
            super().save()

    return Numbered


def _furnish(canvas: Canvas, size: tuple[float, float], stamp: Stamp, head: Letterhead, pages: int) -> None:
    width, height = size
    _heading(canvas, width, height, stamp, head)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, height - RULER, width - MARGIN, height - RULER)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, FOOT - 4 * mm, width - MARGIN, FOOT - 4 * mm)
    label = _filled(head.page, canvas.getPageNumber(), pages)
    if stamp.language == "both":
        _at_left(canvas, label.fr, "ltr", width, FOOT - 9 * mm)
        _at_right(canvas, label.ar, "rtl", width, FOOT - 9 * mm)
        return
    text, direction = label.in_(stamp.language), side_of(stamp.language)
    x = (width - line_width(text, SMALL, direction)) / 2
    draw_line(canvas, text, SMALL, direction, x, FOOT - 9 * mm)


def _heading(canvas: Canvas, width: float, height: float, stamp: Stamp, head: Letterhead) -> None:
    """French at the left, Arabic at the right; the code stands where neither is, or between them."""
    language = stamp.language
    room = (width - 2 * MARGIN - CODE) / 2 - 10
    top = height - 10 * mm
    if language != "ar":
        for place, line in enumerate(_lines([phrase.fr for phrase in head.lines], room)):
            _at_left(canvas, line, "ltr", width, top - place * 11.5)
    if language != "fr":
        for place, line in enumerate(_lines([phrase.ar for phrase in head.lines], room)):
            _at_right(canvas, line, "rtl", width, top - place * 11.5)
    left = {"both": (width - CODE) / 2, "ar": MARGIN, "fr": width - MARGIN - CODE}[language]
    canvas.saveState()
    canvas.translate(left, height - RULER + 2 * mm)
    code = QrCode(stamp.check_url, CODE)
    code.canv = canvas
    code.draw()
    canvas.restoreState()
    _number_and_date(canvas, width, height - RULER - 4.5 * mm, stamp, head)


def _lines(texts: Sequence[str], room: float) -> list[str]:
    return [line for text in texts for line in wrap(text, SMALL.font, SMALL.size, room)][:MOST_LINES]


def _number_and_date(canvas: Canvas, width: float, y: float, stamp: Stamp, head: Letterhead) -> None:
    """Under the rule: the number where the page begins, the date where it ends; in both, both twice."""
    number = Phrase(f"{head.number.fr} {stamp.number}", f"{head.number.ar} {stamp.number}")
    day = Phrase(f"{head.date.fr} {stamp.date.fr}", f"{head.date.ar} {stamp.date.ar}")
    if stamp.language == "both":
        _at_left(canvas, f"{number.fr} — {day.fr}", "ltr", width, y)
        _at_right(canvas, f"{number.ar} — {day.ar}", "rtl", width, y)
        return
    direction = side_of(stamp.language)
    begin, end = (_at_left, _at_right) if direction == "ltr" else (_at_right, _at_left)
    begin(canvas, number.in_(stamp.language), direction, width, y)
    end(canvas, day.in_(stamp.language), direction, width, y)


def _at_left(canvas: Canvas, text: str, direction: Direction, width: float, y: float) -> None:
    draw_line(canvas, text, SMALL, direction, MARGIN, y)


def _at_right(canvas: Canvas, text: str, direction: Direction, width: float, y: float) -> None:
    draw_line(canvas, text, SMALL, direction, width - MARGIN - line_width(text, SMALL, direction), y)


def _filled(phrase: Phrase, *values: object) -> Phrase:
    return Phrase(phrase.fr.format(*values), phrase.ar.format(*values))
