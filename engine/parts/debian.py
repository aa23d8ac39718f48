"""Debian packages without root: downloaded by a private apt and unpacked into the cache.

apt gets directories of its own for its lists and downloads; it reads the machine's sources and the
machine's list of installed packages, so it brings just the dependencies that are missing.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from engine.parts.cache import build_once, fingerprint
from engine.parts.errors import PartError
from engine.parts.progress import step

# Never unpacked: a C library beside the machine's own loader would crash every program using it.
LEFT_OUT = ("libc6_", "libc-bin_")


def can_use_debian() -> bool:
    """Whether this machine has apt and dpkg."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def unpacked(name: str, packages: Sequence[str], *, alone: Sequence[str] = ()) -> Path:
    """A directory of the cache into which Debian's `packages` are unpacked, as if it were `/`.

    The dependencies that this machine lacks are unpacked with them; the packages in `alone` come
    without theirs. `name` is what the person at the terminal reads. Raises PartError when apt is
    missing, no mirror answers, or a package is unknown.
    """
    if not can_use_debian():
        raise PartError(f"{name} cannot be fetched: this machine has no apt-get and dpkg-deb.")
    key = fingerprint(_release(), platform.machine(), *packages, "alone", *alone)
    return build_once(f"debian/{name}-{key}", lambda root: _fetch(name, packages, alone, root))


def library_path(root: Path) -> str:
    """The value for LD_LIBRARY_PATH with which programs under `root` find the libraries beside them."""
    found = [path for top in ("usr/lib", "lib") for path in sorted((root / top).glob("*-linux-gnu*"))]
    machine_own = os.environ.get("LD_LIBRARY_PATH")
    return ":".join([*map(str, found), *([machine_own] if machine_own else [])])


def _fetch(name: str, packages: Sequence[str], alone: Sequence[str], root: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="apt-", dir=root.parent) as place:
        apt = _PrivateApt(Path(place), name)
        with step(f"Fetching {name} from Debian's packages"):
            apt.run("update")
            apt.run("install", "--download-only", "--no-install-recommends", *packages)
            if alone:
                apt.run("download", *alone)
        for package in apt.downloads():
            subprocess.run(["dpkg-deb", "-x", str(package), str(root)], check=True)


class _PrivateApt:
    """apt-get with its own state and cache under `place`; reads the machine's sources."""

    def __init__(self, place: Path, name: str) -> None:
        self.place, self.name = place, name
        self.archives = place / "cache" / "archives"
        (self.archives / "partial").mkdir(parents=True)
        (place / "state" / "lists" / "partial").mkdir(parents=True)

    def run(self, *words: str) -> None:
        command = ["apt-get", "--quiet", "--assume-yes", *self._options(), *words]
        env = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            command, env=env, cwd=self.archives, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise PartError(self._explain(done.stderr))

    def downloads(self) -> list[Path]:
        return [deb for deb in sorted(self.archives.glob("*.deb")) if not deb.name.startswith(LEFT_OUT)]

    def _options(self) -> list[str]:
        settings = {
            "Dir::State": self.place / "state",
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self.place / "cache",
            "Debug::NoLocking": "true",
            "APT::Sandbox::User": "root",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
        }
        return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]

    def _explain(self, output: str) -> str:
        lines = [line for line in output.splitlines() if line.startswith(("E:", "W:"))][:4]
        return "\n  ".join(
            [
                f"{self.name} could not be fetched from Debian's packages. Is the network there, and does "
                "/etc/apt name a mirror? apt said:",
                *(lines or output.splitlines()[-4:]),
            ]
        )


def _release() -> str:
    """The version of the system, such as `12`; a testing system has none."""
    try:
        return platform.freedesktop_os_release().get("VERSION_ID", "testing")
    except OSError:
        return ""
