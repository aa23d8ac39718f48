"""A domain imports only what stands before it; the app and the documents know nothing of the engine."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "apps" / "women_incubation"
ORDER = (
    "audit",
    "territory",
    "papers",
    "notices",
    "people",
    "training",
    "funding",
    "incubation",
    "disbursement",
    "follow_up",
    "field_app",
)
OUTSIDE_THE_APP = ("engine", "tests", "demo", "benchmarks")


def python_files(folder: Path) -> list[Path]:
    """Every Python file under a folder; links (fixtures, reports) are not followed."""
    return sorted(path for path in folder.rglob("*.py") if "node_modules" not in path.parts)


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) for each import of a file, relative ones written out."""
    package = path.relative_to(APP.parent).with_suffix("").parts if path.is_relative_to(APP) else ()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: -node.level]) if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def domain_of(module: str) -> str | None:
    """The domain that a module of the app belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "women_incubation" and len(parts) > 1 and parts[1] in ORDER else None


@pytest.mark.parametrize("domain", ORDER)
def test_a_domain_imports_only_what_stands_before_it(domain):
    allowed = ORDER[: ORDER.index(domain) + 1]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(APP / domain)
        for line, module in imported_modules(path)
        if (domain_of(module) or domain) not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_every_folder_of_the_app_with_code_has_its_place():
    folders = {
        path.relative_to(APP).parts[0]
        for path in python_files(APP)
        if len(path.relative_to(APP).parts) > 1 and "public" not in path.parts
    }
    assert folders <= {*ORDER, "www"}


def test_the_app_and_the_documents_import_nothing_of_the_engine():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for folder in (APP, ROOT / "reports")
        for path in python_files(folder)
        for line, module in imported_modules(path)
        if module.split(".")[0] in OUTSIDE_THE_APP
    ]
    assert not wrong, "\n".join(wrong)


def test_the_documents_do_not_import_frappe_or_the_app():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(ROOT / "reports")
        for line, module in imported_modules(path)
        if module.split(".")[0] in ("frappe", "women_incubation")
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_tests_of_the_engine_need_the_engine():
    """A conftest gets a site, a build or a browser from the engine off a bench; no test does."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(ROOT / "tests")
        if not path.is_relative_to(ROOT / "tests" / "engine") and path.name != "conftest.py"
        for line, module in imported_modules(path)
        if module.split(".")[0] == "engine"
    ]
    assert not wrong, "\n".join(wrong)


def test_no_test_imports_another():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files(ROOT / "tests")
        for line, module in imported_modules(path)
        if any(part.startswith("test_") for part in module.split("."))
    ]
    assert not wrong, "\n".join(wrong)
