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
- Tests (`test_threshold`) are not part of it yet: there are no results to compare.
"""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

import frappe
from frappe import _

from women_incubation.training.fold import EXCUSED, LATE, PRESENT
from women_incubation.training.register import minutes_between


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


def explain(beneficiary: str, path: str) -> Gate:
    """Whether this woman's attendance opens the next step, and why. `reason` is in the user's language.

    Raises frappe.DoesNotExistError when there is no such path.
    """
    threshold = Decimal(str(frappe.get_cached_doc("Training Path", path).attendance_threshold or 0))
    hours = hours_of(beneficiary, path)
    missing = missing_modules(path, hours.modules)
    enough = hours.held > 0 and hours.attended * 100 >= threshold * hours.held
    return Gate(
        passed=enough and not missing,
        attended_minutes=hours.attended,
        held_minutes=hours.held,
        percent=float(percent_of(hours)),
        threshold=float(threshold),
        reason=reason_for(hours, threshold, missing),
        excused_minutes=hours.excused,
        unexcused_minutes=hours.unexcused,
    )


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
    return (Decimal(hours.attended * 100) / hours.held).quantize(Decimal("0.1"), ROUND_DOWN)


def missing_modules(path: str, held: frozenset[str]) -> list[str]:
    """The mandatory modules of the path that were not held yet, in the order of the path."""
    modules = frappe.get_cached_doc("Training Path", path).modules
    return [row.module for row in modules if row.mandatory and row.module not in held]


def reason_for(hours: Hours, threshold: Decimal, missing: list[str]) -> str:
    """The decision in whole sentences."""
    if not hours.held:
        return _("No session of this training path has been closed yet.")
    sentences = [
        _("{0} of {1} hours attended ({2} %); the training path asks for {3} %.").format(
            in_hours(hours.attended), in_hours(hours.held), percent_of(hours), f"{threshold.normalize():f}"
        )
    ]
    if hours.excused:
        sentences.append(_("{0} hours were missed with an excuse.").format(in_hours(hours.excused)))
    if missing:
        titles = ", ".join(module_titles(missing))
        sentences.append(_("Mandatory modules still to be held: {0}.").format(titles))
    return " ".join(sentences)


def in_hours(minutes: int) -> str:
    """Minutes as hours, at most two decimals: 90 is 1.5."""
    return f"{Decimal(minutes * 100 // 60).scaleb(-2).normalize():f}"


def module_titles(modules: list[str]) -> list[str]:
    """Titles in the user's language: Arabic, else French."""
    title = "title_ar" if frappe.local.lang == "ar" else "title_fr"
    rows = frappe.get_all(
        "Capacity Building Module", filters={"name": ["in", modules]}, fields=["name", title], as_list=True
    )
    titles = dict(rows)
    return [titles.get(module, module) for module in modules]
