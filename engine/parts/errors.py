"""The one exception a part raises: its text is a sentence for the person at the terminal."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PartError(Exception):
    """A part cannot be had or does not run; the text says what happened and what to do."""


@contextmanager
def disk_space_said_clearly(where: Path) -> Iterator[None]:
    """Turn "no space left on device" into a PartError that names the directory `where`."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise PartError(
            f"There is no disk space left for {where}. Free some space (about 2 GB are needed the first "
            "time), or name another place with INCUBATION_CACHE=/a/roomy/directory, and start again."
        ) from error
