"""What a document says, apart from how it is laid out: its texts, in the order they were set.

The register of printed papers compares this, so that a new layout or library makes no new paper of what is
already in somebody's hands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


@contextmanager
def heard() -> Iterator[list[str]]:
    """The list that the texts of a document drawn inside are added to."""
    texts: list[str] = []
    token = _heard.set(texts)
    try:
        yield texts
    finally:
        _heard.reset(token)


def hear(*texts: str) -> None:
    """Note what the document says; nothing when nobody listens."""
    listening = _heard.get()
    if listening is not None:
        listening.extend(texts)
