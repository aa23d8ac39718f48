"""The build of the `frappe` package: pinned, renamed whole, repaired strictly, the same each time."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.frappe_package import pack
from engine.frappe_package.rename import copy_renamed, renamed
from engine.frappe_package.repairs import all_repairs
from engine.frappe_package.repairs.patch import RepairError, apply_patch
from engine.frappe_package.source import NAME_THERE, SOURCE, source_tree
from engine.parts.errors import PartError
from engine.parts.pypi import unpacked_wheel

ENGINE = Path(pack.__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
PATCH = """Why it is needed.

--- a/frappe/thing.py
+++ b/frappe/thing.py
@@ -2,3 +2,3 @@
 two
-three
+3
 four
"""


@pytest.fixture(scope="module")
def wheel() -> Iterator[zipfile.ZipFile]:
    """The built wheel, open."""
    with zipfile.ZipFile(pack.build_frappe_wheel()) as archive:
        yield archive


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repaired source."""
    tree = tmp_path_factory.mktemp("repaired")
    pack.build_tree(tree)
    return tree


def test_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCUBATION_CACHE", str(tmp_path))
    forged = replace(SOURCE, sha256="0" * 64)
    with pytest.raises(PartError, match=r"(?i)hash"):
        unpacked_wheel(forged)
    assert not list(tmp_path.glob("pypi/monoframe*"))


def test_the_other_name_is_left_in_the_licence_only(wheel: zipfile.ZipFile) -> None:
    """Whose notice has to stay as it is."""
    for entry in wheel.infolist():
        assert NAME_THERE not in entry.filename.lower()
        if not entry.filename.endswith("licenses/LICENSE"):
            assert NAME_THERE.encode() not in wheel.read(entry).lower(), entry.filename


def test_every_spelling_is_renamed() -> None:
    assert renamed("monoframe.Monoframe(X_MONOFRAME_Y)") == "frappe.Frappe(X_FRAPPE_Y)"


def test_a_spelling_that_is_not_known_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "source" / NAME_THERE
    source.mkdir(parents=True)
    (source / "a.py").write_text("MonoFrame = 1\n")
    with pytest.raises(ValueError, match="spelling"):
        copy_renamed(tmp_path / "source", tmp_path / "target")


def test_the_build_gives_the_same_bytes_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hashlib.sha256(pack.build_frappe_wheel().read_bytes()).hexdigest()
    source = source_tree()
    monkeypatch.setattr(pack, "source_tree", lambda: source)
    pack._build(tmp_path)
    assert hashlib.sha256((tmp_path / pack.WHEEL_NAME).read_bytes()).hexdigest() == first


def test_every_module_is_valid_python(wheel: zipfile.ZipFile) -> None:
    for name in wheel.namelist():
        if name.endswith(".py"):
            ast.parse(wheel.read(name), filename=name, feature_version=(3, 11))


def test_every_repair_says_why(tmp_path: Path) -> None:
    for path in all_repairs():
        reason = path.read_text().split("\n--- ")[0]
        assert len(reason.split()) >= 8, f"{path.name} does not say why it is there"


@pytest.mark.parametrize("gone", [path.name for path in all_repairs()])
def test_a_repair_that_does_not_find_its_target_stops_the_build(repaired: Path, gone: str) -> None:
    """Each repair in turn, on a tree where what it takes away is gone."""
    with pytest.raises(RepairError, match=re.escape(gone)):
        apply_patch(next(path for path in all_repairs() if path.name == gone), repaired)


def test_a_repair_changes_what_it_says(tmp_path: Path) -> None:
    thing = _tree(tmp_path, "one\ntwo\nthree\nfour\n")
    apply_patch(_patch(tmp_path), tmp_path)
    assert thing.read_text() == "one\ntwo\n3\nfour\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("one\ntwo\nthree!\nfour\n", "does not fit"),
        ("two\nthree\nfour\ntwo\nthree\nfour\n", "fits in 2 places"),
    ],
)
def test_a_repair_fits_in_one_place_word_for_word_or_not_at_all(
    tmp_path: Path, text: str, reason: str
) -> None:
    thing = _tree(tmp_path, text)
    with pytest.raises(RepairError, match=reason):
        apply_patch(_patch(tmp_path), tmp_path)
    assert thing.read_text() == text


def test_a_repair_of_a_file_that_is_gone_fails(tmp_path: Path) -> None:
    with pytest.raises(RepairError, match="is not there"):
        apply_patch(_patch(tmp_path), tmp_path)


def _tree(folder: Path, text: str) -> Path:
    thing = folder / "frappe" / "thing.py"
    thing.parent.mkdir()
    thing.write_text(text)
    return thing


def _patch(folder: Path) -> Path:
    path = folder / "99-test.patch"
    path.write_text(PATCH)
    return path


def test_the_wheel_declares_what_the_requirements_say(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"{pack.DIST_INFO}/METADATA").decode()
    declared = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    assert declared == pack.requirements()
    assert len(declared) > 40
    assert not any(name.startswith(("mysqlclient", "psycopg2", "google", "sentry")) for name in declared)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_each_pin_and_no_address(name: str) -> None:
    text = (ENGINE / name).read_text()
    assert "://" not in text
    assert "index" not in re.sub(r"(?m)^\s*#.*$", "", text)
    pins = re.findall(r"(?m)^[a-z0-9][a-z0-9._-]*==", text)
    assert len(pins) == len(re.findall(r"(?m)^\S[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64}", text)) > 10


def test_the_lock_of_the_tests_holds_the_pins_of_what_runs() -> None:
    runs, tests = (set(re.findall(r"(?m)^\S+==\S+", (ENGINE / name).read_text())) for name in LOCKS[:2])
    assert runs <= tests


def test_what_the_app_asks_for_is_locked() -> None:
    """setup.py and requirements.in name the same packages."""
    setup = (ENGINE.parent / "setup.py").read_text()
    wanted = re.findall(r'^\s+"([a-z0-9-]+)[><=~]', setup, re.MULTILINE)
    locked = re.findall(r"(?m)^([a-z0-9-]+)==", (ENGINE / "requirements.lock").read_text())
    assert wanted
    assert set(wanted) <= set(locked)


def test_frappe_knows_its_version_and_the_package_agrees() -> None:
    code = "import frappe, importlib.metadata as m; print(frappe.__version__, m.version('frappe'))"
    env = {"PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    ).stdout
    assert said.split() == ["16.0.0-dev", pack.VERSION]


def test_the_build_uses_the_standard_library_only(tmp_path: Path) -> None:
    """It runs before anything is installed."""
    code = "import engine.frappe_package.pack, engine.frappe_path, engine.lock"
    subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ENGINE.parent)!r}); {code}"],
        check=True,
    )


def test_ruff_and_setup_agree_on_the_oldest_python() -> None:
    target = tomllib.loads((ENGINE.parent / "pyproject.toml").read_text())["tool"]["ruff"]["target-version"]
    assert target == "py311"
