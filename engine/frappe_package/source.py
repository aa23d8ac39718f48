"""The one distribution of Frappe's source on PyPI, told by its hash."""

from __future__ import annotations

from pathlib import Path

from engine.parts.pypi import PinnedWheel, unpacked_wheel

NAME_THERE = "monoframe"
SOURCE = PinnedWheel(
    package=NAME_THERE,
    version="0.0.1",
    platform="any",
    sha256="192e1430290ba868e515186a1e21bbdc7190a66fffbfaf35d5296bfca83a70ca",
)


def source_tree() -> Path:
    """The folder with the unpacked source, fetched the first time. Raises PartError, on another hash too."""
    return unpacked_wheel(SOURCE)
