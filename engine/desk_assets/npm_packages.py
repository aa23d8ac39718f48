"""The npm packages that the Desk's bundles import, installed once in the cache from package-lock.json."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.parts.cache import build_once, fingerprint
from engine.parts.node import run_npm
from engine.parts.progress import step

HERE = Path(__file__).parent
MANIFESTS = ("package.json", "package-lock.json")

# What the Desk loads by URL at run time, from /assets/frappe/node_modules/.
SERVED = (
    "ace-builds/src-min-noconflict",
    "ace-builds/src-noconflict",
    "frappe-gantt/dist",
    "html5-qrcode/html5-qrcode.min.js",
    "js-sha256/build",
    "photoswipe/src/photoswipe.css",
    "qz-tray/qz-tray.js",
)


def node_modules() -> Path:
    """The `node_modules` directory in the cache. Raises PartError when npm cannot install it."""
    key = fingerprint(*((HERE / name).read_bytes() for name in MANIFESTS))
    return build_once(f"desk-npm/{key}", _install) / "node_modules"


def _install(directory: Path) -> None:
    for name in MANIFESTS:
        shutil.copy(HERE / name, directory / name)
    with step("Install the Desk's npm packages"):
        # No install script is needed, so none is trusted.
        run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=directory)
