"""What nginx does on a bench: static files, headers that a client may not set, headers that protect it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.utils import send_from_directory
from werkzeug.wrappers import Request
from whitenoise import WhiteNoise

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

ASSET_SECONDS = 600
# Bundles carry a hash in their names: Frappe's `desk.bundle.K3JX5V2A.js`, Vite's `app-BkX3d9Qz.js`.
HASHED_NAME = re.compile(
    r"(?:/dist/.*\.bundle\.[A-Z0-9]{8}|/frontend/assets/[^/]*-[\w-]{8})\.(?:css|js|woff2?)$"
)
# Frappe believes these: the client's address (rate limits), the host, and who serves private files.
ONLY_OURS = ("HTTP_X_FORWARDED_", "HTTP_X_REAL_IP", "HTTP_X_FRAPPE_SITE_NAME", "HTTP_X_USE_X_ACCEL_REDIRECT")
# Uploaded files of these kinds could run scripts as our own pages: they are downloaded, never shown.
DOWNLOADED = (".svg", ".html", ".htm", ".xhtml", ".xml")
PROTECTING_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
]


def with_front(application: Application, *, assets: Path, public_files: Path, https: bool) -> Application:
    """`application` behind what a web server in front of it would do.

    `assets` is given out under /assets (known when the process starts), `public_files` under /files.
    """
    application = _uploaded_files(application, public_files)
    application = WhiteNoise(
        application,
        root=assets,
        prefix="assets/",
        max_age=ASSET_SECONDS,
        immutable_file_test=lambda path, url: bool(HASHED_NAME.search(url)),
        allow_all_origins=False,
    )
    return _headers(application, https=https)


def _headers(application: Application, *, https: bool) -> Application:
    """Drop what only a proxy may say, tell Frappe whether it is HTTPS, protect the answers."""

    def front(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        for name in [name for name in environ if name.startswith(ONLY_OURS)]:
            del environ[name]
        environ["HTTP_X_FORWARDED_PROTO"] = "https" if https else "http"

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            more = [pair for pair in PROTECTING_HEADERS if pair[0].lower() not in present]
            return start_response(status, [*headers, *more], *rest)

        return application(environ, start)

    return front


def _uploaded_files(application: Application, folder: Path) -> Application:
    """Give out the public files of the site; private ones go through Frappe, which checks who asks."""

    def files(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/files/") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        answer: Application
        try:
            answer = send_from_directory(
                folder,
                Request(environ).path.removeprefix("/files/"),
                environ,
                as_attachment=path.lower().endswith(DOWNLOADED),
                max_age=ASSET_SECONDS,
            )
        except HTTPException as error:
            answer = error.get_response(environ)
        return answer(environ, start_response)

    return files
