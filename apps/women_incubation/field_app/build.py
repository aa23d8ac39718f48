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
    entry = chunks[ENTRY]
    first = {*entry.get("imports", []), FIRST_WORDS, *chunks[FIRST_WORDS].get("imports", [])} - {ENTRY}
    fonts = [file for file in entry.get("assets", []) if FIRST_FONT in file and file.endswith(".woff2")]
    return Page(
        script=ADDRESS + entry["file"],
        styles=[ADDRESS + file for file in entry.get("css", [])],
        preloads=sorted(ADDRESS + chunks[chunk]["file"] for chunk in first),
        fonts=[ADDRESS + file for file in fonts],
    )
