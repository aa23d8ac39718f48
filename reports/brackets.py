"""Pairs of brackets take one direction: rule N0 of the Unicode algorithm, which python-bidi does not know.

Without it a bracket between two scripts turns away from its pair: "(Bennani" in an Arabic sentence.
"""

from typing import Any

PAIRS = {"(": ")", "[": "]", "{": "}"}
STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # figures count as letters from the right here


def resolve_brackets(storage: dict[str, Any]) -> None:
    """Give the brackets of each pair their direction; after the weak types, before the neutral ones.

    `storage` is python-bidi's: characters have `ch`, `type`, `level`; runs have `start`, `length`, `sor`.
    """
    for run in storage["runs"]:
        chars = storage["chars"][run["start"] : run["start"] + run["length"]]
        for opening, closing in pairs_of(chars):
            direction = direction_of_pair(chars, opening, closing, run["sor"])
            if direction:
                chars[opening]["type"] = chars[closing]["type"] = direction


def pairs_of(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The places of opening and closing brackets that belong together, by their opening (BD16)."""
    open_ones: list[tuple[str, int]] = []
    pairs = []
    for place, sign in enumerate(chars):
        if sign["type"] != "ON":
            continue
        if sign["ch"] in PAIRS:
            open_ones.append((PAIRS[sign["ch"]], place))
            continue
        awaited = [closing for closing, _place in open_ones]
        if sign["ch"] in awaited:
            nearest = len(awaited) - 1 - awaited[::-1].index(sign["ch"])
            pairs.append((open_ones[nearest][1], place))
            del open_ones[nearest:]
    return sorted(pairs)


def direction_of_pair(chars: list[dict[str, Any]], opening: int, closing: int, before: str) -> str | None:
    """L, R, or None when nothing inside has a direction."""
    embedding = "LR"[chars[opening]["level"] % 2]
    inside = {STRONG[sign["type"]] for sign in chars[opening + 1 : closing] if sign["type"] in STRONG}
    if not inside:
        return None
    if embedding in inside:
        return embedding
    context = [STRONG[sign["type"]] for sign in chars[:opening] if sign["type"] in STRONG]
    found = context[-1] if context else before
    return found if found != embedding else embedding
