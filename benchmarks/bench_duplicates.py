"""Precision and recall of the duplicate search on 8,000 generated pairs, and its time among 100,000 women."""

import random
import statistics
import time
from collections import Counter

import frappe

from benchmarks.spelling_pairs import Pair, Record, pairs, spelt_otherwise, woman, written_otherwise
from women_incubation.people.duplicates import keys
from women_incubation.people.duplicates.finding import find, find_many
from women_incubation.people.duplicates.person import person_of
from women_incubation.people.duplicates.scoring import SAME, score

PAIRS = 8000
WOMEN = 100_000
TYPED = 200
LEAST_RECALL, LEAST_PRECISION = 0.9, 0.95  # below this the search is broken


def run() -> None:
    """Print both measures, by kind of pair too, then the times."""
    measure(pairs(PAIRS))
    women = fill(WOMEN)
    time_search(women)


def is_found(pair: Pair) -> bool:
    """Whether the search would show the pair: a key in common, and a score that is high enough."""
    one, other = person_of(pair.one), person_of(pair.other)
    exact = bool(one.cnie) and one.cnie == other.cnie
    return exact or (bool(keys.keys_of(one) & keys.keys_of(other)) and score(one, other) >= SAME)


def measure(tested: list[Pair]) -> None:
    """Precision, recall, and what was missed or wrongly shown."""
    found = [(pair, is_found(pair)) for pair in tested]
    right = sum(1 for pair, shown in found if shown and pair.same)
    wrong = sum(1 for pair, shown in found if shown and not pair.same)
    same = sum(pair.same for pair in tested)
    precision, recall = right / (right + wrong), right / same
    print(f"Duplicates, {len(tested)} generated pairs: precision {precision:.3f}, recall {recall:.3f}")
    counts, shown_counts = (
        Counter(pair.kind for pair in tested),
        Counter(pair.kind for pair, shown in found if shown),
    )
    for pair_kind, count in counts.most_common():
        print(f"    {pair_kind}: {shown_counts[pair_kind]} of {count} shown")
    unkeyed = [pair for pair in tested if pair.same and not _share_key(pair)]
    print(f"    pairs of one woman without a key in common: {len(unkeyed)} of {same}")
    assert recall >= LEAST_RECALL
    assert precision >= LEAST_PRECISION


def fill(count: int) -> list[Record]:
    """Register so many women in bulk, with their keys."""
    rng = random.Random(11)
    unit = frappe.db.get_value("Territorial Unit", {"kind": "Province"})
    women = []
    for number in range(count):
        record = woman(rng)
        record |= {"name": f"bench-{number:06d}", "unit": unit, "cnie": f"QB{number:06d}"}
        del record["above"]
        women.append(record)
    start = time.perf_counter()
    fields = list(women[0])
    frappe.db.bulk_insert("Beneficiary", fields, [tuple(row.values()) for row in women], chunk_size=5000)
    middle = time.perf_counter()
    keys.write_many(women)
    end = time.perf_counter()
    frappe.db.commit()
    rows = frappe.db.count("Beneficiary Key")
    print(f"    {count} women inserted in {middle - start:.1f} s, their {rows} keys in {end - middle:.1f} s")
    return women


def time_search(women: list[Record]) -> None:
    """One woman typed, and a chunk of an import."""
    rng = random.Random(12)
    known = rng.sample(women, TYPED)
    typed = [dict(record) for record in known]
    for record in typed:
        spelt_otherwise(rng, record)
        written_otherwise(rng, record)
        record |= {"name": None, "cnie": None}
    times, hits = [], 0
    for record, hers in zip(typed, known, strict=True):
        start = time.perf_counter()
        found = find(person_of(record))
        times.append((time.perf_counter() - start) * 1000)
        hits += hers["name"] in [candidate.beneficiary for candidate in found]
    times.sort()
    print(
        f"    one woman among {len(women)}: median {statistics.median(times):.1f} ms,"
        f" 95 % within {times[int(len(times) * 0.95)]:.1f} ms; {hits} of {TYPED} respelt women found"
    )
    start = time.perf_counter()
    find_many(typed)
    print(f"    {TYPED} rows of an import together: {(time.perf_counter() - start) * 1000:.0f} ms")


def _share_key(pair: Pair) -> bool:
    one, other = person_of(pair.one), person_of(pair.other)
    return bool(keys.keys_of(one) & keys.keys_of(other)) or bool(one.cnie and one.cnie == other.cnie)
