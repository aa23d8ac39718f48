"""Builds the `*.bundle.*` files of one app, as bench's builder does, into the cache.

An entry holds `dist/{js,css,css-rtl}/`, `assets.json` and `assets-rtl.json`; its key is everything the
build reads, so that a second start finds it and a change in the app's sources builds the app's alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from engine.desk_assets.npm_packages import HERE, MANIFESTS, node_modules
from engine.parts.cache import build_once, fingerprint
from engine.parts.errors import PartError
from engine.parts.node import find_node
from engine.parts.progress import step

BUILDER = ("build.js", "styles.js", "templates.js", "vue.js")
SOURCES = {".css", ".html", ".js", ".scss", ".ts", ".vue"}
NOT_SOURCE = {"dist", "node_modules"}


def built_bundles(app: str, public: Path, packages: dict[str, Path]) -> Path | None:
    """The cache entry with the bundles of `app`, whose public folder is `public`; None when it has no bundle.

    `packages` gives the folder of every Python package a bundle may import from by name, for instance
    {"frappe": Path(".../site-packages/frappe")}. Raises PartError with esbuild's messages.
    """
    if not any(_is_bundle(path) for path in _sources(public)):
        return None
    key = fingerprint(app, *_builder(), *map(_digest, packages.values()))
    parents = sorted({str(folder.parent) for folder in packages.values()})
    return build_once(f"desk-bundles/{app}-{key}", lambda out: _build(app, public, out, parents))


def _builder() -> list[bytes]:
    return [(HERE / name).read_bytes() for name in (*BUILDER, *MANIFESTS)]


def _digest(package: Path) -> str:
    """A fingerprint of all sources of `package`: a bundle may also import from outside its public folder."""
    parts = ((str(path.relative_to(package)), path.read_bytes()) for path in sorted(_sources(package)))
    return fingerprint(*(part for pair in parts for part in pair))


def _sources(root: Path) -> Iterable[Path]:
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in NOT_SOURCE]
        yield from (Path(folder, name) for name in files if Path(name).suffix in SOURCES)


def _is_bundle(path: Path) -> bool:
    return ".bundle." in path.name


def _build(app: str, public: Path, out: Path, parents: list[str]) -> None:
    packages, program = node_modules(), find_node()
    with step(f"Build the Desk's bundles of {app}"):
        done = subprocess.run(
            [program.node, HERE / "build.js", app, public, out, *parents],
            env={**os.environ, **program.env, "NODE_PATH": str(packages)},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise PartError(f"The bundles of {app} do not build:\n{done.stderr.strip()}")
