"""Refuses a commit message whose first line is not a Conventional Commit."""

import re
import sys
from pathlib import Path

TYPES = "feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert"

first_line = Path(sys.argv[1]).read_text().split("\n", 1)[0]
if not re.match(rf"({TYPES})(\([a-z0-9_, -]+\))?!?: \S", first_line):
    sys.exit(f"Write the first line as `type(scope): what`, with one of: {TYPES.replace('|', ', ')}.")
