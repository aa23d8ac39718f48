"""One site, served: its database, Redis, web server, jobs and scheduler under one supervisor."""

from __future__ import annotations

import http.client
import ssl
import sys
from collections.abc import Callable

from engine.serve.certificate import certificate_for
from engine.serve.listen import LOOPBACK, Listener, local_network_addresses
from engine.serve.running import database_of, point_at_servers, redis_of
from engine.serve.supervisor import Child, Program, Supervisor
from engine.site.layout import SiteLayout

WEB_WORKERS = 2
# How long a running job may go on when all is stopped; then it is killed and its transaction undone.
JOB_SECONDS = 20.0


def serve(layout: SiteLayout, listener: Listener, announce: Callable[[], None]) -> None:
    """Run everything of the site until told to stop; call `announce` when the first page can be had.

    Raises PartError when a process cannot be started or does not stay up; nothing is left running then.
    """
    point_at_servers(layout)
    children: dict[str, Child] = {
        "MariaDB": database_of(layout),
        "Redis": redis_of(layout),
        "The web server": _web_server(layout, listener),
        "The job worker": _program(layout, "jobs", patience=JOB_SECONDS),
        "The scheduler": _program(layout, "scheduler"),
    }
    Supervisor(children, say=_say).run(lambda: answers(listener), announce)


def answers(listener: Listener) -> bool:
    """Whether the web server answers a request."""
    if listener.https:
        trusting = ssl._create_unverified_context()  # noqa: S323 - our own certificate, on this machine
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            LOOPBACK, listener.port, timeout=30, context=trusting
        )
    else:
        connection = http.client.HTTPConnection(LOOPBACK, listener.port, timeout=30)
    try:
        connection.request("GET", "/api/method/ping")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def site_variables(layout: SiteLayout) -> dict[str, str]:
    """The environment in which a bare `frappe.init()` opens the site of `layout`."""
    return {"FRAPPE_SITE": layout.name, "SITES_PATH": str(layout.sites)}


def _web_server(layout: SiteLayout, listener: Listener) -> Program:
    descriptor = listener.socket.fileno()
    words = ["--fd", str(descriptor), "--workers", str(WEB_WORKERS)]
    if listener.https:
        made = certificate_for(layout.root / "tls", local_network_addresses())
        words += ["--certificate", str(made.certificate), "--key", str(made.key)]
    return _program(layout, "web", *words, keep=(descriptor,))


def _program(
    layout: SiteLayout, module: str, *words: str, keep: tuple[int, ...] = (), patience: float = 20.0
) -> Program:
    return Program(
        [sys.executable, "-m", f"engine.serve.{module}", *words],
        log=layout.logs / f"{module}.log",
        env=site_variables(layout),
        cwd=layout.sites,
        keep=keep,
        patience=patience,
    )


def _say(text: str) -> None:
    print(text, flush=True)
