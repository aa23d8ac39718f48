"""The gate between training and a project: one function that decides and explains itself.

The rule, by hours:

- What counts is the **closed** sessions of the path's groups on days on which the woman belonged to the
  group, and those in which a coordinator accepted a mark of hers. Planned sessions, held ones that are not
  closed, and those that did not happen count for nobody.
- Present counts the whole session; late, the session less the minutes she was late.
- Excused is not attended, so it lowers the share like an absence, but it is no unexcused absence: it is
  counted apart, so that whoever decides on a derogation sees it. Absent, or not marked at all, is unexcused.
- She passes when attended / held reaches the path's threshold, compared exactly, and each mandatory module of
  the path was held at least once while she belonged to the group: one attended morning is not a path.
- Where the path asks for a test result, each mandatory module that ends with a test needs one (post-test or
  module test; the best attempt counts, a pre-test never), and their average reaches the test threshold.
- The thresholds are those in force when the last of her groups of this path started (`path_rules`).

A derogation does not change this answer: it is given on the project that goes on without, and counted there.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.training.fold import EXCUSED, LATE, PRESENT
from women_incubation.training.path_rules import Thresholds, thresholds_for
from women_incubation.training.register import minutes_between
from women_incubation.training.results import best_results


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of one woman in the closed sessions of one path."""

    held: int = 0
    attended: int = 0
    excused: int = 0
    modules: frozenset[str] = field(default_factory=frozenset)  # held while she belonged to the group

    @property
    def unexcused(self) -> int:
        """Minutes neither attended nor excused."""
        return self.held - self.attended - self.excused


@dataclass(frozen=True, slots=True)
class Gate:
    """The decision. `percent` is rounded down to a tenth: a share below the threshold never looks equal."""

    passed: bool
    attended_minutes: int
    held_minutes: int
    percent: float
    threshold: float
    reason: str
    excused_minutes: int = 0
    unexcused_minutes: int = 0
    test_percent: float | None = None  # average of the tests; None when the path asks for none
    test_threshold: float = 0


@dataclass(frozen=True, slots=True)
class Tests:
    """Her tests in one path: the average in percent over what is asked for, and what has no result yet."""

    average: Decimal = Decimal(0)
    missing: tuple[str, ...] = ()


def explain(beneficiary: str, path: str) -> Gate:
    """Whether this woman's attendance opens the next step, and why. `reason` is in the user's language.

    Raises frappe.DoesNotExistError when there is no such path.
    """
    document = frappe.get_cached_doc("Training Path", path)
    asked = thresholds_for(beneficiary, document)
    hours = hours_of(beneficiary, path)
    missing = missing_modules(path, hours.modules)
    enough = hours.held > 0 and hours.attended * 100 >= asked.attendance * hours.held
    tests = tests_of(beneficiary, document) if asked.test else None
    known = tests is None or (not tests.missing and tests.average >= asked.test)
    return Gate(
        passed=enough and not missing and known,
        attended_minutes=hours.attended,
        held_minutes=hours.held,
        percent=float(percent_of(hours)),
        threshold=float(asked.attendance),
        reason=reason_for(hours, asked, missing, tests),
        excused_minutes=hours.excused,
        unexcused_minutes=hours.unexcused,
        test_percent=float(rounded_down(tests.average)) if tests else None,
        test_threshold=float(asked.test),
    )


def tests_of(beneficiary: str, path: Document) -> Tests:
    """Her best results in the mandatory modules of the path that end with a test, in one query."""
    modules = [row.module for row in path.modules if row.mandatory and row.tested]
    best = best_results(beneficiary, path.name, modules)
    average = sum((best.get(module, Decimal(0)) for module in modules), Decimal(0)) / max(len(modules), 1)
    return Tests(average, tuple(module for module in modules if module not in best))


