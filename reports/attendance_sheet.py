"""The sheet of a training session: a row for each woman, boxes to sign, the code that opens the session."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer, Table

from .page import Letterhead, Stamp, build, text_width
from .phrases import Phrase, said, side_of
from .qr import QrCode
from .signatures import signatures
from .tables import fields, table
from .text import Style

ROOM_TO_SIGN = 20  # points
NOTHING = Phrase("", "")


@dataclass(frozen=True)
class SheetRow:
    """A woman of the group; the other values are empty on a blank sheet."""

    name: Phrase
    mark: Phrase = NOTHING
    minutes: str = ""


@dataclass(frozen=True)
class SheetLabels:
    """The words of the sheet, translated."""

    title: Phrase
    columns: Sequence[Phrase]  # number, name, attendance, minutes late, signature
    session_code: Phrase
    signatories: Sequence[Phrase]


def attendance_sheet(
    about: Sequence[tuple[Phrase, Phrase]],
    rows: Sequence[SheetRow],
    session_code: str,
    labels: SheetLabels,
    stamp: Stamp,
    letterhead: Letterhead,
) -> bytes:
    """The PDF. `about` is what the sheet says of the session, label by label."""
    width = text_width()
    language = stamp.language
    cells = [
        [number, row.name, row.mark, row.minutes, [Spacer(1, ROOM_TO_SIGN)]]
        for number, row in enumerate(rows, start=1)
    ]
    widths = [26, 190, 90, 62, width - 368]
    roll = table(labels.columns, cells, widths, language, numbers=(3,))
    body: list[Flowable] = [
        _beside_code(fields(about, width - 84, language), session_code, labels.session_code, stamp),
        Spacer(1, 8),
        roll,
        signatures(labels.signatories, width, language),
    ]
    return build(labels.title, body, stamp, letterhead)


def _beside_code(part: Flowable, code: str, caption: Phrase, stamp: Stamp) -> Table:
    """The session's own code, for the phone that types the sheet in, where the page ends."""
    captioned = [QrCode(code, 76), *said(caption, stamp.language, Style(size=8, align="center"))]
    cells, widths = [part, captioned], [text_width() - 84, 84]
    if side_of(stamp.language) == "rtl":
        cells, widths = cells[::-1], widths[::-1]
    frame = Table([cells], colWidths=widths)
    whole = ((0, 0), (-1, -1))
    frame.setStyle([("VALIGN", *whole, "TOP"), ("LEFTPADDING", *whole, 0), ("RIGHTPADDING", *whole, 0)])
    return frame
