"""P10: the first load of the field app on slow 3G, 360x640, and a second visit without a network.

Chromium counts what came over the wire until the page can be used. 400 kbit/s and 400 ms a journey are what
browsers call "slow 3G".
"""

import os
import shutil
import threading
import time
from pathlib import Path

import frappe
from frappe.app import application
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SCREEN = {"width": 360, "height": 640}
BUDGET = 200_000
PATIENCE = 120_000  # milliseconds


class Quiet(WSGIRequestHandler):
    """Does not write each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *arguments: object) -> None:
        """Nothing."""


def run() -> None:
    """Print the weight and the time; raise when the second visit does not open."""
    from engine.frontend_build import build_frontend
    from engine.serve.front import with_front

    public = Path(frappe.get_app_path("women_incubation", "public"))
    build_frontend(public)
    folder = Path(frappe.local.sites_path) / "bench-assets"
    folder.mkdir(exist_ok=True)
    if not (folder / "women_incubation").exists():
        (folder / "women_incubation").symlink_to(public)
    fronted = with_front(application, assets=folder, public_files=folder, https=False)
    server = make_server("127.0.0.1", 0, fronted, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**chromium())
            visit_twice(browser, f"http://incubation.localhost:{server.server_port}")
            browser.close()
    finally:
        server.shutdown()


def visit_twice(browser: Browser, address: str) -> None:
    """The first load, slow and counted; the second without a network."""
    context = browser.new_context(viewport=SCREEN, base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sizes = count_bytes(page)
    start = time.perf_counter()
    page.goto("/incubation", wait_until="commit")
    page.get_by_test_id("log-in").wait_for()
    seconds, weight = time.perf_counter() - start, sum(sizes)
    met = "met" if weight <= BUDGET else "NOT MET"
    print(
        f"P10, first load: {weight / 1000:.0f} kB before it can be used, {seconds:.1f} s; bar 200 kB: {met}"
    )
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    start = time.perf_counter()
    page.goto("/incubation/login")
    page.get_by_test_id("log-in").wait_for()
    print(f"P10, second visit without a network: {time.perf_counter() - start:.1f} s: met")
    context.close()


def count_bytes(page: Page) -> list[int]:
    """Slow the network down; the list gets the size of each answer as it came over the wire."""
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    return sizes


def chromium() -> dict:
    """The system's Chromium, or the engine's."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found:
        return {"executable_path": found, "args": arguments}
    from engine.parts.chromium import find_chromium

    program = find_chromium()
    return {
        "executable_path": str(program.executable),
        "args": arguments,
        "env": {**os.environ, **program.env},
    }
