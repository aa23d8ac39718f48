"""What a device is told about an event, from what the event met."""

import pytest

from women_incubation.training.fold import Event, fold
from women_incubation.training.outcome import outcome_of

A, B, C, D = (f"00000000-0000-4000-8000-00000000000{n}" for n in range(4))


def mark(uuid: str, status: str, base: int = 0, *, held_back: bool = False) -> Event:
    return Event(uuid, "Mark", "ben", status=status, base_version=base, held_back=held_back)


def close(uuid: str) -> Event:
    return Event(uuid, "Close")


def missed(uuid: str) -> Event:
    return Event(uuid, "Did Not Happen", reason="rain")


CASES = {
    "first word": ([], mark(A, "Present"), "created"),
    "same again": ([mark(A, "Present")], mark(B, "Present", 1), "identical"),
    "knows the row": ([mark(A, "Present")], mark(B, "Absent", 1), "updated"),
    "did not know the row, and wins": ([mark(A, "Present")], mark(B, "Absent"), "conflict"),
    "did not know the row, and loses": ([mark(B, "Present")], mark(A, "Absent"), "conflict"),
    "did not know the row, but agrees": ([mark(B, "Present")], mark(A, "Present"), "identical"),
    "the first of two, arriving last": ([mark(B, "Absent", 1)], mark(A, "Present"), "stale"),
    "the second of two, arriving first": ([mark(A, "Present")], mark(B, "Absent", 2), "updated"),
    "after the close": ([mark(A, "Present"), close(B)], mark(C, "Absent", 1, held_back=True), "late"),
    "after the close, but agrees": (
        [mark(A, "Present"), close(B)],
        mark(C, "Present", held_back=True),
        "identical",
    ),
    "not a member that day": ([], mark(A, "Present", held_back=True), "conflict"),
    "only held back before": ([mark(A, "Absent", held_back=True)], mark(B, "Present"), "created"),
    "did not happen": ([], missed(A), "updated"),
    "did not happen, twice": ([missed(A)], missed(B), "identical"),
    "did not happen, but somebody was marked": ([mark(A, "Present")], missed(B), "conflict"),
    "close": ([mark(A, "Present")], close(B), "updated"),
    "close, twice": ([mark(A, "Present"), close(B)], close(C), "identical"),
}


@pytest.mark.parametrize(("known", "event", "expected"), CASES.values(), ids=CASES)
def test_outcome(known, event, expected):
    others = [other for other in known if other.beneficiary == event.beneficiary]
    assert outcome_of(event, fold(known), others) == expected
