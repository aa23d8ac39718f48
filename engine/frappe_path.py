"""Where the `frappe` package is: our wheel, unpacked once into the cache.

It is put on the import path instead of being installed, so that a rebuilt wheel never changes the files
under a running process and several checkouts share one virtualenv.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from engine.frappe_package.pack import build_frappe_wheel
from engine.parts.cache import build_once
from engine.parts.errors import PartError


def frappe_directory() -> Path:
    """The directory to put on the import path; the wheel is built and unpacked when it is not there."""
    wheel = build_frappe_wheel()
    return build_once(f"frappe/{wheel.parent.name}-{wheel.stem}", lambda place: _unpack(wheel, place))


def _unpack(wheel: Path, place: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)


if __name__ == "__main__":
    try:
        print(frappe_directory())
    except PartError as error:
        sys.exit(f"\n{error}")
