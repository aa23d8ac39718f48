"""The row condition on 100,000 women: what coordinators of a province, a region and the country pay for it.

Baseline: the same pages asked by whoever sees everything, so without a condition, and narrowed by hand to the
same units (`unit in (...)`), which any list of a place needs. Same rows on both sides.
"""

import statistics
import time
from collections.abc import Callable

import frappe

from benchmarks.pairs import PAIRS
from tests.factories import unique
from tests.factories.territory import PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.acting import acting_as

WOMEN = 100_000
PAGE = {"fields": ["name", "full_name", "unit", "stage"], "order_by": "creation desc, name desc", "limit": 20}
REPEAT = 5
PLACES = (PROVINCE, REGION, "MA")


def run() -> None:
    """Print the cost of a page and of a count, and check that both sides show the same women."""
    units = frappe.get_all("Territorial Unit", {"kind": ["in", ("Province", "Prefecture")]}, pluck="name")
    insert_women(units)
    for place in PLACES:
        measure(place)


def measure(place: str) -> None:
    """A page, a count and a form of somebody who sees this unit and all below it."""
    user = user_with("Coordinator", place).name
    frappe.db.commit()
    by_hand = {"unit": ["in", [place, *frappe.db.get_descendants("Territorial Unit", place)]]}
    compare(
        f"{place}, a page of 20",
        user,
        lambda where: frappe.get_list("Beneficiary", filters=where, **PAGE),
        by_hand,
    )
    compare(f"{place}, a count", user, count, by_hand)
    compare(f"{place}, one form", user, lambda _where: opened(user), by_hand)


def insert_women(units: list[str]) -> None:
    """100,000 rows, spread evenly over the provinces."""
    now = frappe.utils.now()
    columns = [
        "name",
        "creation",
        "modified",
        "owner",
        "first_name",
        "last_name",
        "full_name",
        "unit",
        "stage",
    ]
    rows = [
        (unique("w"), now, now, "Administrator", "A", str(n), f"A {n}", units[n % len(units)], "Registered")
        for n in range(WOMEN)
    ]
    frappe.db.bulk_insert("Beneficiary", columns, rows, chunk_size=5000)
    frappe.db.commit()
    frappe.db.sql("analyze table `tabBeneficiary`")


def count(where: dict) -> int:
    """How many women one sees, as the Desk counts them."""
    return frappe.get_list("Beneficiary", filters=where, fields=[{"COUNT": "*", "as": "n"}])[0].n


def opened(user: str) -> bool:
    """Whether a form opens: the condition asked of one stored row."""
    name = frappe.get_all("Beneficiary", {"unit": PROVINCE}, pluck="name", limit=1)[0]
    return frappe.has_permission("Beneficiary", "read", name)


def compare(what: str, user: str, read: Callable[[dict], object], by_hand: dict) -> None:
    """A/B/A/B: with the condition as the coordinator, by hand as Administrator; the answers are the same."""
    ratios, times = [], []
    for pair in range(PAIRS + 1):
        scoped, first = timed(user, read, {})
        plain, second = timed("Administrator", read, by_hand)
        assert first == second, what
        if pair:  # the first pair warms up
            ratios.append(scoped / plain)
            times.append((scoped, plain))
    scoped, plain = (statistics.median(side) * 1000 for side in zip(*times, strict=True))
    print(
        f"Row condition, {what} of {WOMEN:,} women: {statistics.median(ratios):.2f}x the time by hand (from"
        f" {min(ratios):.2f} to {max(ratios):.2f}, {PAIRS} pairs; {scoped:.1f} ms against {plain:.1f} ms)"
    )


def timed(user: str, read: Callable[[dict], object], where: dict) -> tuple[float, object]:
    """Seconds of one reading, the mean of a few, and what it read."""
    with acting_as(user):
        start = time.perf_counter()
        for _ in range(REPEAT):
            answer = read(where)
        return (time.perf_counter() - start) / REPEAT, answer
