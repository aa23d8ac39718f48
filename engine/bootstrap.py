"""Run a command of this project on a machine that has only Python 3.11 or newer.

    python3 engine/bootstrap.py demo                      a word of the `incubation` command line
    python3 engine/bootstrap.py --dev python -m pytest    any command in the project's environment

The first run makes a virtualenv in the cache from the locked requirements and builds the `frappe`
package; later runs find both and start at once. Only the standard library is used here, and nothing
newer than Python 3.7's syntax before the version is known to be right.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(words: list[str]) -> None:
    """Become the command in `words`, run in the project's environment; exits with 1 and a sentence if not."""
    use_new_enough_python(words)
    sys.path.insert(0, str(CHECKOUT))
    from engine.environment import enter
    from engine.parts.errors import PartError

    development = words[:1] == ["--dev"]
    try:
        enter(CHECKOUT, words[1:] if development else words, development=development)
    except PartError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. What was done so far is kept; start again to go on.")


def use_new_enough_python(words: list[str]) -> None:
    """Start over with a newer Python of the PATH when this one is too old."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    newer = next(filter(None, map(shutil.which, NEWER_PYTHONS)), None)
    if not newer:
        sys.exit(
            "This needs Python 3.11 or newer; this one is {}.{} ({}). Install a newer Python, or name one: "
            "make demo PYTHON=/path/to/python3.12".format(*sys.version_info[:2], sys.executable)
        )
    os.execv(newer, [newer, __file__, *words])


if __name__ == "__main__":
    main(sys.argv[1:])
