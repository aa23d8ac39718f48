"""Where a part listens: a Unix socket whose path is short enough."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

from engine.parts.cache import fingerprint
from engine.parts.errors import PartError

# sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero.
LONGEST_PATH = 100


def socket_path(directory: Path, name: str) -> Path:
    """A path for the socket `name` in `directory`, or, where that is too long, in a private place of /tmp.

    The same arguments give the same path in each run, so that it can be written in a site's configuration.
    """
    path = directory.absolute() / name
    if len(os.fsencode(path)) <= LONGEST_PATH:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path
    return _private_short_directory() / f"{fingerprint(str(directory.absolute()))}-{name}"


def answers(path: Path) -> bool:
    """Whether a server accepts connections on the Unix socket `path`."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A TCP port that was free on 127.0.0.1 a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _private_short_directory() -> Path:
    directory = Path("/tmp") / f"incubation-{os.getuid()}"  # noqa: S108 - owner and mode are checked below
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PartError(f"{directory} is not a private directory of yours. Remove it and start again.")
    return directory
