"""Phones: windows of a browser, each of one person."""

from playwright.sync_api import Browser, BrowserContext

PATIENCE_MS = 30_000  # a busy machine loads the app and keeps it on the phone at the same time


def new_phone(chromium: Browser, address: str, language: str, size: dict[str, int]) -> BrowserContext:
    """A window of its own; movements are over at once, and the language is chosen already."""
    context = chromium.new_context(base_url=address, viewport=size, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    stored = "localStorage.getItem('incubation.language')"
    choice = f"localStorage.setItem('incubation.language', '{language}')"
    context.add_init_script(f"{stored} || {choice}")
    return context
