"""The cache: built once, never half, and clear about a full disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.parts.cache import build_once, cache_dir, fingerprint
from engine.parts.errors import PartError, disk_space_said_clearly


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INCUBATION_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_an_entry_is_built_the_first_time_only() -> None:
    built = []

    def build(directory: Path) -> None:
        built.append(directory)
        (directory / "program").write_text("x")

    first, second = build_once("tools/one", build), build_once("tools/one", build)

    assert first == second
    assert (first / "program").read_text() == "x"
    assert len(built) == 1


def test_a_build_that_fails_leaves_nothing_and_can_be_tried_again(own_cache: Path) -> None:
    def fail(directory: Path) -> None:
        (directory / "half").write_text("x")
        raise ValueError("interrupted")

    with pytest.raises(ValueError, match="interrupted"):
        build_once("tools/one", fail)

    assert list((own_cache / "tools").iterdir()) == []
    assert build_once("tools/one", lambda directory: None).is_dir()


def test_two_processes_build_one_entry_once(script: Callable, own_cache: Path, tmp_path: Path) -> None:
    code = f"""
import pathlib, time
from engine.parts.cache import build_once
def build(directory):
    with pathlib.Path({str(tmp_path / "builds")!r}).open("a") as file:
        file.write("built\\n")
    time.sleep(0.5)
print(build_once("tools/one", build))
"""
    answers = [process.communicate(timeout=30)[0] for process in [script(code), script(code)]]

    assert len(set(answers)) == 1
    assert (tmp_path / "builds").read_text() == "built\n"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"INCUBATION_CACHE": "{here}/named"}, "named"),
        ({"XDG_CACHE_HOME": "{here}/xdg"}, "xdg/women-incubation"),
        ({"HOME": "{here}/home"}, "home/.cache/women-incubation"),
    ],
)
def test_where_the_cache_is(
    variables: dict[str, str], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("INCUBATION_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(here=tmp_path))

    assert cache_dir() == tmp_path / expected
    assert cache_dir().stat().st_mode & 0o077 == 0


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    said = r"no disk space left for .*INCUBATION_CACHE="

    with pytest.raises(PartError, match=said), disk_space_said_clearly(tmp_path):
        Path("/dev/full").write_text("x")


def test_other_errors_of_the_disk_are_left_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), disk_space_said_clearly(tmp_path):
        (tmp_path / "absent").read_text()


def test_a_fingerprint_keeps_its_parts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("ab", b"c") == fingerprint(b"ab", "c")
