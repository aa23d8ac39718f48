"""Writes the lock beside each requirements file: `python -m engine.lock` (`make lock`), with `uv` from PyPI.

A lock holds for every Python from 3.11 on and every platform, with a hash for every file and no address of an
index. Pins that still fit are kept: `python -m engine.lock --upgrade` takes the newest.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from engine.parts.errors import PartError
from engine.parts.pypi import PinnedWheel, unpacked_wheel

HERE = Path(__file__).parent
# In this order: the second is held to the pins of the first.
NAMES = ("requirements", "requirements-dev", "requirements-bench")
OPTIONS = ("--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-header")
UV = PinnedWheel(
    package="uv",
    version="0.13.9",
    platform="manylinux_2_17_x86_64",
    sha256="d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
)


def write_locks(*, upgrade: bool = False) -> None:
    """Write every lock. Raises PartError with what uv says when it finds no solution."""
    more = ("--upgrade",) if upgrade else ()
    for name in NAMES:
        command = [find_uv(), "pip", "compile", *OPTIONS, *more, f"{name}.in", "-o", f"{name}.lock"]
        done = subprocess.run(command, cwd=HERE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        if done.returncode:
            raise PartError(f"{name}.lock was not written:\n{done.stderr}")


def find_uv() -> str:
    """The `uv` on the PATH, else the one in PyPI's wheel."""
    on_path = shutil.which("uv")
    if on_path:
        return on_path
    (program,) = unpacked_wheel(UV).glob("uv-*.data/scripts/uv")
    return str(program)


if __name__ == "__main__":
    try:
        write_locks(upgrade="--upgrade" in sys.argv)
    except PartError as error:
        sys.exit(str(error))
