"""What a long command tells the terminal while it works: one line per step, with its time.

In a terminal the line of the running step shows a turning mark and, where known, how far it is;
elsewhere (a log, CI) each step prints a plain line when it starts and one when it ends.
"""

from __future__ import annotations

import itertools
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

TURNING = "|/-\\"
TICK_SECONDS = 0.2


class Step:
    """One running step; `at(done, total)` says how far it is and `note` what it is doing."""

    def __init__(self, title: str, out: TextIO) -> None:
        self.title, self.out = title, out
        self.started = time.monotonic()
        self._detail = ""

    def at(self, done: int, total: int, note: str = "") -> None:
        """Say that `done` of `total` units of work are done."""
        share = f"{100 * done // total}%" if total else ""
        self._detail = " ".join(word for word in (share, note) if word)

    def note(self, text: str) -> None:
        """Say in a few words what the step is doing now."""
        self._detail = text

    def line(self, mark: str) -> str:
        """The step's line: a mark, the title, the detail and the seconds since it started."""
        detail = f" ({self._detail})" if self._detail else ""
        return f"{mark} {self.title}{detail} - {time.monotonic() - self.started:.1f} s"


@contextmanager
def step(title: str, out: TextIO | None = None) -> Iterator[Step]:
    """Show `title` while the block runs; when it raises, the line is marked and the error goes on."""
    out = out or sys.stderr
    current = Step(title, out)
    finished = threading.Event()
    painter = _start_painter(current, finished)
    mark = "x"
    try:
        yield current
        mark = "+"
    finally:
        finished.set()
        if painter:
            painter.join()
        out.write(("\r\x1b[K" if painter else "") + current.line(mark) + "\n")
        out.flush()


def _start_painter(current: Step, finished: threading.Event) -> threading.Thread | None:
    if not current.out.isatty():
        current.out.write(f"  {current.title} ...\n")
        current.out.flush()
        return None
    painter = threading.Thread(target=_paint, args=(current, finished), daemon=True)
    painter.start()
    return painter


def _paint(current: Step, finished: threading.Event) -> None:
    for mark in itertools.cycle(TURNING):
        current.out.write("\r\x1b[K" + current.line(mark))
        current.out.flush()
        if finished.wait(TICK_SECONDS):
            return
