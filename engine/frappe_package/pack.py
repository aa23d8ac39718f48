"""Packs the repaired source as a wheel: the same bytes from the same inputs, kept in the cache."""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
import zipfile
from pathlib import Path

from engine.frappe_package.rename import copy_renamed
from engine.frappe_package.repairs import apply_repairs
from engine.frappe_package.source import SOURCE, source_tree
from engine.parts.cache import build_once, fingerprint
from engine.parts.progress import step

HERE = Path(__file__).parent
VERSION = "16.0.0.dev0"
WHEEL_NAME = f"frappe-{VERSION}-py3-none-any.whl"
DIST_INFO = f"frappe-{VERSION}.dist-info"
# A zip file holds times; one fixed day makes equal contents equal bytes.
LONG_AGO = (2020, 1, 1, 0, 0, 0)
LICENCE = "licenses/LICENSE"
WHEEL_TEXT = """\
Wheel-Version: 1.0
Generator: women-incubation
Root-Is-Purelib: true
Tag: py3-none-any
"""
# A line of requirements.in without its comment.
REQUIREMENT = re.compile(r"^(?P<requirement>[a-zA-Z][^#]*?)\s*(?:#.*)?$", re.MULTILINE)


def build_frappe_wheel() -> Path:
    """The wheel of the repaired Frappe, built the first time. Raises PartError or RepairError."""
    key = fingerprint(SOURCE.sha256, *(path.read_bytes() for path in _own_sources()))
    return build_once(f"frappe-wheel/{key}", _build) / WHEEL_NAME


def build_tree(target: Path) -> None:
    """Write the renamed and repaired source to the folder `target`, with its licence."""
    source = source_tree()
    copy_renamed(source, target)
    apply_repairs(target)
    (licence,) = source.glob(f"*.dist-info/{LICENCE}")
    copy = target / DIST_INFO / LICENCE
    copy.parent.mkdir(parents=True)
    copy.write_bytes(licence.read_bytes())


def requirements() -> list[str]:
    """What the repaired Frappe imports, as the wheel declares it: the first part of requirements.in."""
    text = (HERE / "requirements.in").read_text()
    return [match["requirement"] for match in REQUIREMENT.finditer(text)]


def _own_sources() -> list[Path]:
    names = (HERE / "requirements.in", *HERE.rglob("*.py"), *HERE.rglob("*.patch"))
    return sorted(path for path in names if "__pycache__" not in path.parts)


def _build(folder: Path) -> None:
    with (
        step("Building the frappe package"),
        tempfile.TemporaryDirectory(prefix="tree-", dir=folder.parent) as place,
    ):
        tree = Path(place)
        build_tree(tree)
        _write_metadata(tree / DIST_INFO)
        _zip(tree, folder / WHEEL_NAME)


def _write_metadata(dist_info: Path) -> None:
    lines = [
        "Metadata-Version: 2.4",
        "Name: frappe",
        f"Version: {VERSION}",
        "Summary: Frappe Framework, built from its source for use without a bench",
        "License-Expression: MIT",
        "License-File: LICENSE",
        "Requires-Python: >=3.11",
        *(f"Requires-Dist: {requirement}" for requirement in requirements()),
    ]
    (dist_info / "METADATA").write_text("\n".join(lines) + "\n")
    (dist_info / "WHEEL").write_text(WHEEL_TEXT)


def _zip(tree: Path, wheel: Path) -> None:
    record = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(path for path in tree.rglob("*") if path.is_file()):
            name, content = path.relative_to(tree).as_posix(), path.read_bytes()
            archive.writestr(_entry(name), content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{_quoted(name)},sha256={digest},{len(content)}")
        name = f"{DIST_INFO}/RECORD"
        archive.writestr(_entry(name), "\n".join([*record, f"{name},,"]) + "\n")


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
