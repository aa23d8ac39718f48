"""The commands that a bench finds in the app, each run in a process of its own on the test's site."""

import os
import subprocess
import sys
from collections.abc import Iterator

import frappe
import pytest

from women_incubation.audit import keys, seal_file

BENCH = """
import json, sys, click
from women_incubation.commands import commands
sites = json.loads(sys.argv.pop(1))
click.Group(commands={command.name: command for command in commands})(obj={"sites": sites})
"""


@pytest.fixture
def tidy(db) -> Iterator[None]:
    """The keys and seals as they were, without the entries that speak of the new ones."""
    ring = keys.ring_path().read_text()
    seal_file.seals_path().unlink(missing_ok=True)
    yield
    keys.ring_path().write_text(ring)
    seal_file.seals_path().unlink(missing_ok=True)
    frappe.db.rollback()
    frappe.db.delete("Audit Entry", {"action": ["in", ("audit_key_rotated", seal_file.SEALED)]})
    frappe.db.commit()


def bench(word: str, sites: str | None = None) -> subprocess.CompletedProcess[str]:
    """What `bench --site NAME word` does once it has found the command."""
    sites = f'["{frappe.local.site}"]' if sites is None else sites
    return subprocess.run(
        [sys.executable, "-c", BENCH, sites, word],
        cwd=frappe.local.sites_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def environment() -> dict[str, str]:
    """The import path of this process, and its site."""
    path = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, "PYTHONPATH": path, "SITES_PATH": str(frappe.local.sites_path)}


def test_verify_seal_and_rotate(tidy):
    before = keys.current_key().id
    sealed, rotated = bench("audit-seal"), bench("audit-rotate-key")
    assert "chains were sealed" in sealed.stdout, sealed.stderr
    assert keys.current_key().id in rotated.stdout, rotated.stderr
    assert keys.current_key().id != before
    verified = bench("audit-verify")
    assert "entries in" in verified.stdout, verified.stderr
    assert "sealed until" in verified.stdout
    assert verified.returncode == int("findings" in verified.stdout)


def test_without_a_site_it_says_what_to_do(db):
    done = bench("audit-verify", sites="[]")
    assert done.returncode == 2
    assert "bench --site NAME" in done.stderr
