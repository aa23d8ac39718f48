"""A QR code drawn as squares, sharp at every size."""

import segno
from reportlab.lib.colors import black
from reportlab.platypus import Flowable

QUIET = 2  # squares of white around the code
MASK = 2  # any of the eight is right; to choose the best of them takes longer than all the rest of a page


class QrCode(Flowable):
    """The code of a text or an address, `side` points wide."""

    def __init__(self, content: str, side: float = 62) -> None:
        super().__init__()
        self.content, self.side = content, side
        self.width = self.height = side

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As large as it was asked for."""
        return self.side, self.side

    def draw(self) -> None:
        """One rectangle for each stretch of black squares in a row."""
        squares = [
            list(row) for row in segno.make(self.content, error="m", mask=MASK).matrix_iter(border=QUIET)
        ]
        step = self.side / len(squares)
        self.canv.setFillColor(black)
        for place, row in enumerate(squares):
            top = self.side - (place + 1) * step
            start = None
            for column, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    self.canv.rect(start * step, top, (column - start) * step, step, stroke=0, fill=1)
                    start = None
