"""The cache on disk: every entry is built in a temporary directory and renamed when it is complete.

Two commands at once do not collide: they wait for each other on a lock file. A build that was
interrupted leaves nothing that looks finished.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.parts.errors import disk_space_said_clearly

Build = Callable[[Path], None]


def cache_dir() -> Path:
    """The cache: $INCUBATION_CACHE, else $XDG_CACHE_HOME/women-incubation, else ~/.cache/women-incubation."""
    named = os.environ.get("INCUBATION_CACHE")
    if named:
        root = Path(named)
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "women-incubation"
    with disk_space_said_clearly(root):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root.absolute()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the lock `name` of the cache; whoever comes second waits."""
    path = cache_dir() / "locks" / (name.replace("/", "-") + ".lock")
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def build_once(name: str, build: Build) -> Path:
    """The cache entry `name` (a relative path); `build(directory)` fills it the first time only.

    `build` gets an empty temporary directory, which becomes the entry when it returns. When it
    raises, the directory is removed and the error goes on.
    """
    entry = cache_dir() / name
    if entry.exists():
        return entry
    with locked(name), disk_space_said_clearly(entry):
        if not entry.exists():
            _build_and_rename(entry, build)
    return entry


def fingerprint(*parts: str | bytes) -> str:
    """Sixteen hexadecimal digits that change when any of `parts` changes; good as a cache key."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


def _build_and_rename(entry: Path, build: Build) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{entry.name}-", dir=entry.parent))
    try:
        build(unfinished)
        unfinished.chmod(0o755)
        unfinished.rename(entry)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
