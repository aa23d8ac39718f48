"""A paragraph that ReportLab can place: Arabic, Latin or both mixed, wrapped and aligned."""

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from .content import hear
from .faces import BOLD, REGULAR, register
from .lines import wrap
from .shaping import Direction, direction_of, visual_runs

INK = HexColor("#1f2430")
LEADING = 1.45  # Arabic needs room above and below the line
Align = Literal["start", "center", "end"]


@dataclass(frozen=True)
class Style:
    """How a text is set. Sizes in points; `start` is right in Arabic and left in French."""

    size: float = 11
    bold: bool = False
    align: Align = "start"
    color: Color = INK
    before: float = 0
    after: float = 0

    @property
    def font(self) -> str:
        """The face."""
        return BOLD if self.bold else REGULAR

    @property
    def leading(self) -> float:
        """From one base line to the next."""
        return self.size * LEADING

    def but(self, **changes: object) -> "Style":
        """The same, changed."""
        return replace(self, **changes)


PLAIN = Style()


class Text(Flowable):
    """A paragraph in one direction; without one, that of its first letter.

    `side` is the direction of the page around it when that differs: a French name in an Arabic column is
    written from left to right but set at the right. `goes_on`: the rest of a text from the page before.
    """

    def __init__(
        self,
        text: str,
        style: Style = PLAIN,
        direction: Direction | None = None,
        side: Direction | None = None,
        *,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        register()
        self.text, self.style = str(text or ""), style
        if not goes_on:
            hear(self.text)
        self.direction = direction or direction_of(self.text)
        self.side = side or self.direction
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.lines: list[str] = []
        self.width = self.height = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Cut the lines for this width."""
        self.width = available_width
        self.lines = wrap(self.text, self.style.font, self.style.size, available_width)
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two texts, when the page ends in the middle."""
        self.wrap(available_width, available_height)
        fitting = int(available_height // self.style.leading)
        if fitting < 1:
            return []
        if fitting >= len(self.lines):
            return [self]
        parts = "\n".join(self.lines[:fitting]), "\n".join(self.lines[fitting:])
        return [Text(part, self.style, self.direction, self.side, goes_on=True) for part in parts]

    def draw(self) -> None:
        """Every line from the top down."""
        baseline = self.height - self.style.leading + self.style.size * 0.45
        for line in self.lines:
            draw_line(self.canv, line, self.style, self.direction, self._left(line), baseline)
            baseline -= self.style.leading

    def _left(self, line: str) -> float:
        room = self.width - line_width(line, self.style, self.direction)
        at_left = (self.style.align == "start") == (self.side == "ltr")
        return room / 2 if self.style.align == "center" else (0 if at_left else room)


def line_width(line: str, style: Style, direction: Direction) -> float:
    """The width of a line as drawn, in points."""
    return sum(stringWidth(run.text, style.font, style.size) for run in visual_runs(line, direction))


def draw_line(canvas: Canvas, line: str, style: Style, direction: Direction, x: float, y: float) -> None:
    """Draw one line from x on; each run at its place, in the order they are read."""
    placed = []
    for run in visual_runs(line, direction):
        placed.append((run.reads, x, run.text))
        x += stringWidth(run.text, style.font, style.size)
    canvas.setFillColor(style.color)
    for _reads, left, text in sorted(placed):
        drawn = canvas.beginText(left, y)
        drawn.setFont(style.font, style.size)
        drawn.textOut(text)
        canvas.drawText(drawn)
