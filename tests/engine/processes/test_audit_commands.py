"""The audit trail from the command line of the engine and from a bench's, on a site of its own."""

from __future__ import annotations

import subprocess

import pytest

from engine.site.layout import SiteLayout, marker
from engine.site.template import app_template, copy_site
from tests.engine.processes.served import run_cli


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> SiteLayout:
    """A site with the app that nobody serves."""
    layout = copy_site(app_template(), tmp_path_factory.mktemp("audit") / "site")
    marker(layout).touch()
    return layout


def audit(layout: SiteLayout, word: str) -> subprocess.CompletedProcess[str]:
    return run_cli("audit", word, "--site", str(layout.root))


def test_the_key_is_rotated_the_ends_are_sealed_and_the_trail_verifies(layout: SiteLayout) -> None:
    ring = layout.site / "incubation_audit_keys.json"
    before = ring.read_text()

    rotated = audit(layout, "rotate-key")
    sealed = audit(layout, "seal")
    verified = audit(layout, "verify")

    assert rotated.returncode == sealed.returncode == 0, rotated.stderr + sealed.stderr
    assert "New entries are sealed with the key" in rotated.stdout
    assert ring.read_text() != before
    assert "chains were sealed" in sealed.stdout
    assert (layout.site / "incubation_audit_seals.jsonl").stat().st_mode & 0o777 == 0o600
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "none was altered, inserted or removed in between" in verified.stdout
    assert "sealed until" in verified.stdout


def test_a_trail_that_lost_its_seals_ends_with_one(layout: SiteLayout) -> None:
    audit(layout, "seal")
    (layout.site / "incubation_audit_seals.jsonl").unlink()

    verified = audit(layout, "verify")

    assert verified.returncode == 1
    assert "broken seal: Seal number" in verified.stdout
