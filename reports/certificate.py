"""The certificate of a completed training path: one page on its side, to be hung on a wall."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from .content import hear
from .faces import register
from .lines import wrap
from .page import Letterhead, Stamp
from .phrases import Language, Phrase, side_of
from .qr import QrCode
from .shaping import Direction
from .tables import ACCENT, RULE
from .text import Style, draw_line, line_width

WIDTH, HEIGHT = landscape(A4)
EDGE = 11 * mm
ROOM = WIDTH - 2 * EDGE - 36 * mm  # for a centred line
SMALL = Style(size=10.5)
TITLE = Style(size=34, bold=True, color=ACCENT)
NAME = Style(size=28, bold=True)
BODY = Style(size=15)
CODE = 24 * mm
SIGNATURE = 62 * mm


@dataclass(frozen=True)
class CertificateText:
    """The sentences of a certificate, complete and translated."""

    title: Phrase
    certifies: Phrase
    name: Phrase
    completed: Phrase
    detail: Phrase
    signatories: Sequence[Phrase]
    check: Phrase


def certificate(text: CertificateText, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The PDF of one certificate."""
    return certificates([(text, stamp)], letterhead)


def certificates(
    texts: Sequence[tuple[CertificateText, Stamp]],
    letterhead: Letterhead,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """One file with a page for each; `told(done)` after each page."""
    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for done, (text, stamp) in enumerate(texts, start=1):
        canvas.setTitle(text.title.in_(stamp.language))
        _draw(canvas, text, stamp, letterhead)
        canvas.showPage()
        if told:
            told(done)
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, text: CertificateText, stamp: Stamp, letterhead: Letterhead) -> None:
    for said in (text.title, text.certifies, text.name, text.completed, text.detail, *text.signatories):
        hear(*said)
    _frame(canvas)
    _heads(canvas, stamp, letterhead)
    air = 0 if stamp.language == "both" else 5 * mm  # half as many lines share the page
    y = HEIGHT - 50 * mm - air
    y = _centred(canvas, text.title, stamp, TITLE, y) - 3 * mm - air
    y = _centred(canvas, text.certifies, stamp, BODY, y) - 2 * mm - air
    y = _centred(canvas, text.name, stamp, NAME, y) - 2 * mm - air
    y = _centred(canvas, text.completed, stamp, BODY, y) - air
    _centred(canvas, text.detail, stamp, SMALL, y)
    _code_and_number(canvas, text, stamp, letterhead)
    for place, who in enumerate(text.signatories):
        _signature_line(canvas, who, stamp, place)


def _voices(phrase: Phrase, language: Language) -> list[tuple[str, Direction]]:
    """The phrase in the languages of the page, the Arabic first; once when both are the same."""
    both: list[tuple[str, Direction]] = [(phrase.ar, "rtl"), (phrase.fr, "ltr")]
    if language == "both":
        return both if phrase.fr != phrase.ar else both[:1]
    return both[:1] if language == "ar" else both[1:]


def _frame(canvas: Canvas) -> None:
    """Two rules around the page, with a small square in each corner."""
    for inset, width, colour in ((EDGE, 2.4, ACCENT), (EDGE + 2.2 * mm, 0.6, RULE)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    canvas.setFillColor(ACCENT)
    for x in (EDGE, WIDTH - EDGE):
        for y in (EDGE, HEIGHT - EDGE):
            canvas.rect(x - 2.2 * mm, y - 2.2 * mm, 4.4 * mm, 4.4 * mm, stroke=0, fill=1)


def _heads(canvas: Canvas, stamp: Stamp, letterhead: Letterhead) -> None:
    """The State's lines: French at the left, Arabic at the right; in one language in the middle."""
    both = stamp.language == "both"
    room = (ROOM - 20 * mm) / 2 if both else ROOM
    heights = {"rtl": HEIGHT - EDGE - 12 * mm, "ltr": HEIGHT - EDGE - 12 * mm}
    for phrase in letterhead.lines:
        for said, direction in _voices(phrase, stamp.language):
            for line in wrap(said, SMALL.font, SMALL.size, room):
                wide = line_width(line, SMALL, direction)
                left = EDGE + 14 * mm if direction == "ltr" else WIDTH - EDGE - 14 * mm - wide
                draw_line(
                    canvas, line, SMALL, direction, left if both else (WIDTH - wide) / 2, heights[direction]
                )
                heights[direction] -= 14


def _centred(canvas: Canvas, phrase: Phrase, stamp: Stamp, style: Style, y: float) -> float:
    """The phrase in the middle below y, Arabic above French; returns where the next one may begin."""
    for said, direction in _voices(phrase, stamp.language):
        smaller = stamp.language == "both" and direction == "ltr"
        set_in = style.but(size=style.size * (0.74 if smaller else 1))
        for line in wrap(said, set_in.font, set_in.size, ROOM):
            y -= set_in.size * 1.05
            draw_line(canvas, line, set_in, direction, (WIDTH - line_width(line, set_in, direction)) / 2, y)
            y -= set_in.size * 0.42
    return y


def _code_and_number(canvas: Canvas, text: CertificateText, stamp: Stamp, letterhead: Letterhead) -> None:
    """The code with number and date beside it, where the page ends."""
    side = side_of(stamp.language)
    left = EDGE + 12 * mm if side == "rtl" else WIDTH - EDGE - 12 * mm - CODE
    bottom = EDGE + 9 * mm
    canvas.saveState()
    canvas.translate(left, bottom)
    code = QrCode(stamp.check_url, CODE)
    code.canv = canvas
    code.draw()
    canvas.restoreState()
    language = stamp.language
    lines = (
        f"{letterhead.number.in_(language)} {stamp.number}",
        f"{letterhead.date.in_(language)} {stamp.date.in_(language)}",
        text.check.in_(language),
    )
    for place, line in enumerate(lines):
        x = left + CODE + 4 * mm if side == "rtl" else left - 4 * mm - line_width(line, SMALL, side)
        draw_line(canvas, line, SMALL, side, x, bottom + CODE - 12 - place * 16)


def _signature_line(canvas: Canvas, who: Phrase, stamp: Stamp, place: int) -> None:
    """A line to sign on with the signatory's name below; the first one where the page begins."""
    middle = EDGE + 12 * mm + SIGNATURE * (place + 0.5)
    middle = WIDTH - middle if side_of(stamp.language) == "rtl" else middle
    bottom = EDGE + 16 * mm
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.8)
    canvas.line(middle - SIGNATURE * 0.42, bottom, middle + SIGNATURE * 0.42, bottom)
    for number, (said, direction) in enumerate(_voices(who, stamp.language)):
        x = middle - line_width(said, SMALL, direction) / 2
        draw_line(canvas, said, SMALL, direction, x, bottom - 12 - number * 13)
