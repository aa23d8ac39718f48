"""The supervisor, with small real processes: order, restarts, giving up, stopping."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.parts.errors import PartError
from engine.serve.supervisor import Program, Supervisor

SLEEPS = "import time; print('up', flush=True); time.sleep(100)"
# Writes its name when it ends, so that the order of the stops can be read.
SAYS_BYE = """
import signal, sys, time
def bye(*_):
    with open({record!r}, "a") as file: file.write({name!r} + "\\n")
    sys.exit()
signal.signal(signal.SIGTERM, bye)
print("up", flush=True)
time.sleep(100)
"""


def program(tmp_path: Path, code: str, name: str = "child") -> Program:
    return Program([sys.executable, "-c", code], log=tmp_path / f"{name}.log", env={}, cwd=tmp_path)


def is_up(*programs: Program) -> Callable[[], bool]:
    return lambda: all(child.log.exists() and "up" in child.log.read_text() for child in programs)


def stop_soon(how: signal.Signals = signal.SIGTERM, after: float = 0.0) -> None:
    threading.Timer(after, os.kill, (os.getpid(), how)).start()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_in_reverse_order(how: signal.Signals, tmp_path: Path) -> None:
    record = str(tmp_path / "record")
    children = {
        name: program(tmp_path, SAYS_BYE.format(record=record, name=name), name) for name in ("base", "top")
    }
    heard: list[str] = []

    Supervisor(children, heard.append).run(is_up(*children.values()), lambda: stop_soon(how))

    assert (tmp_path / "record").read_text() == "top\nbase\n"
    assert heard[0].startswith("Stopping ...")
    assert all(child.process is None for child in children.values())


def test_what_crashes_is_started_again(tmp_path: Path) -> None:
    child = program(tmp_path, SLEEPS)
    heard: list[str] = []

    def crash() -> None:
        child.process.kill()
        stop_soon(after=2)

    Supervisor({"The web server": child}, heard.append).run(is_up(child), crash)

    assert child.log.read_text() == "up\nup\n"
    assert heard[0].startswith("The web server ended unexpectedly (-9); it is started again.")


def test_what_cannot_stay_up_ends_all_with_its_log(tmp_path: Path) -> None:
    good = program(tmp_path, SLEEPS, "good")
    bad = program(tmp_path, "print('out of luck'); raise SystemExit(3)", "bad")

    with pytest.raises(PartError, match=r"(?s)bad keeps ending \(3\).*out of luck"):
        Supervisor({"good": good, "bad": bad}, lambda text: None).run(lambda: False, lambda: None)

    assert good.process is None


def test_signals_mean_what_they_meant_before(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    child = program(tmp_path, SLEEPS)

    Supervisor({"child": child}, lambda text: None).run(is_up(child), stop_soon)

    assert signal.getsignal(signal.SIGTERM) is before
