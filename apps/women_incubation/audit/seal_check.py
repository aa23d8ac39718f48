"""Compares the ends of the chains that were sealed with what the database holds now."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from women_incubation.audit.seal_file import SEALED, Head, all_seals, is_true

BATCH = 1000
SealProblem = tuple[str, str, int, str]  # kind, chain, number, sentence


class SealCheck(NamedTuple):
    """What was found, and until when (UTC) the ends are sealed; None without a seal."""

    problems: list[SealProblem]
    sealed_until: str | None


def check_seals(ring: dict) -> SealCheck:
    """Read every seal: kind "removed" for each number that is gone, "replaced" for an entry that is not the
    sealed one, "broken seal" for the file itself."""
    problems: dict[tuple[str, int], SealProblem] = {}
    before, last = None, None
    for seal in all_seals():
        if not is_true(seal, before, ring):
            number = (before["number"] if before else 0) + 1
            problems["", number] = broken(number)
            break
        before, last = seal, seal["made_at_utc"]
        for start in range(0, len(seal["ends"]), BATCH):
            for problem in compared(seal["ends"][start : start + BATCH]):
                problems[problem[1], problem[2]] = problem
    stated = stated_number()
    if stated > (before["number"] if before else 0) and not any(chain == "" for chain, _number in problems):
        problems["", stated] = broken(stated)
    return SealCheck(list(problems.values()), last)


def broken(number: int) -> SealProblem:
    """A seal that is not in the file as it was made."""
    return "broken seal", "", number, _("Seal number {0} is missing or was altered.").format(number)


def compared(ends: list[Head]) -> Iterator[SealProblem]:
    """What is wrong with these chains."""
    table = frappe.qb.DocType("Audit Entry")
    query = frappe.qb.from_(table).select(table.chain, table.sequence, table.mac)
    query = query.where(table.chain.isin([end[0] for end in ends]))
    stored: dict[str, dict[int, str]] = {}
    for chain, sequence, mac in query.run():
        stored.setdefault(chain, {})[int(sequence)] = mac
    for chain, number, mac in ends:
        there = stored.get(chain, {})
        if not there:
            yield (
                "removed",
                chain,
                1,
                _("The chain {0} was removed; it had {1} entries.").format(chain, number),
            )
        elif number not in there:
            for gone in range(max(there) + 1, number + 1):
                yield "removed", chain, gone, _("Entry number {0} of {1} was removed.").format(gone, chain)
        elif there[number] != mac:
            sentence = _("Entry number {0} of {1} is not the one that was sealed.")
            yield "replaced", chain, number, sentence.format(number, chain)


def stated_number() -> int:
    """The number of the last seal by what the trail itself says; 0 for none."""
    details = frappe.get_all("Audit Entry", {"action": SEALED}, pluck="detail")
    return max((json.loads(detail).get("number", 0) for detail in details), default=0)
