"""The app as a package: what a bench looks for, an editable install, a built wheel with all it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.parts.virtualenv import virtualenv

REPOSITORY = Path(__file__).resolve().parents[2]
APP = "women_incubation"
ASK_BENCH = """
import os, sys
bench_path, folder = sys.argv[1:]
from bench.utils import is_frappe_app
from bench.utils.app import get_app_name, get_current_version
repository = os.path.join(bench_path, "apps", folder)
print(is_frappe_app(repository))
print(get_app_name(bench_path, folder))
print(get_current_version(folder, bench_path))
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `git clone` gives of the files here, in the `apps` folder of a bench, under the app's name."""
    target = tmp_path_factory.mktemp("bench") / "apps" / APP
    for name in tracked_files():
        source, copy = REPOSITORY / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_symlink() or source.is_file():
            shutil.copy2(source, copy, follow_symlinks=False)
    return target


def tracked_files() -> list[str]:
    """Files of the repository: tracked ones, and new ones that git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return sorted(set(filter(None, names.split("\0"))))


def version() -> str:
    """The version as the app's package says it."""
    text = (REPOSITORY / "apps" / APP / "__init__.py").read_text()
    return re.search(r'__version__ = "([^"]+)"', text)[1]


def test_bench_finds_the_app_its_name_and_its_version(clone: Path) -> None:
    """With bench's own code: it looks for three files one level below the root."""
    command = [str(bench_python()), "-W", "ignore", "-c", ASK_BENCH, str(clone.parent.parent), APP]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=clone.parent.parent).stdout
    assert said.split() == ["True", APP, version()]


def test_the_asset_builder_finds_the_public_folder(clone: Path) -> None:
    assert (clone / APP).is_symlink()
    assert (clone / APP).resolve() == (clone / "apps" / APP).resolve()
    assert (clone / APP / "public").is_dir()
    assert (clone / APP / "hooks.py").is_file()


@pytest.fixture(scope="module")
def built(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel that pip builds of the clone."""
    place = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(clone))
    with zipfile.ZipFile(next(place.glob("*.whl"))) as archive:
        yield archive


def pip(*words: str) -> None:
    """Run pip, which needs no network for this."""
    environment = {**os.environ, "PYTHONPATH": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [str(bench_python()), "-m", "pip", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def bench_python() -> Path:
    """A Python with bench, pip, setuptools and wheel."""
    return virtualenv(REPOSITORY / "engine" / "requirements-bench.lock")


def test_a_built_wheel_holds_every_file_of_the_app(built: zipfile.ZipFile, clone: Path) -> None:
    held = set(built.namelist())
    files = [path.relative_to(clone).as_posix() for path in clone.rglob("*") if path.is_file()]
    wanted = {name for name in map(as_packed, files) if name}
    assert {name for name in wanted if name.endswith(".json")} and wanted - held == set()


def as_packed(path: str) -> str | None:
    """Where a file of the repository belongs in the wheel, None if it does not."""
    if path.startswith(f"apps/{APP}/"):
        return path.removeprefix("apps/")
    if path.startswith(("fixtures/", "reports/")):
        return f"{APP}/{path}"
    return None


def test_a_built_wheel_holds_each_kind_of_thing(built: zipfile.ZipFile) -> None:
    held = built.namelist()
    for pattern in (
        rf"{APP}/\w+/doctype/(\w+)/\1\.json",
        rf"{APP}/\w+/doctype/(\w+)/\1\.py",
        rf"{APP}/fixtures/\d_\w+\.json",
        rf"{APP}/fixtures/catalogues/\w+\.csv",
        rf"{APP}/public/.+",
        rf"{APP}/reports/.+\.py",
        rf"{APP}/(hooks\.py|modules\.txt|patches\.txt)",
    ):
        assert any(re.fullmatch(pattern, name) for name in held), pattern
    assert not any("__pycache__" in name or name.startswith(("tests/", "engine/")) for name in held)


def test_every_doctype_of_the_app_has_its_controller(built: zipfile.ZipFile) -> None:
    held = set(built.namelist())
    definitions = [name for name in held if re.search(r"/doctype/(\w+)/\1\.json$", name)]
    assert len(definitions) > 20
    assert {name.removesuffix(".json") + ".py" for name in definitions} <= held


def test_a_wheel_declares_what_the_app_needs_and_not_frappe(built: zipfile.ZipFile) -> None:
    metadata = built.read(next(name for name in built.namelist() if name.endswith("METADATA"))).decode()
    assert re.search(rf"^Version: {re.escape(version())}$", metadata, re.MULTILINE)
    needs = re.findall(r"^Requires-Dist: ([\w-]+)", metadata, re.MULTILINE)
    assert "reportlab" in needs
    assert "frappe" not in needs  # a bench has it; PyPI's package of that name is an empty one


def test_an_editable_install_works_from_anywhere(clone: Path, tmp_path: Path) -> None:
    """As bench installs it; with its links, so that fixtures are found through the package."""
    site_packages = tmp_path / "packages"
    pip("install", "--no-deps", "--no-build-isolation", "--target", str(site_packages), "-e", str(clone))
    code = f"import {APP}, {APP}.hooks, pathlib; print(pathlib.Path({APP}.__file__).parent.resolve())"
    code = f"import site; site.addsitedir({str(site_packages)!r}); " + code
    said = subprocess.run(
        [str(bench_python()), "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert Path(said.stdout.strip()) == (clone / "apps" / APP).resolve(), said.stderr
    assert (Path(said.stdout.strip()) / "fixtures" / "1_role.json").is_file()