def hours_of(beneficiary: str, path: str) -> Hours:
    """Her minutes in the closed sessions of the path, in one query."""
    rows = frappe.db.sql(
        """select s.module, s.start_time, s.end_time, a.status, a.late_minutes
        from `tabTraining Group Member` m
        join `tabTraining Group` g on g.name = m.parent and m.parenttype = 'Training Group'
        join `tabTraining Session` s on s.training_group = g.name and s.status = 'Closed'
        left join `tabSession Attendance` a on a.training_session = s.name and a.beneficiary = m.beneficiary
        where m.beneficiary = %(beneficiary)s and g.path = %(path)s
        and (a.name is not null
            or (s.session_date >= m.joined_on and (m.left_on is null or s.session_date <= m.left_on)))""",
        {"beneficiary": beneficiary, "path": path},
    )
    held = attended = excused = 0
    for _module, start, end, status, late_minutes in rows:
        minutes = minutes_between(start, end)
        held += minutes
        attended += attended_minutes(minutes, status, late_minutes or 0)
        excused += minutes if status == EXCUSED else 0
    return Hours(held, attended, excused, frozenset(row[0] for row in rows))


def attended_minutes(minutes: int, status: str | None, late_minutes: int) -> int:
    """How much of a session of `minutes` a mark is worth."""
    if status == PRESENT:
        return minutes
    return max(minutes - late_minutes, 0) if status == LATE else 0


def percent_of(hours: Hours) -> Decimal:
    """Share attended, 0 to 100, rounded down to a tenth."""
    if not hours.held:
        return Decimal(0)
    return rounded_down(Decimal(hours.attended * 100) / hours.held)


def rounded_down(share: Decimal) -> Decimal:
    """To a tenth: a share below a threshold never shows as the threshold."""
    return share.quantize(Decimal("0.1"), ROUND_DOWN)


def missing_modules(path: str, held: frozenset[str]) -> list[str]:
    """The mandatory modules of the path that were not held yet, in the order of the path."""
    modules = frappe.get_cached_doc("Training Path", path).modules
    return [row.module for row in modules if row.mandatory and row.module not in held]


def reason_for(hours: Hours, asked: Thresholds, missing: list[str], tests: Tests | None) -> str:
    """The decision in whole sentences."""
    sentences = hour_sentences(hours, asked, missing)
    if tests:
        sentences.append(
            _("Tests: {0} % on average; the training path asks for {1} %.").format(
                rounded_down(tests.average), as_text(asked.test)
            )
        )
        if tests.missing:
            sentences.append(_("No test result yet: {0}.").format(", ".join(module_titles(tests.missing))))
    return " ".join(sentences)


def hour_sentences(hours: Hours, asked: Thresholds, missing: list[str]) -> list[str]:
    """What is to be said about attendance."""
    if not hours.held:
        return [_("No session of this training path has been closed yet.")]
    sentences = [
        _("{0} of {1} hours attended ({2} %); the training path asks for {3} %.").format(
            in_hours(hours.attended), in_hours(hours.held), percent_of(hours), as_text(asked.attendance)
        )
    ]
    if hours.excused:
        sentences.append(_("{0} hours were missed with an excuse.").format(in_hours(hours.excused)))
    if missing:
        titles = ", ".join(module_titles(missing))
        sentences.append(_("Mandatory modules still to be held: {0}.").format(titles))
    return sentences


def as_text(share: Decimal) -> str:
    """A share without needless zeros."""
    return f"{share.normalize():f}"


def in_hours(minutes: int) -> str:
    """Minutes as hours, at most two decimals: 90 is 1.5."""
    return f"{Decimal(minutes * 100 // 60).scaleb(-2).normalize():f}"


def module_titles(modules: Collection[str]) -> list[str]:
    """Titles in the user's language: Arabic, else French."""
    title = "title_ar" if frappe.local.lang == "ar" else "title_fr"
    rows = frappe.get_all(
        "Capacity Building Module",
        filters={"name": ["in", list(modules)]},
        fields=["name", title],
        as_list=True,
    )
    titles = dict(rows)
    return [titles.get(module, module) for module in modules]
