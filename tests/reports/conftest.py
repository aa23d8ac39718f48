"""A second renderer: Chromium lays a line of text out with its own implementation of the Unicode rules."""

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

MEASURE = """
<script>
const lines = [...document.querySelectorAll("p")].map(line => {
  const words = [...line.firstChild.data.matchAll(/[^ ]+/g)].map(match => {
    const range = document.createRange();
    range.setStart(line.firstChild, match.index);
    range.setEnd(line.firstChild, match.index + match[0].length);
    return [match[0], range.getBoundingClientRect().left];
  });
  return words.sort((a, b) => a[1] - b[1]).map(word => word[0]);
});
document.body.dataset.order = JSON.stringify(lines);
</script>"""


@pytest.fixture(scope="session")
def words_from_left(tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """`words_from_left(lines, "rtl")`: the words of each line in the order they are seen, from the left."""

    def measure(lines: list[str], direction: str) -> list[list[str]]:
        page = tmp_path_factory.mktemp("oracle") / "lines.html"
        text = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        head = (
            "<!DOCTYPE html><meta charset=utf-8><style>p { white-space: nowrap; position: absolute }</style>"
        )
        page.write_text(f'{head}<body dir="{direction}">{text}{MEASURE}', encoding="utf-8")
        return json.loads(dumped(page))

    return measure


def dumped(page: Path) -> str:
    """What the page's script left in its body, in the system's Chromium or the engine's."""
    program, environment = shutil.which("chromium") or shutil.which("google-chrome"), {}
    if not program:
        from engine.parts.chromium import find_chromium

        found = find_chromium()
        program, environment = str(found.executable), found.env
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--dump-dom")
    done = subprocess.run(
        [program, *options, f"--user-data-dir={page.parent / 'profile'}", page.as_uri()],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return html.unescape(re.search(r'data-order="([^"]*)"', done.stdout).group(1))
