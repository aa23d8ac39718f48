"""Patterns that are dangerous in number: each is counted, and the number may only go down.

A number that is too high fails as well, until it is lowered here. Before raising one, find another way.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "apps" / "women_incubation"
LONGEST_FILE = 400

RATCHETS = {
    r"ignore_permissions": 19,
    r"frappe\.db\.sql\(": 13,
    r"frappe\.db\.commit\(": 6,
    r"allow_guest": 8,
    r"type: ignore": 0,
    r"noqa": 0,
    r"except Exception": 9,
    r"\b_\(f[\"']": 0,
}


def app_files() -> list[Path]:
    """Every Python file of the app."""
    return sorted(path for path in APP.rglob("*.py"))


def uses(pattern: str) -> list[str]:
    """Where a pattern stands in code (not in a line that is only a comment)."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in app_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line) and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("pattern", RATCHETS)
def test_a_pattern_does_not_spread(pattern):
    found = uses(pattern)
    assert len(found) == RATCHETS[pattern], "\n".join(found)


def test_no_file_has_a_tail_and_none_is_a_drawer():
    long = [str(path) for path in app_files() if len(path.read_text().splitlines()) > LONGEST_FILE]
    drawers = [str(path) for path in app_files() if path.stem in ("utils", "helpers", "common", "misc")]
    assert (long, drawers) == ([], [])


def test_no_test_is_skipped():
    pattern = re.compile(r"pytest\.(mark\.)?(skip|xfail)|importorskip")
    files = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert [str(path) for path in files if pattern.search(path.read_text())] == []
