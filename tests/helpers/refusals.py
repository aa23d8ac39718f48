"""Reading why a project was refused to move."""

from collections.abc import Callable

import pytest

from women_incubation.incubation.errors import MoveRefused


def refused_fields(move: Callable[[], object]) -> set[str]:
    """The move is refused: the fields it names. Fails the test when the move succeeds."""
    with pytest.raises(MoveRefused) as refusal:
        move()
    return {item["field"] for item in refusal.value.missing}


def refused_words(move: Callable[[], object]) -> str:
    """The move is refused: everything it says, in one text."""
    with pytest.raises(MoveRefused) as refusal:
        move()
    return str(refusal.value)
