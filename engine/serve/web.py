"""The web server process: gunicorn with threads, Frappe's application behind our front.

Started by the supervisor as `python -m engine.serve.web --fd N [--certificate FILE --key FILE]` in the
`sites` folder, with FRAPPE_SITE and SITES_PATH set and the listening socket as descriptor N.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from engine.parts.process import tie_forks
from engine.serve.front import Application, with_front

THREADS = 8
SLOWEST_REQUEST_SECONDS = 300


class WebServer(BaseApplication):
    """gunicorn, told its settings by us instead of by a file or its own command line."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        for name, value in _settings(self.options).items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        """The application; loaded before the workers are forked, so they share its memory."""
        from frappe.app import application

        sites = Path(os.environ["SITES_PATH"])
        return with_front(
            application,
            assets=sites / "assets",
            public_files=sites / os.environ["FRAPPE_SITE"] / "public" / "files",
            https=bool(self.options.certificate),
        )


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    settings = {
        "bind": [f"fd://{options.fd}"],
        "worker_class": "gthread",
        "workers": options.workers,
        "threads": THREADS,
        "timeout": SLOWEST_REQUEST_SECONDS,
        "graceful_timeout": 10,
        "preload_app": True,
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108
        "control_socket_disable": True,
        "forwarded_allow_ips": "",
        "proc_name": "incubation-web",
    }
    if options.certificate:
        settings |= {"certfile": options.certificate, "keyfile": options.key}
    return settings


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    tie_forks()
    WebServer(parser.parse_args()).run()


if __name__ == "__main__":
    main()
