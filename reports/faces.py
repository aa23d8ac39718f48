"""The two faces of the family that every document is set in: Amiri, Arabic and Latin, under the OFL."""

from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "Amiri", "Amiri-Bold"


@cache
def register() -> None:
    """Make both faces known to ReportLab, once a process."""
    rl_config.useA85 = 0  # a PDF may hold bytes: a fifth smaller, and quicker to write
    pdfmetrics.registerFont(TTFont(REGULAR, str(FOLDER / "Amiri-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(FOLDER / "Amiri-Bold.ttf")))


def can_show(text: str) -> bool:
    """Whether the family has a picture for every sign of the text."""
    register()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return all(ord(sign) in known for sign in text)
