"""Tests of what runs in processes of its own: the parts, the servers, the command line.

Nothing here needs a site in the process of the tests.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module", autouse=True)
def probe_in_force() -> None:
    """Instead of the fixture of the folder above, which opens a site in this process."""


@pytest.fixture(autouse=True)
def private_database_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers tested here are our own, whatever server the other tests were given."""
    monkeypatch.delenv("MARIADB_URL", raising=False)


@pytest.fixture
def wait_until() -> Callable[..., None]:
    """`wait_until(condition, seconds)` fails the test when the condition does not come true in time."""

    def wait(condition: Callable[[], bool], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)

    return wait


def listen_to_ctrl_c() -> None:
    """A shell's background jobs, and so all they start, ignore Ctrl-C; what is tested here does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """`script(code)` starts Python on `code` in another process; it is killed when the test ends."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, **env: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(CHECKOUT), *sys.path]), **env}
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=listen_to_ctrl_c,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def alive_in(tmp_path: Path) -> Callable[..., list[str]]:
    """`alive_in(directory)` is the command lines of the processes that work in it."""

    def find(directory: Path = tmp_path) -> list[str]:
        return [line for line in _command_lines() if str(directory) in line]

    return find


def _command_lines() -> Iterator[str]:
    """Command line and environment of every other process that we may look at."""
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            zombie = ") Z " in (process / "stat").read_text()
        except OSError:
            continue
        if not zombie:
            yield words.replace(b"\0", b" ").decode(errors="replace")
