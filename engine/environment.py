"""The environment in which every command of this project runs: locked packages, frappe, this checkout."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NoReturn

from engine.parts.errors import PartError
from engine.parts.virtualenv import virtualenv


def enter(checkout: Path, words: list[str], *, development: bool = False) -> NoReturn:
    """Replace this process by the command `words` in the environment; made first where it is missing.

    A first word `python` means any Python command; other words go to the `incubation` command line.
    `development` adds the tools for tests and lint. Raises PartError.
    """
    python = virtualenv(
        checkout / "engine" / ("requirements-dev.lock" if development else "requirements.lock")
    )
    # The safe path keeps the current directory out of the way: packages are found in one place only.
    env = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONNOUSERSITE": "1", "PYTHONSAFEPATH": "1"}
    env["PYTHONPATH"] = os.pathsep.join([str(checkout / "apps"), str(checkout), _frappe(python, env)])
    rest = words[1:] if words[:1] == ["python"] else ["-m", "engine.cli", *words]
    os.execve(python, [str(python), *rest], env)


def _frappe(python: Path, env: dict[str, str]) -> str:
    """The directory with the `frappe` package: built by the virtualenv's Python, which has pip."""
    done = subprocess.run(
        [str(python), "-m", "engine.frappe_path"], env=env, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise PartError("The frappe package could not be built; the reason is above.")
    return done.stdout.strip()
