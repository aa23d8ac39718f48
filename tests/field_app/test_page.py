"""The page at /incubation and its service worker, as a phone gets them."""

import json
from pathlib import Path

import frappe
import pytest

from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from women_incubation.field_app import build

BUILT = {
    "src/main.ts": {"file": "assets/app-1.js", "imports": ["_common.js"], "css": ["assets/app.css"]},
    "_common.js": {
        "file": "assets/common-1.js",
        "imports": ["src/main.ts"],
        "css": ["assets/common.css"],
        "assets": ["assets/readex-pro-arabic-1.woff2", "assets/readex-pro-latin-1.woff2"],
    },
    "src/language/ar.ts": {"file": "assets/ar-1.js"},
}


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small build in a folder of its own: these tests need no Node."""
    (tmp_path / "build.json").write_text(json.dumps(BUILT))
    (tmp_path / "sw.js").write_text("/* worker */")
    monkeypatch.setattr(build, "folder", lambda: tmp_path)
    monkeypatch.setattr("women_incubation.field_app.service_worker.folder", lambda: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "path", ["/incubation", "/incubation/sessions/SES-1", "/incubation/proposals/a/idea"]
)
def test_the_page_is_the_same_at_every_address_of_the_app(db, browser, built, path):
    response = browser("Guest").get(path)
    assert response.status_code == 200
    assert "/assets/women_incubation/frontend/assets/app-1.js" in response.text


def test_the_page_names_all_that_its_script_needs(db, browser, built):
    page = browser("Guest").get("/incubation").text
    for file in ("common-1.js", "ar-1.js", "app.css", "common.css", "readex-pro-arabic-1.woff2"):
        assert page.count(f"/assets/women_incubation/frontend/assets/{file}") == 1
    assert "readex-pro-latin" not in page


def test_the_page_holds_nothing_of_anybody(db, browser, built):
    user = user_with("Trainer", unit=PROVINCE).name
    frappe.db.commit()
    person = browser(user)
    page = person.get("/incubation").text
    assert page == browser("Guest").get("/incubation").text
    assert "csrf" not in page.lower().replace("no csrf token above all", "")


def test_the_page_is_arabic_and_from_the_right_before_any_script(db, browser, built):
    assert '<html lang="ar" dir="rtl">' in browser("Guest").get("/incubation").text


def test_without_a_build_the_page_says_what_to_do(db, browser, built):
    (built / "build.json").unlink()
    response = browser("Guest").get("/incubation")
    assert response.status_code == 503
    assert "bench build" in response.text


def test_a_new_build_is_seen_without_a_restart(db, built):
    assert build.page_files().script.endswith("app-1.js")
    changed = {**BUILT, "src/main.ts": {**BUILT["src/main.ts"], "file": "assets/app-2.js"}}
    (built / "build.json").write_text(json.dumps(changed))
    assert build.page_files().script.endswith("app-2.js")


def test_the_worker_may_control_the_app_and_is_asked_for_again(db, browser, built):
    response = browser("Guest").get("/incubation-sw.js")
    assert response.status_code == 200
    assert response.mimetype == "text/javascript"
    assert response.headers["Service-Worker-Allowed"] == "/incubation"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.text == "/* worker */"


def test_without_a_build_there_is_no_worker(db, browser, built):
    (built / "sw.js").unlink()
    assert browser("Guest").get("/incubation-sw.js").status_code == 404


def test_the_app_can_be_installed():
    images = Path(frappe.get_app_path("women_incubation", "public", "images"))
    manifest = json.loads((images / "incubation.webmanifest").read_text())
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/incubation",
        "/incubation",
        "standalone",
    )
    for icon in manifest["icons"]:
        assert (images / Path(icon["src"]).name).is_file()
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
