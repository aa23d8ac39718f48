"""Gives everything its name back: in paths, in Python, in JavaScript, in data, in all three spellings."""

from __future__ import annotations

from pathlib import Path

from engine.frappe_package.source import NAME_THERE

OLD = NAME_THERE
NEW = "frappe"
SPELLINGS = ((OLD, NEW), (OLD.capitalize(), NEW.capitalize()), (OLD.upper(), NEW.upper()))


def renamed(text: str) -> str:
    """`text` with every spelling of the name there replaced by the same spelling of `frappe`."""
    for old, new in SPELLINGS:
        text = text.replace(old, new)
    return text


def copy_renamed(source: Path, target: Path) -> None:
    """Copy the package and its licences from `source` to `target` under its own name.

    Raises ValueError if the name there is left in a spelling that is not known.
    """
    for path in sorted((source / OLD).rglob("*")):
        if path.is_file():
            _copy_file(path, target / renamed(path.relative_to(source).as_posix()))


def _copy_file(path: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes()
    for old, new in SPELLINGS:
        content = content.replace(old.encode(), new.encode())
    if OLD.encode() in content.lower() or OLD in str(copy.name).lower():
        raise ValueError(f"{path} holds the name {OLD} in a spelling that is not known")
    copy.write_bytes(content)
