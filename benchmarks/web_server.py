"""The site of a benchmark served by gunicorn, as on a real server: two workers of eight threads."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
import requests

WORKERS, THREADS = 2, 8
PATIENCE = 60  # seconds until the first answer


@contextmanager
def served() -> Iterator[str]:
    """The address of the current site while it is served."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    command += ["-w", str(WORKERS), "--threads", str(THREADS), "frappe.app:application"]
    variables = {**os.environ, "FRAPPE_SITE": frappe.local.site, "SITES_PATH": frappe.local.sites_path}
    process = subprocess.Popen(command, cwd=frappe.local.sites_path, env=variables)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/method/ping")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address: str) -> None:
    """Return when the server answers. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            requests.get(address, timeout=5).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.2)
    raise TimeoutError(address)
