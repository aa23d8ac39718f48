"""The `assets` folder of a site: one link for each app to what its package gives out."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from engine.site.layout import APP, SiteLayout


def link_assets(layout: SiteLayout) -> None:
    """Link `assets/<app>` to each app's `public` folder. What the Desk's build put there stays."""
    layout.assets.mkdir(parents=True, exist_ok=True)
    for app in ("frappe", APP):
        link = layout.assets / app
        if link.is_dir() and not link.is_symlink():
            continue
        link.unlink(missing_ok=True)
        link.symlink_to(package_folder(app) / "public")


def package_folder(package: str) -> Path:
    """The folder of an installed package. Raises ModuleNotFoundError if it is not installed."""
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise ModuleNotFoundError(f"the package {package} is not installed")
    return Path(spec.origin).resolve().parent
