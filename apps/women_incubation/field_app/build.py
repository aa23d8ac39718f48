"""The files that Vite built of `frontend/`, found through the list that it wrote."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import frappe

ADDRESS = "/assets/women_incubation/frontend/"
ENTRY = "src/main.ts"
# Arabic is the first language: its words and its letters are fetched beside the script, not after it.
FIRST_WORDS = "src/language/ar.ts"
FIRST_FONT = "readex-pro-arabic"


class Page(NamedTuple):
    """What the page of the field app loads; `script` is None when nothing is built."""

    script: str | None
    styles: list[str]
    preloads: list[str]
    fonts: list[str]


def folder() -> Path:
    """Where the built files are."""
    return Path(frappe.get_app_path("women_incubation", "public", "frontend"))


def page_files() -> Page:
    """The addresses of the entry's files."""
    manifest = folder() / "build.json"
    if not manifest.exists():
        return Page(None, [], [], [])
    return _read(manifest, manifest.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _read(manifest: Path, _changed: int) -> Page:
    chunks = json.loads(manifest.read_text())
    needed = [chunks[name] for name in _imported(chunks, ENTRY)]
    beside = {*_imported(chunks, ENTRY), *_imported(chunks, FIRST_WORDS)} - {ENTRY}
    styles = dict.fromkeys(file for chunk in needed for file in chunk.get("css", []))
    fonts = dict.fromkeys(file for chunk in needed for file in chunk.get("assets", []) if FIRST_FONT in file)
    return Page(
        script=ADDRESS + chunks[ENTRY]["file"],
        styles=[ADDRESS + file for file in styles],
        preloads=sorted(ADDRESS + chunks[name]["file"] for name in beside),
        fonts=[ADDRESS + file for file in fonts],
    )


def _imported(chunks: dict[str, dict], name: str) -> list[str]:
    """A chunk and all that it cannot do without, itself first."""
    found = [name]
    for each in found:
        found += [other for other in chunks[each].get("imports", []) if other not in found]
    return found
