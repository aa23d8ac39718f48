"""Documents for tests, built through the app's own rules. `make_x(**overrides) -> Document`."""

import itertools
import secrets

_numbers = itertools.count(1)
_run = secrets.token_hex(3)


def serial() -> int:
    """A number not given before in this process."""
    return next(_numbers)


def unique(prefix: str) -> str:
    """A text not given before, in this process or another."""
    return f"{prefix}-{_run}-{serial()}"
