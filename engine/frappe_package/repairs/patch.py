"""Applies a unified diff strictly: every hunk fits word for word in exactly one place, or nothing is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from engine.parts.errors import PartError

HUNK_HEAD = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
NO_FILE = "/dev/null"


class RepairError(PartError):
    """A repair does not fit the source: it names the repair, the file and the line it was made for."""


@dataclass
class Hunk:
    """Lines to find (`old`, near line `line` of the source) and to put there (`new`)."""

    line: int
    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


@dataclass
class FileChange:
    """What a patch does to one file: `old_name` is None for a new file, `new_name` for one to remove."""

    old_name: str | None
    new_name: str | None
    hunks: list[Hunk] = field(default_factory=list)


def apply_patch(path: Path, tree: Path) -> None:
    """Apply the patch at `path` to the files under `tree`. Raises RepairError before anything is written."""
    changes = read_patch(_text(path))
    if not changes:
        raise RepairError(f"{path.name} changes nothing")
    results = [(change, _changed_text(change, tree, path.name)) for change in changes]
    for change, text in results:
        _write(change, text, tree)


def read_patch(text: str) -> list[FileChange]:
    """Read a unified diff; lines before the first file are the reason for it."""
    changes: list[FileChange] = []
    lines = iter(text.split("\n"))
    for line in lines:
        if line.startswith("--- "):
            changes.append(FileChange(_name(line), _name(next(lines))))
        elif changes and (head := HUNK_HEAD.match(line)):
            changes[-1].hunks.append(_read_hunk(head, lines))
    return changes


def _name(line: str) -> str | None:
    name = line[4:].split("\t")[0].strip()
    return None if name == NO_FILE else name.split("/", 1)[1]


def _read_hunk(head: re.Match[str], lines: Iterator[str]) -> Hunk:
    hunk = Hunk(line=int(head[1]))
    old_left, new_left = int(head[2] or 1), int(head[4] or 1)
    while old_left or new_left:
        line = next(lines)
        kind, text = line[:1] or " ", line[1:]
        if kind == "\\":  # "No newline at end of file"
            continue
        if kind in " -":
            hunk.old.append(text)
            old_left -= 1
        if kind in " +":
            hunk.new.append(text)
            new_left -= 1
    return hunk


def _changed_text(change: FileChange, tree: Path, repair: str) -> str:
    if change.old_name is None:
        if (tree / str(change.new_name)).exists():
            raise RepairError(f"{repair}: {change.new_name} is there already")
        return "\n".join(line for hunk in change.hunks for line in hunk.new) + "\n"
    path = tree / change.old_name
    if not path.is_file():
        raise RepairError(f"{repair}: {change.old_name} is not there")
    lines = _text(path).split("\n")
    for hunk in change.hunks:
        start = _only_place(hunk, lines, f"{repair}: {change.old_name}")
        lines[start : start + len(hunk.old)] = hunk.new
    return "\n".join(lines)


def _only_place(hunk: Hunk, lines: list[str], where: str) -> int:
    """Where the lines to be replaced stand. A pure insertion has context lines to be found by too."""
    size = len(hunk.old)
    places = [at for at in range(len(lines) - size + 1) if lines[at : at + size] == hunk.old]
    if len(places) != 1:
        found = f"fits in {len(places)} places" if places else "does not fit"
        raise RepairError(f"{where}: the change for line {hunk.line} {found}")
    return places[0]


def _text(path: Path) -> str:
    """The text with its own line ends."""
    return path.read_bytes().decode()


def _write(change: FileChange, text: str, tree: Path) -> None:
    if change.old_name and change.old_name != change.new_name:
        (tree / change.old_name).unlink()
    if change.new_name:
        target = tree / change.new_name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
