"""node, Chromium and the virtualenv: found or fetched, and plain words when they cannot be had."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.parts import virtualenv as virtualenv_part
from engine.parts.cache import cache_dir
from engine.parts.chromium import find_chromium
from engine.parts.errors import PartError
from engine.parts.node import find_node, run_npm
from engine.parts.virtualenv import virtualenv

PAGE = "data:text/html;charset=utf-8,<p id=p></p><script>p.textContent='مر'+'حبا'</script>"
# A package without dependencies, small, and pinned with the hash of its wheel.
SMALL_LOCK = (
    "iniconfig==2.1.0 --hash=sha256:9deba5723312380e77435581c6bf4935c94cbfab9b1ed33ef8d238ea168eb760\n"
)


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH without node, Chromium or apt."""
    (tmp_path / "bin").mkdir()
    for name in ("sh", "env", "dirname", "readlink", "uname"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def version_of(program: Path, **env: str) -> str:
    return subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=True, env={**os.environ, **env}
    ).stdout


def test_node_is_new_enough_and_brings_npm(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"scripts": {"who": "node --version > who.txt"}}')

    run_npm("run", "who", cwd=tmp_path)

    assert int((tmp_path / "who.txt").read_text().lstrip("v").split(".")[0]) >= 20


def test_without_node_on_the_machine_pypi_has_one(no_programs: None, tmp_path: Path) -> None:
    program = find_node()
    (tmp_path / "package.json").write_text('{"scripts": {"who": "node --version > who.txt"}}')

    run_npm("run", "who", cwd=tmp_path)

    assert cache_dir() in program.node.parents
    assert (tmp_path / "who.txt").read_text() == version_of(program.node)


def test_a_failing_script_shows_what_it_said(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"scripts": {"fail": "echo the reason && exit 3"}}')

    with pytest.raises(PartError, match=r"(?s)npm run fail.*failed.*the reason"):
        run_npm("run", "fail", cwd=tmp_path)


def test_chromium_runs_a_page_in_arabic() -> None:
    program = find_chromium()

    seen = subprocess.run(
        [program.executable, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", PAGE],
        env={**os.environ, **program.env},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout

    assert '<p id="p">مرحبا</p>' in seen


def test_without_chromium_and_apt_it_says_what_to_do(no_programs: None) -> None:
    with pytest.raises(PartError, match="Install Chromium"):
        find_chromium()


@pytest.fixture
def small_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INCUBATION_CACHE", str(tmp_path / "cache"))
    lock = tmp_path / "small.lock"
    lock.write_text(SMALL_LOCK)
    return lock


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`without("ensurepip")` makes this Python lack modules, as Debian's does."""
    found = importlib.util.find_spec

    def hide(*names: str) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in names else found(name))

    return hide


@pytest.mark.parametrize("lacking", [(), ("ensurepip",), ("ensurepip", "pip")])
def test_a_virtualenv_is_made_with_what_python_has(
    lacking: tuple[str, ...], small_lock: Path, without: Callable
) -> None:
    without(*lacking)

    python = virtualenv(small_lock)

    said = subprocess.run(
        [python, "-c", "import iniconfig; print(iniconfig.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(python.parents[1]) in said.stdout
    assert virtualenv(small_lock) == python


def test_a_package_that_is_not_the_pinned_one_is_refused(small_lock: Path) -> None:
    small_lock.write_text(SMALL_LOCK.replace("9deba5", "000000"))

    with pytest.raises(PartError, match=r"(?s)could not be installed.*pip said.*hash"):
        virtualenv(small_lock)


def test_no_registry_is_said_in_words(small_lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_RETRIES", "0")

    with pytest.raises(PartError, match=r"Is the network there\?.*PIP_INDEX_URL"):
        virtualenv(small_lock)


def test_an_interrupted_virtualenv_is_made_again(small_lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(home: Path, lock: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(virtualenv_part, "_install", interrupted)
        virtualenv(small_lock)

    assert version_of(virtualenv(small_lock)).startswith("Python 3.")


def test_a_python_without_venv_says_what_to_install(small_lock: Path, without: Callable) -> None:
    without("venv")

    with pytest.raises(PartError, match="apt-get install python3-venv"):
        virtualenv(small_lock)
