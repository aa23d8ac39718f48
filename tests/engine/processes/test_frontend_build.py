"""The field app: its own checks and unit tests, and how it is built and kept."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from engine import frontend_build
from engine.frontend_build import build_frontend, run_script
from engine.parts.errors import PartError


@pytest.mark.parametrize("script", ["lint", "test"])
def test_the_field_apps_own_checks_pass(script: str) -> None:
    run_script(script)


def test_the_build_keeps_its_budget(tmp_path: Path) -> None:
    build_frontend(tmp_path)

    run_script("size", str(tmp_path / "frontend"))


def test_it_is_copied_once_and_again_when_its_sources_differ(tmp_path: Path) -> None:
    assert build_frontend(tmp_path)
    assert not build_frontend(tmp_path)

    (tmp_path / "frontend" / frontend_build.MADE_FROM).write_text("other sources")
    assert build_frontend(tmp_path)


def test_large_text_files_lie_there_compressed_too(tmp_path: Path) -> None:
    build_frontend(tmp_path)

    scripts = list((tmp_path / "frontend" / "assets").glob("app-*.js"))
    assert scripts
    for path in scripts:
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()


def test_a_script_that_fails_is_an_error() -> None:
    with pytest.raises(PartError, match="npm run no-such-script"):
        run_script("no-such-script")
