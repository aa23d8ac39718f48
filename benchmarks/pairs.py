"""A/B/A/B: both sides in one run, the median of the ratios and their spread."""

import statistics
import time
from collections.abc import Callable

PAIRS = 7


def compare(
    title: str,
    bar: float,
    slow: Callable[[int], None],
    fast: Callable[[int], None],
    before: Callable[[], None] = lambda: None,
) -> float:
    """Run both sides in turn, print the median ratio with its spread and the bar; the median.

    Each side gets the number of the pair, and prepares nothing: what it does is timed. `before` runs before
    each side, untimed. Pair 0 warms up.
    """
    ratios, times = [], []
    for pair in range(PAIRS + 1):
        before()
        a = seconds(slow, pair)
        before()
        b = seconds(fast, pair)
        if pair:
            ratios.append(a / b)
            times.append((a, b))
    median = statistics.median(ratios)
    a, b = (statistics.median(side) * 1000 for side in zip(*times, strict=True))
    print(
        f"{title}: {median:.1f}x (from {min(ratios):.1f} to {max(ratios):.1f}, {PAIRS} pairs;"
        f" {a:.0f} ms against {b:.0f} ms; bar {bar:.0f}x: {'met' if median >= bar else 'NOT MET'})"
    )
    return median


def seconds(side: Callable[[int], None], pair: int) -> float:
    """How long one side takes."""
    start = time.perf_counter()
    side(pair)
    return time.perf_counter() - start
