"""Keeps the processes of a site running: started in order, restarted after a crash, stopped in reverse."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from engine.parts.errors import PartError
from engine.parts.process import last_lines, start_process, stop_process
from engine.serve.signals import StopRequest

LOOK_EVERY_SECONDS = 0.5
# A process that crashes this often within this time will not recover by being started once more.
CRASHES, CRASH_SECONDS = 5, 60.0


class Child(Protocol):
    """What the supervisor asks of a process: PrivateMariaDB and PrivateRedis answer to it as well."""

    log: Path
    process: subprocess.Popen[bytes] | None

    def start(self) -> object:
        """Start it; return when it works. Raises PartError when it does not."""

    def stop(self) -> None:
        """Stop it; return when it has ended."""


class Program:
    """A child that is a plain command, its output in a log file."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str],
        cwd: Path,
        keep: Sequence[int] = (),
        patience: float = 20.0,
    ) -> None:
        self.command, self.log, self.env, self.cwd = command, log, env, cwd
        self.keep, self.patience = keep, patience
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the command; the file descriptors in `keep` stay open in it."""
        self.process = start_process(self.command, log=self.log, env=self.env, cwd=self.cwd, keep=self.keep)

    def stop(self) -> None:
        """Ask it to stop and wait; kill it when it does not within `patience` seconds."""
        if self.process:
            stop_process(self.process, patience=self.patience)
            self.process = None


class Supervisor:
    """Runs named children until a stop signal comes."""

    def __init__(self, children: Mapping[str, Child], say: Callable[[str], None]) -> None:
        self.children, self.say = children, say
        self._crashes: dict[str, list[float]] = {name: [] for name in children}

    def run(self, ready: Callable[[], bool], announce: Callable[[], None]) -> None:
        """Start all, call `announce` once when `ready()` is true, then watch until told to stop; stop all.

        Raises PartError when a child cannot be started or crashes again and again; all are stopped then too.
        """
        with StopRequest() as stop:
            try:
                self._start(stop)
                announced = False
                while not stop.wait(LOOK_EVERY_SECONDS if announced else 0.1):
                    self._restart_crashed()
                    if not announced and ready():
                        announce()
                        announced = True
                self.say("Stopping ... (what is being worked on may end, which can take some seconds)")
            finally:
                self._stop()

    def _start(self, stop: StopRequest) -> None:
        for child in self.children.values():
            if not stop.received:
                child.start()

    def _stop(self) -> None:
        for child in reversed(self.children.values()):
            child.stop()

    def _restart_crashed(self) -> None:
        for name, child in self.children.items():
            if child.process and child.process.poll() is not None:
                self._note_crash(name, child)
                child.start()

    def _note_crash(self, name: str, child: Child) -> None:
        now = time.monotonic()
        recent = [moment for moment in self._crashes[name] if now - moment < CRASH_SECONDS]
        self._crashes[name] = [*recent, now]
        ended = child.process.returncode if child.process else None
        if len(self._crashes[name]) >= CRASHES:
            raise PartError(
                f"{name} keeps ending ({ended}). Its log {child.log} ends:\n{last_lines(child.log)}"
            )
        self.say(f"{name} ended unexpectedly ({ended}); it is started again. See {child.log}")
