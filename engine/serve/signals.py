"""Being told to stop: Ctrl-C, `kill`, a closed terminal."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Any

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequest:
    """While the block runs, a stop signal is remembered instead of ending this process at once.

    The signal wakes `wait`, through a pipe: an Event that a handler sets can lock up its own waiter.
    """

    def __init__(self) -> None:
        self.received = False
        self._before: dict[signal.Signals, Any] = {}
        self._ends = (-1, -1)

    def __enter__(self) -> StopRequest:
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        self._before = {number: signal.signal(number, self._remember) for number in STOP}
        signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for end in self._ends:
            os.close(end)

    def wait(self, seconds: float) -> bool:
        """Wait for a stop signal for at most `seconds`; whether one has come, now or before."""
        if not self.received:
            select.select([self._ends[0]], [], [], seconds)
        return self.received

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self.received = True


def end_on_kill() -> None:
    """Let SIGTERM and SIGHUP end this process as Ctrl-C does, by an exception, so that clean-up code runs."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
