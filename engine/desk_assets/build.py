"""Gives a site the `assets` folder that `bench build` would: every page of Frappe needs it.

    SITE/sites/assets/assets.json, assets-rtl.json    bundle name -> URL
    SITE/sites/assets/frappe/             a link to each thing in the package's public folder, `dist` and
                                          the npm packages that the Desk loads by URL
    SITE/sites/assets/women_incubation/   the same of the app

The links are made anew each time: they follow a new Frappe wheel, a cleared cache, a new file of the app.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.desk_assets.bundles import built_bundles
from engine.desk_assets.npm_packages import SERVED, node_modules
from engine.parts.cache import fingerprint, locked

# The time of assets.json is the version that Frappe and the browsers go by: it is written last.
TABLES = ("assets-rtl.json", "assets.json")


def build_desk_assets(
    frappe_public: Path, sites_path: Path, app_publics: dict[str, Path] | None = None
) -> bool:
    """Build what is not in the cache, link it into `sites_path`/assets; True when assets.json has changed.

    `frappe_public` is the `public` folder of the Frappe package; `app_publics` gives that of other apps by
    name, for instance {"women_incubation": Path("apps/women_incubation/public")}; one that does not exist
    is left out. Raises PartError when npm or esbuild fails.
    """
    publics = {"frappe": frappe_public, **(app_publics or {})}
    publics = {app: public.absolute() for app, public in publics.items() if public.is_dir()}
    packages = {app: public.parent for app, public in publics.items()}
    built = {app: _bundles(app, public, packages) for app, public in publics.items()}
    assets = sites_path / "assets"
    with locked(f"desk-assets-{fingerprint(str(assets.absolute()))}"):
        for app, public in publics.items():
            _replace_folder(assets / app, dict(_links(app, public, built[app])))
        changed = [_write_table(assets / name, built.values()) for name in TABLES]
        if any(changed):
            (assets / "assets.json").touch()
    return any(changed)


def _bundles(app: str, public: Path, packages: dict[str, Path]) -> Path | None:
    # An app's bundle may import Frappe's sources; Frappe's imports none but its own.
    needed = {"frappe", app} & packages.keys()
    return built_bundles(app, public, {name: packages[name] for name in sorted(needed)})


def _links(app: str, public: Path, built: Path | None) -> Iterator[tuple[str, Path]]:
    """(path below assets/APP, what it links to)"""
    yield from ((child.name, child) for child in public.iterdir() if child.name != "dist")
    if built:
        yield "dist", built / "dist"
    if app == "frappe":
        yield from ((f"node_modules/{path}", node_modules() / path) for path in SERVED)


def _replace_folder(folder: Path, links: dict[str, Path]) -> None:
    """Put a folder of `links` in the place of `folder`; a reader meets the old one or the new one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new = Path(scratch, "new")
        new.mkdir()
        for path, target in links.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).symlink_to(target)
        if folder.is_symlink() or folder.exists():
            folder.rename(Path(scratch, "old"))
        new.rename(folder)


def _write_table(path: Path, built: Iterable[Path | None]) -> bool:
    """Merge the tables of all apps into `path`; True when that changes the file."""
    table = {}
    for entry in built:
        table |= json.loads((entry / path.name).read_text()) if entry else {}
    text = json.dumps(table, indent=1) + "\n"
    if path.exists() and path.read_text() == text:
        return False
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)
    return True
