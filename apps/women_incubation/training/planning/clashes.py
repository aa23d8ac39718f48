"""Whether trainer, place or people are taken at a time: overlapping sessions, found in five queries.

Two meetings overlap when each begins before the other ends. The number of queries does not grow with the
number of meetings asked about. A place is the text that names it, within one territorial unit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import cstr, format_date, get_fullname
from pypika.queries import QueryBuilder

from women_incubation.territory import access
from women_incubation.training.fold import DID_NOT_HAPPEN
from women_incubation.training.overview import clock
from women_incubation.training.planning.availability import absences_of
from women_incubation.training.roster import Member, rosters_of

GROUP, TRAINER, PLACE, AWAY, MEMBERS = "group", "trainer", "place", "away", "members"
MOST_NAMED = 3  # people named in one sentence


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting that is to be: when, where, with whom. `session` is its own name once it has one."""

    day: date
    start: timedelta
    end: timedelta
    trainer: str
    place: str
    group: str
    unit: str
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a meeting cannot be, or (not `blocking`) had better not. `session` is the other one."""

    slot: Slot
    kind: str
    message: str
    session: str | None = None

    @property
    def blocking(self) -> bool:
        """Members who are taken are a warning: each of them can be asked. The rest needs a reason."""
        return self.kind != MEMBERS


def clashes_of(slots: Collection[Slot]) -> list[Clash]:
    """What these meetings clash with: sessions that are planned or were held, and trainers' absences."""
    if not slots:
        return []
    others, shared = sessions_beside(slots)
    away = absences_of({slot.trainer for slot in slots}, {slot.day for slot in slots})
    found: list[Clash] = []
    for slot in slots:
        found += [
            Clash(slot, AWAY, absence.told())
            for absence in away
            if absence.covers(slot.trainer, slot.day, slot)
        ]
        for other in others:
            if other.name != slot.session and overlap(slot, other):
                found += clashes_between(slot, other, shared.get(other.name, []))
    return found


def overlap(slot: Slot, other: frappe._dict) -> bool:
    """Whether both meet at some moment."""
    return slot.day == other.session_date and slot.start < other.end_time and other.start_time < slot.end


def clashes_between(slot: Slot, other: frappe._dict, members: list[Member]) -> Iterator[Clash]:
    """What two overlapping meetings both need."""
    told = describe(other)
    if other.training_group == slot.group:
        yield Clash(slot, GROUP, _("The group meets at that time already: {0}.").format(told), other.name)
        return
    if other.trainer == slot.trainer:
        sentence = _("{0} gives another session at that time: {1}.")
        yield Clash(slot, TRAINER, sentence.format(get_fullname(slot.trainer), told), other.name)
    if slot.place and other.unit == slot.unit and same_place(slot.place, other.place or other.group_place):
        sentence = _("The place {0} is taken at that time: {1}.")
        yield Clash(slot, PLACE, sentence.format(slot.place, told), other.name)
    here = [member.name for member in members if member.was_there(slot.day)]
    if here:
        sentence = _("{0} members have another session at that time ({1}): {2}.")
        names = ", ".join(here[:MOST_NAMED])
        yield Clash(slot, MEMBERS, sentence.format(len(here), names, told), other.name)


def same_place(one: str, other: str | None) -> bool:
    """Whether two texts name one place; capitals and blanks make no difference."""
    return cstr(one).casefold().split() == cstr(other).casefold().split()


def describe(other: frappe._dict) -> str:
    """The other session in words; of one outside the user's territory only when it is."""
    when = f"{format_date(other.session_date)}, {clock(other.start_time)} - {clock(other.end_time)}"
    ranges = access.visible_ranges()
    if ranges is not None and not access.unit_in_ranges(other.unit, ranges):
        return _("outside your territory, {0}").format(when)
    return f"{other.group_name}, {when}"


def sessions_beside(slots: Collection[Slot]) -> tuple[list[frappe._dict], dict[str, list[Member]]]:
    """The sessions of those days that share trainer, territory or members with the slots.

    With them, by session, the members of the slots' groups who belong to the other group that day.
    """
    days, groups = list({slot.day for slot in slots}), {slot.group for slot in slots}
    session = frappe.qb.DocType("Training Session")
    by_trainer = sessions_on(days).where(session.trainer.isin(list({slot.trainer for slot in slots})))
    by_unit = sessions_on(days).where(session.unit.isin(list({slot.unit for slot in slots})))
    roster = {name: member for members in rosters_of(groups).values() for name, member in members.items()}
    with_members = of_members(sessions_on(days), list(roster)) if roster else []
    shared: dict[str, list[Member]] = defaultdict(list)
    for row in with_members:
        if row.joined_on <= row.session_date and (row.left_on is None or row.session_date <= row.left_on):
            shared[row.name].append(roster[row.beneficiary])
    found = [*by_trainer.run(as_dict=True), *by_unit.run(as_dict=True), *with_members]
    return list({row.name: row for row in found}.values()), shared


def sessions_on(days: list[date]) -> QueryBuilder:
    """The sessions of some days, except those that did not happen, with what tells them apart."""
    session, group = frappe.qb.DocType("Training Session"), frappe.qb.DocType("Training Group")
    return (
        frappe.qb.from_(session)
        .join(group)
        .on(group.name == session.training_group)
        .select(session.name, session.training_group, session.trainer, session.unit, session.place)
        .select(session.session_date, session.start_time, session.end_time)
        .select(group.group_name, group.place.as_("group_place"))
        .where(session.session_date.isin(days) & (session.status != DID_NOT_HAPPEN))
    )


def of_members(query: QueryBuilder, beneficiaries: list[str]) -> list[frappe._dict]:
    """Those of the sessions to whose groups these women belong, a row for each woman."""
    session, member = frappe.qb.DocType("Training Session"), frappe.qb.DocType("Training Group Member")
    query = (
        query.join(member)
        .on((member.parent == session.training_group) & (member.parenttype == "Training Group"))
        .select(member.beneficiary, member.joined_on, member.left_on)
        .where(member.beneficiary.isin(beneficiaries))
    )
    return query.run(as_dict=True)
