"""Builds the field app (`frontend/`) with Vite; nothing is written into `frontend/` itself.

python -m engine.frontend_build          build it into the app's public folder
python -m engine.frontend_build lint     run an npm script of frontend/package.json on a copy
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.parts.cache import build_once, fingerprint, locked
from engine.parts.errors import PartError
from engine.parts.node import run_npm
from engine.parts.progress import step

CHECKOUT = Path(__file__).resolve().parent.parent
FRONTEND = CHECKOUT / "frontend"
MANIFESTS = ("package.json", "package-lock.json")
# What the build reads of the app: the service worker knows the page by its content.
PAGES = ("apps/women_incubation/www/incubation.html",)
NOT_SOURCES = shutil.ignore_patterns("node_modules", "dist", ".vite", "coverage", ".*.swp")
# Says from which sources a copy in the app's public folder was built.
MADE_FROM = ".made-from"
GZIPPED = (".js", ".css", ".html", ".json", ".svg", ".webmanifest")
SMALLEST_GZIPPED = 1000


def build_frontend(public: Path = CHECKOUT / "apps" / "women_incubation" / "public") -> bool:
    """Put the built field app into `public`/frontend; True when that changed. Raises PartError.

    The build is kept in the cache by the hash of its sources, so that it is made once for all checkouts.
    """
    built = build_once(f"frontend/{_digest()}", _build)
    target = public / "frontend"
    with locked(f"frontend-{fingerprint(str(target.absolute()))}"):
        stamp = target / MADE_FROM
        if stamp.exists() and stamp.read_text() == built.name:
            return False
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(built, target)
        stamp.write_text(built.name)
    return True


def run_script(name: str, *words: str) -> None:
    """Run the npm script `name` of the field app on a copy of its sources. Raises PartError if it fails."""
    with step(f"npm run {name} of the field app"), _workspace() as frontend:
        run_npm("run", name, "--", *words, cwd=frontend)


def _build(out: Path) -> None:
    with step("Building the field app"), _workspace() as frontend:
        run_npm("run", "build", "--", "--outDir", str(out), "--emptyOutDir", cwd=frontend)
    if not any(out.iterdir()):
        raise PartError("The build of the field app wrote nothing.")
    for path in _files(out):
        _gzip_beside(path)


def npm_file(path: str) -> Path:
    """A file of an installed npm package, as `axe-core/axe.min.js`. Raises PartError."""
    return build_once(f"frontend-npm/{fingerprint(*_manifests())}", _install) / "node_modules" / path


@contextmanager
def _workspace() -> Iterator[Path]:
    """A copy of the sources, lying as they do in the checkout, with the installed npm packages."""
    modules = build_once(f"frontend-npm/{fingerprint(*_manifests())}", _install) / "node_modules"
    with tempfile.TemporaryDirectory(prefix="incubation-frontend-") as place:
        frontend = Path(place) / "frontend"
        shutil.copytree(FRONTEND, frontend, ignore=NOT_SOURCES)
        (frontend / "node_modules").symlink_to(modules)
        for page in filter(Path.exists, (CHECKOUT / name for name in PAGES)):
            copy = Path(place) / page.relative_to(CHECKOUT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, copy)
        yield frontend


def _install(directory: Path) -> None:
    for name in MANIFESTS:
        shutil.copy(FRONTEND / name, directory / name)
    with step("Installing the field app's npm packages"):
        # No install script is needed, so none is trusted.
        run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=directory)


def _manifests() -> list[bytes]:
    return [(FRONTEND / name).read_bytes() for name in MANIFESTS]


def _digest() -> str:
    parts: list[str | bytes] = []
    pages = filter(Path.exists, (CHECKOUT / name for name in PAGES))
    for path in (*_files(FRONTEND), *pages):
        parts += [path.relative_to(CHECKOUT).as_posix(), path.read_bytes()]
    return fingerprint(*parts)


def _files(root: Path) -> Iterator[Path]:
    """The files below `root` that are sources, in a fixed order."""
    ignored = NOT_SOURCES(str(root), [child.name for child in root.iterdir()])
    for child in sorted(root.iterdir()):
        if child.name in ignored:
            continue
        if child.is_dir():
            yield from _files(child)
        else:
            yield child


def _gzip_beside(path: Path) -> None:
    """Write `path`.gz, which the web server sends to browsers that take it; same bytes for the same file."""
    content = path.read_bytes()
    if path.suffix in GZIPPED and len(content) >= SMALLEST_GZIPPED:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, mtime=0))


def main(words: list[str]) -> None:
    """Build, or run the npm scripts named in `words`."""
    try:
        for name in words:
            run_script(name)
        if not words:
            build_frontend()
    except PartError as error:
        sys.exit(f"\n{error}")


if __name__ == "__main__":
    main(sys.argv[1:])
