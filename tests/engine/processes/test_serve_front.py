"""The front before Frappe: what a client may not say, and how files are given out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from engine.serve.front import with_front


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name, text in {
        "assets/plain.js": "plain",
        "assets/frappe/dist/js/desk.bundle.K3JX5V2A.js": "hashed",
        "assets/women_incubation/frontend/assets/app-BkX3d9Qz.css": "hashed too",
        "assets/frappe/js/mode-markdown.js": "a name that is no hash",
        "site/public/files/photo.png": "png",
        "site/public/files/page.html": "<script>steal()</script>",
        "site/public/files/drawing.SVG": "<svg onload='steal()'/>",
        "site/public/files/عقد.pdf": "pdf",
        "site/site_config.json": "secret",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def client(folders: Path, *, https: bool = False) -> Client:
    """A client of the front; the application behind it answers with what it was told."""

    def inner(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-Frame-Options", "DENY")])
        return [f"{key}={environ[key]}\n".encode() for key in sorted(environ) if key.startswith("HTTP_")]

    files = folders / "site" / "public" / "files"
    return Client(with_front(inner, assets=folders / "assets", public_files=files, https=https))


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
        "X-Frappe-Site-Name",
        "X-Use-X-Accel-Redirect",
    ],
)
def test_a_client_cannot_say_what_only_a_proxy_may(header: str, folders: Path) -> None:
    heard = client(folders).get("/", headers={header: "forged"}).get_data(as_text=True)

    assert "forged" not in heard


@pytest.mark.parametrize(("https", "scheme"), [(True, "https"), (False, "http")])
def test_frappe_is_told_whether_it_is_https(https: bool, scheme: str, folders: Path) -> None:
    assert f"HTTP_X_FORWARDED_PROTO={scheme}\n" in client(folders, https=https).get("/").get_data(
        as_text=True
    )


def test_answers_carry_protecting_headers(folders: Path) -> None:
    answer = client(folders).get("/")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers.getlist("X-Frame-Options") == ["DENY"], "what Frappe says itself stands"
    assert client(folders).get("/assets/plain.js").headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "path", ["frappe/dist/js/desk.bundle.K3JX5V2A.js", "women_incubation/frontend/assets/app-BkX3d9Qz.css"]
)
def test_bundles_with_a_hash_are_kept_for_good(path: str, folders: Path) -> None:
    assert "immutable" in client(folders).get(f"/assets/{path}").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["plain.js", "frappe/js/mode-markdown.js"])
def test_other_assets_are_asked_for_again_soon(path: str, folders: Path) -> None:
    answer = client(folders).get(f"/assets/{path}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=600, public"
    again = client(folders).get(f"/assets/{path}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["page.html", "drawing.SVG"])
def test_uploads_that_could_run_are_downloaded(name: str, folders: Path) -> None:
    answer = client(folders).get(f"/files/{name}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_other_uploads_are_shown(folders: Path) -> None:
    assert client(folders).get("/files/photo.png").headers["Content-Type"] == "image/png"
    assert client(folders).get("/files/عقد.pdf").get_data(as_text=True) == "pdf"


@pytest.mark.parametrize(
    "path", ["/files/../../site_config.json", "/files/%2e%2e/%2e%2e/site_config.json", "/files//etc/passwd"]
)
def test_nothing_outside_the_folder_is_given_out(path: str, folders: Path) -> None:
    answer = client(folders).get(path)

    assert answer.status_code == 404
    assert "secret" not in answer.get_data(as_text=True)


def test_a_file_cannot_be_written(folders: Path) -> None:
    assert "HTTP_" in client(folders).post("/files/photo.png").get_data(as_text=True), "left to Frappe"
