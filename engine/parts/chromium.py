"""A Chromium for the browser tests: the machine's, else Debian's unpacked with the libraries it needs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from engine.parts import debian
from engine.parts.cache import build_once, cache_dir, fingerprint
from engine.parts.errors import PartError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser without any font draws nothing. The app brings its own Arabic font; these are for the Desk.
DEBIAN_PACKAGES = ("chromium", "fontconfig-config", "fonts-dejavu-core", "fonts-liberation")
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <include ignore_missing="yes">{root}/etc/fonts/conf.d</include>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class ChromiumProgram:
    """The browser and the environment it needs (to be merged over our own)."""

    executable: Path
    env: dict[str, str] = field(default_factory=dict)


def find_chromium() -> ChromiumProgram:
    """A Chromium to start, fetched the first time. Raises PartError when none can be had."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return ChromiumProgram(Path(on_path))
    if not debian.can_use_debian():
        raise PartError("No Chromium can be had here. Install Chromium and start again.")
    root = debian.unpacked("Chromium", DEBIAN_PACKAGES)
    # The wrapper in /usr/bin names /usr/lib/chromium; the program itself runs from anywhere.
    return ChromiumProgram(root / "usr/lib/chromium/chromium", _environment(root))


def _environment(root: Path) -> dict[str, str]:
    aside = [root / "usr/lib/chromium", *root.glob("usr/lib/*/pulseaudio")]
    libraries = ":".join([debian.library_path(root), *map(str, aside)])
    return {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(_fonts(root))}


def _fonts(root: Path) -> Path:
    """The font configuration that finds the unpacked fonts and the machine's."""
    text = FONTS.format(root=root, cache=cache_dir() / "fontconfig")
    entry = build_once(f"fonts/{fingerprint(text)}", lambda place: _write(place / "fonts.conf", text))
    return entry / "fonts.conf"


def _write(path: Path, text: str) -> None:
    path.write_text(text)
