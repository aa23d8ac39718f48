"""A virtualenv in the cache for a lock file, made with whatever this Python offers.

`python -m venv` where it is whole; without its `ensurepip` (Debian leaves it out) pip comes from this
Python's own pip, else from Debian's package of the pip wheel.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.parts import debian
from engine.parts.cache import cache_dir, fingerprint, locked
from engine.parts.errors import PartError, disk_space_said_clearly
from engine.parts.progress import step

COMPLETE = "complete"
PINNED = re.compile(r"^[A-Za-z0-9._-]+==", re.MULTILINE)


def virtualenv(lock: Path) -> Path:
    """The Python of a virtualenv with everything that `lock` names; made the first time. Raises PartError.

    Not built aside and renamed like the rest of the cache: a virtualenv's scripts hold its path. A file
    `complete` marks a finished one.
    """
    home = cache_dir() / "virtualenv" / fingerprint(sys.version, sys.base_prefix, lock.read_bytes())
    if not (home / COMPLETE).exists():
        with locked(f"virtualenv-{home.name}"), disk_space_said_clearly(home):
            if not (home / COMPLETE).exists():
                shutil.rmtree(home, ignore_errors=True)
                with step("Making a Python environment"):
                    _make_empty(home)
                _install(home, lock)
                (home / COMPLETE).touch()
    return home / "bin" / "python"


def _install(home: Path, lock: Path) -> None:
    """Install the packages of `lock`, each checked by its hash; show how many have been fetched."""
    wanted = len(PINNED.findall(lock.read_text()))
    command = [str(home / "bin" / "python"), "-m", "pip", *_QUIET, "install", "--no-deps", "--require-hashes"]
    with step(f"Installing {wanted} Python packages from PyPI") as progress:
        process = subprocess.Popen(
            [*command, "--requirement", str(lock)],
            env=_clean_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said: list[str] = []
        for line in process.stdout or []:
            said.append(line)
            fetched = sum(text.startswith(_FETCHED) for text in said)
            progress.at(min(fetched, wanted), wanted, "unpacking" if line.startswith("Installing") else "")
        if process.wait():
            raise PartError(_explain("".join(said)))


def _make_empty(home: Path) -> None:
    if importlib.util.find_spec("venv") is None:
        raise PartError(f"{sys.executable} lacks the venv module. Debian: apt-get install python3-venv")
    if importlib.util.find_spec("ensurepip"):
        _run([sys.executable, "-m", "venv", str(home)])
        return
    _run([sys.executable, "-m", "venv", "--without-pip", str(home)])
    python = str(home / "bin" / "python")
    if importlib.util.find_spec("pip"):
        _run([sys.executable, "-m", "pip", *_QUIET, "--python", python, "install", "--quiet", "pip"])
        return
    _run([python, str(_debian_pip() / "pip"), *_QUIET, "install", "--quiet", "pip"])


def _debian_pip() -> Path:
    """pip as Debian's wheel of it, which Python can run from inside the file."""
    if not debian.can_use_debian():
        raise PartError(
            f"{sys.executable} has neither pip nor ensurepip. Install them (Debian: apt-get install "
            "python3-venv) and start again."
        )
    root = debian.unpacked("pip", [], alone=["python3-pip-whl"])
    return next((root / "usr/share/python-wheels").glob("pip-*.whl"))


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, env=_clean_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise PartError(_explain(done.stdout + done.stderr))


# How pip begins the line of a package: from PyPI, from a directory of wheels, not for this system.
_FETCHED = ("Collecting ", "Processing ", "Ignoring ")
_QUIET = ("--disable-pip-version-check", "--no-input")


def _clean_environment() -> dict[str, str]:
    """Our variables without those that would send packages to another place."""
    stray = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "PYTHONPATH")
    return {**{key: value for key, value in os.environ.items() if key not in stray}, "PIP_USER": "0"}


def _explain(output: str) -> str:
    if "No space left on device" in output:
        return (
            f"There is no disk space left for the Python packages in {cache_dir()}. Free some space (about "
            "2 GB are needed the first time), or name another place with INCUBATION_CACHE=/a/roomy/directory."
        )
    errors = [line for line in output.splitlines() if "ERROR" in line or "error:" in line.lower()][-3:]
    problem = (
        "The Python packages could not be installed. Is the network there? They come from PyPI, or from the "
        "mirror that pip is configured to use (PIP_INDEX_URL). pip said:"
    )
    return "\n  ".join([problem, *(errors or output.splitlines()[-3:])])
