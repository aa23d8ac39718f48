"""The build of the bundles: what bench's builder gives, for any app, and again only when sources change."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import frappe
import pytest

from engine.desk_assets.build import build_desk_assets
from engine.parts.errors import PartError
from engine.site.template import SiteHandle

FRAPPE = Path(find_spec("frappe").origin).parent / "public"
URL_IN_STYLE = re.compile(r"url\([\"']?(/assets/[^)\"'?#]+)")
NOT_IN_THE_SOURCE = (
    "/assets/frappe/images/default-skin.svg"  # of the picture viewer; Frappe names it, and has none
)
HOOKS = ("app_include_js", "app_include_css", "web_include_js", "web_include_css")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """The public folder of an app with a script and a style of its own."""
    public = tmp_path / "shop" / "public"
    (public / "js").mkdir(parents=True)
    (public / "js" / "shop.bundle.js").write_text("window.shop = 1;")
    (public / "shop.bundle.scss").write_text(".shop { b { margin-left: 3px; } }")
    (public / "sign.svg").write_text("<svg/>")
    return public


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """A folder of sites without assets."""
    return tmp_path / "sites"


def test_bundles_are_named_and_listed_as_on_a_bench(public: Path, sites: Path) -> None:
    build_desk_assets(FRAPPE, sites, {"shop": public})
    script = _table(sites)["shop.bundle.js"]
    assert re.fullmatch(r"/assets/shop/dist/js/shop\.bundle\.[A-Z0-9]{8}\.js", script)
    assert "window.shop=1" in _served(sites, script)
    assert "margin-left:3px" in _served(sites, _table(sites)["shop.bundle.css"])
    mirrored = _table(sites, "assets-rtl.json")["rtl_shop.bundle.css"]
    assert "/dist/css-rtl/" in mirrored
    assert "margin-right:3px" in _served(sites, mirrored)
    assert _served(sites, "/assets/shop/sign.svg") == "<svg/>"


def test_every_bundle_that_frappe_names_is_built(sites: Path) -> None:
    build_desk_assets(FRAPPE, sites)
    named = [path for hook in HOOKS for path in _hook(hook) if ".bundle." in path]
    assert len(named) >= 10
    for path in named:
        assert _served(sites, _table(sites)[path]), path


def test_icons_logo_sounds_and_fonts_are_served(sites: Path) -> None:
    build_desk_assets(FRAPPE, sites)
    sounds = [sound["src"] for sound in _hook("sounds")]
    urls = {*_hook("app_include_icons"), *_hook("app_logo_url"), *sounds, *_urls_in_styles(sites)}
    assert any(url.endswith("Inter-Regular.woff2") for url in urls)
    missing = [url for url in urls if not (sites / url.lstrip("/")).is_file()]
    assert missing in ([], [NOT_IN_THE_SOURCE])


def test_what_the_desk_loads_by_address_is_there(sites: Path) -> None:
    build_desk_assets(FRAPPE, sites)
    pattern = re.compile(r"[\"'`]/?(assets/frappe/node_modules/[\w./-]+)")
    named = {url for file in FRAPPE.rglob("*.js") for url in pattern.findall(file.read_text())}
    assert len(named) >= 8
    assert [url for url in named if not (sites / url).exists()] == []


def test_unchanged_sources_are_not_built_again(
    public: Path, sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build_desk_assets(FRAPPE, sites, {"shop": public}) is True
    before = _table(sites)
    monkeypatch.setenv("PATH", "")  # no node, no npm
    assert build_desk_assets(FRAPPE, sites, {"shop": public}) is False
    assert _table(sites) == before


def test_a_changed_source_changes_the_name(public: Path, sites: Path) -> None:
    build_desk_assets(FRAPPE, sites, {"shop": public})
    before = _table(sites)
    (public / "js" / "shop.bundle.js").write_text("window.shop = 2;")
    assert build_desk_assets(FRAPPE, sites, {"shop": public}) is True
    after = _table(sites)
    assert {name for name in after if after[name] != before[name]} == {"shop.bundle.js"}


def test_a_new_file_of_the_app_is_served(public: Path, sites: Path) -> None:
    build_desk_assets(FRAPPE, sites, {"shop": public})
    (public / "late.txt").write_text("here")
    build_desk_assets(FRAPPE, sites, {"shop": public})
    assert _served(sites, "/assets/shop/late.txt") == "here"


def test_pages_follow_a_new_table_at_once(public: Path, probe_site: SiteHandle, site: ModuleType) -> None:
    sites = Path(probe_site.sites_path)
    probe = {"engine_probe": Path(frappe.get_app_path("engine_probe", "public"))}
    build_desk_assets(FRAPPE, sites, probe)
    assert "shop.bundle.js" not in site.utils.get_assets_json()
    build_desk_assets(FRAPPE, sites, probe | {"shop": public})
    assert site.utils.get_assets_json()["shop.bundle.js"] == _table(sites)["shop.bundle.js"]
    build_desk_assets(FRAPPE, sites, probe)
    assert "shop.bundle.js" not in site.utils.get_assets_json()


def test_an_app_without_public_folder_is_left_out(tmp_path: Path, sites: Path) -> None:
    build_desk_assets(FRAPPE, sites, {"bare": tmp_path / "bare" / "public"})
    assert not (sites / "assets" / "bare").exists()


def test_a_bundle_that_does_not_build_says_where(public: Path, sites: Path) -> None:
    (public / "js" / "shop.bundle.js").write_text("import './gone';")
    with pytest.raises(PartError, match=r"(?s)shop do not build.*shop\.bundle\.js:1.*gone"):
        build_desk_assets(FRAPPE, sites, {"shop": public})
    assert not (sites / "assets").exists(), "nothing half-made is left"


def _hook(name: str) -> list:
    return frappe.get_hooks(name, app_name="frappe")


def _urls_in_styles(sites: Path) -> set[str]:
    styles = [url for url in _table(sites).values() if url.endswith(".css")]
    return {url for style in styles for url in URL_IN_STYLE.findall(_served(sites, style))}


def _table(sites: Path, name: str = "assets.json") -> dict[str, str]:
    return json.loads((sites / "assets" / name).read_text())


def _served(sites: Path, url: str) -> str:
    return (sites / url.lstrip("/")).read_text()
