"""Programs that we start end with us, however we end."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.parts.process import last_lines, start_process, stop_process

STARTS_ONE = """
import sys, time
from pathlib import Path
from engine.parts.process import start_process
start_process([sys.executable, "-c", "import time; time.sleep(100)", {mark!r}], log=Path({log!r}))
print("started", flush=True)
time.sleep(100)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_program_dies_with_who_started_it(
    how: signal.Signals, script: Callable, alive_in: Callable, wait_until: Callable, tmp_path: Path
) -> None:
    mark = str(tmp_path / "mark-of-the-child")
    parent = script(STARTS_ONE.format(mark=mark, log=str(tmp_path / "log")))
    assert parent.stdout.readline() == "started\n"
    assert len(alive_in(Path(mark))) == 2  # the child, and its parent whose code names it

    parent.send_signal(how)
    parent.wait(10)

    wait_until(lambda: alive_in(Path(mark)) == [], 10)


def test_a_program_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(99)"
    process = start_process([sys.executable, "-c", deaf], log=tmp_path / "log")
    while last_lines(tmp_path / "log") != "1":
        time.sleep(0.02)

    stop_process(process, patience=0.2)

    assert process.returncode == -signal.SIGKILL


def test_stopping_what_has_ended_does_nothing(tmp_path: Path) -> None:
    process = start_process([sys.executable, "-c", "print('bye')"], log=tmp_path / "log")
    process.wait(10)

    stop_process(process)

    assert process.returncode == 0
    assert last_lines(tmp_path / "log") == "bye"
    assert last_lines(tmp_path / "absent") == ""
