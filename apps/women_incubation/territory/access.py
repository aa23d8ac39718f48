"""Who may see which rows: the one function that every door goes through.

A user sees the rows of the territorial units assigned to them today, and of every unit below. The same SQL
condition answers both of Frappe's questions - which rows of a list, and whether this document - so that the
two cannot disagree. A document is judged by its *stored* row: what a client sends proves nothing.

    everything        Administrator, System Manager
    own rows          a woman; each domain states its rule in the hook `incubation_own_rows`
    territory         whoever reads the document in another role, by Territorial Assignment
      seen from below documents that apply to all units under theirs (hook `incubation_seen_from_below`)
      narrowed        a trainer sees what she trains, a coach whom she coaches, an evaluator whose project
                      he judges (hooks NARROWING), unless another role of theirs may read the document too
      own accesses    what somebody opened by break-glass (hook `incubation_own_accesses`): the record of it
      blinded         what somebody must not know yet, whatever their roles (hook `incubation_blinding`)
    nothing           guests, and whoever has no assignment today
"""

import json
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.permissions import get_doctype_roles
from frappe.query_builder import Criterion
from frappe.query_builder.functions import Max, Min
from frappe.utils import today
from pypika import CustomFunction

from women_incubation.territory import glass

WOMAN = "Incubation Woman"
NARROWING = {  # role -> hook (document -> function `user -> SQL`): what the role shows within the territory
    "Incubation Trainer": "incubation_narrowing",
    "Incubation Coach": "incubation_narrowing_coach",
    "Incubation Evaluator": "incubation_narrowing_evaluator",
}
NOTHING = "1=0"
MOST_NAMED = 300  # units that a condition names; a region of Morocco with all its communes has fewer
SCOPE_HOOK = "women_incubation.territory.access.scope_condition"

AS_LIST = CustomFunction("json_arrayagg", ["value"])

Range = tuple[int, int]


class Place(NamedTuple):
    """A part of the territory tree; `names` are its units, unless there are more than a condition names."""

    lft: int
    rgt: int
    names: frozenset[str] | None


def visible_ranges(user: str | None = None) -> list[Range] | None:
    """The parts of the territory tree a user sees today, as (lft, rgt). None: all; []: nothing."""
    places = visible_places(user)
    return None if places is None else [(place.lft, place.rgt) for place in places]


def visible_places(user: str | None = None) -> list[Place] | None:
    """The same with the names of the units, in one query."""
    user = user or frappe.session.user
    if user == "Guest":
        return []
    if user == "Administrator" or "System Manager" in frappe.get_roles(user):
        return None
    assignment = frappe.qb.DocType("Territorial Assignment")
    unit = frappe.qb.DocType("Territorial Unit")
    inside = frappe.qb.DocType("Territorial Unit").as_("inside")
    valid_today = (assignment.valid_from <= today()) & (
        assignment.valid_to.isnull() | (assignment.valid_to >= today())
    )
    few = unit.rgt - unit.lft < 2 * MOST_NAMED
    query = (
        frappe.qb.from_(assignment)
        .join(unit)
        .on(unit.name == assignment.unit)
        .left_join(inside)
        .on(few & (inside.lft >= unit.lft) & (inside.rgt <= unit.rgt))
        .select(unit.lft, unit.rgt, AS_LIST(inside.name))
        .where((assignment.user == user) & valid_today)
        .groupby(unit.lft, unit.rgt)
    )
    return merged([Place(int(lft), int(rgt), named(units)) for lft, rgt, units in query.run()])


def named(units: str) -> frozenset[str] | None:
    """The names in a list that the database made; None when it was not asked for them."""
    names = frozenset(json.loads(units)) - {None}
    return names or None


def home_unit(user: str) -> str | None:
    """The widest unit that a user is assigned to today. Hook `incubation_actor_unit`: where an entry is seen
    that belongs to no document."""
    ranges = visible_ranges(user)
    if not ranges:
        return None
    lft, _rgt = max(ranges, key=lambda place: place[1] - place[0])
    return frappe.db.get_value("Territorial Unit", {"lft": lft})


def merged(places: list[Place]) -> list[Place]:
    """The places without those that lie inside another."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda each: each.lft):
        if not kept or place.lft > kept[-1].rgt:
            kept.append(place)
    return kept


def scope_condition(user: str | None = None, doctype: str | None = None) -> str:
    """The SQL condition on the rows of a scoped document; "" means every row.

    Hook `permission_query_conditions`. Also for hand-written queries: reports, our own API.
    """
    user = user or frappe.session.user
    places = visible_places(user)
    if places is None:
        return ""
    if user == "Guest":
        return NOTHING
    readers = reading_roles(user, doctype)
    parts = []
    if WOMAN in frappe.get_roles(user):
        parts.append(hooked_condition("incubation_own_rows", doctype, user))
    if readers != {WOMAN}:
        parts.append(territory_condition(user, doctype, places, readers))
        parts.append(hooked_condition("incubation_own_accesses", doctype, user))
    return " or ".join(f"({part})" for part in parts if part != NOTHING) or NOTHING


def own_rows_only(user: str, doctype: str) -> bool:
    """Whether this user sees of this document only what is her own: she reads it as a woman, and no more."""
    return visible_ranges(user) is not None and reading_roles(user, doctype) == {WOMAN}


def is_only_a_woman(roles: set[str]) -> bool:
    """Whether Incubation Woman is the only role in the programme among these."""
    return {role for role in roles if role.startswith("Incubation ")} == {WOMAN}


def reading_roles(user: str, doctype: str) -> set[str]:
    """The roles by which the user may read documents of this kind."""
    return set(frappe.get_roles(user)) & set(get_doctype_roles(doctype))


def territory_condition(user: str, doctype: str, places: list[Place], readers: set[str]) -> str:
    """Rows in the user's part of the territory, less those that their roles do not show."""
    if not places:
        return NOTHING
    seen_from_below = doctype in frappe.get_hooks("incubation_seen_from_below")
    conditions = [places_condition(f"`tab{doctype}`.`unit`", places, seen_from_below)]
    conditions.append(narrowing_condition(doctype, user, readers))
    conditions.append(hooked_condition("incubation_blinding", doctype, user, missing=""))
    return " and ".join(f"({condition})" for condition in conditions if condition)


def narrowing_condition(doctype: str, user: str, readers: set[str]) -> str:
    """What the user's narrowed roles show together; "" when one of the roles shows all of the territory."""
    hooks = [NARROWING.get(role) for role in sorted(readers)]
    parts = [hook and hooked_condition(hook, doctype, user, missing="") for hook in hooks]
    return " or ".join(f"({part})" for part in parts) if parts and all(parts) else ""


def places_condition(column: str, places: list[Place], seen_from_below: bool) -> str:
    """The column names a unit of the places, and with `seen_from_below` of those above them.

    The units are written out: the database then knows how many rows each has, and walks a list in its order
    until the page is full. Given the ranges, it would gather every row of a region and sort them for 20.
    """
    names: set[str] = set().union(*(place.names or () for place in places))
    if all(place.names for place in places) and len(names) <= MOST_NAMED:
        names |= set(units_above(places)) if seen_from_below else set()
        return f"{column} in ({', '.join(map(quoted, sorted(names)))})"
    if spans_everything(places):
        return f"{column} is not null"
    units = " or ".join(range_condition(place.lft, place.rgt, seen_from_below) for place in places)
    return f"{column} in (select `name` from `tabTerritorial Unit` where {units})"


def units_above(places: list[Place]) -> list[str]:
    """Names of the units over these."""
    unit = frappe.qb.DocType("Territorial Unit")
    parts = [(unit.lft < place.lft) & (unit.rgt > place.rgt) for place in places]
    return frappe.qb.from_(unit).select(unit.name).where(Criterion.any(parts)).run(pluck=True)


def spans_everything(places: list[Place]) -> bool:
    """Whether one of the places is the whole tree."""
    unit = frappe.qb.DocType("Territorial Unit")
    [(first, last)] = frappe.qb.from_(unit).select(Min(unit.lft), Max(unit.rgt)).run()
    return any((place.lft, place.rgt) == (first, last) for place in places)


def range_condition(lft: int, rgt: int, seen_from_below: bool) -> str:
    """The units of one range, and with `seen_from_below` those above it."""
    below = f"(`lft` >= {int(lft)} and `rgt` <= {int(rgt)})"
    return f"{below} or (`lft` < {int(lft)} and `rgt` > {int(rgt)})" if seen_from_below else below


def hooked_condition(hook: str, doctype: str, user: str, missing: str = NOTHING) -> str:
    """The condition a domain states for its document (a function `user -> SQL`), or `missing`."""
    paths = frappe.get_hooks(hook, {}).get(doctype)
    return frappe.get_attr(paths[-1])(user) if paths else missing


def quoted(value: str) -> str:
    """The value as an SQL literal for a condition; percent signs doubled, for Frappe formats it once more."""
    return frappe.db.escape(value, percent=True)


def is_scoped(doctype: str) -> bool:
    """Whether the rows of this document go through this module."""
    return SCOPE_HOOK in frappe.get_hooks("permission_query_conditions", {}).get(doctype, [])


def has_permission(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Whether the row scope lets this user at this document. Hook `has_permission`; it can only deny.

    A row that is not stored yet is judged by its unit; most documents take theirs from a parent while
    they validate themselves, so a create without one waits for `check_scope_on_save`. To attach a file to a
    form that is not saved yet, Frappe asks whether an empty new document may be written.
    """
    user = user or frappe.session.user
    condition = scope_condition(user, doc.doctype)
    if not condition:
        return True
    stored = stored_row_visible(doc.doctype, doc.name, condition) if doc.name else None
    if stored is not None:
        return stored or (ptype in (None, "read") and opened_by_glass(doc, user))
    if not doc.get("unit"):
        return ptype in ("create", "write") and user != "Guest"
    return may_place_in(doc, user)


def opened_by_glass(doc: Document, user: str) -> bool:
    """Whether break-glass opens this stored row to the user, and nothing keeps him blind to it."""
    blinding = hooked_condition("incubation_blinding", doc.doctype, user, missing="")
    if blinding and not stored_row_visible(doc.doctype, doc.name, blinding):
        return False
    return glass.opens(doc.doctype, str(doc.name), user)


def stored_row_visible(doctype: str, name: str, condition: str) -> bool | None:
    """Whether the stored row meets the condition; None when there is no such row."""
    rows = frappe.db.sql(f"select ({condition}) from `tab{doctype}` where `name` = %s", (str(name),))
    return bool(rows[0][0]) if rows else None


def may_place_in(doc: Document, user: str) -> bool:
    """Whether the user may put a row into the document's unit: it lies in their territory, or it is hers."""
    ranges = visible_ranges(user)
    if ranges is None or unit_in_ranges(doc.unit, ranges):
        return True
    return WOMAN in frappe.get_roles(user) and doc.doctype in frappe.get_hooks("incubation_own_rows", {})


def unit_in_ranges(unit: str, ranges: list[Range]) -> bool:
    """Whether the unit lies in one of the ranges."""
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    return bool(place) and any(lft <= place[0] and place[1] <= rgt for lft, rgt in ranges)


def check_scope_on_save(doc: Document, method: str | None = None) -> None:
    """Refuse to put a row outside the user's territory. Runs before each save, once the unit is known.

    A service that acts beyond its user says so with `doc.flags.ignore_permissions`, as everywhere in Frappe;
    not even that writes into what break-glass opened.
    """
    glass.refuse_write(doc.doctype, str(doc.name))
    if doc.flags.ignore_permissions:
        return
    if not doc.get("unit") and visible_ranges() is not None:
        frappe.throw(_("Choose the territorial unit first."), frappe.PermissionError)
    if doc.get("unit") and not may_place_in(doc, frappe.session.user):
        throw_outside(doc.unit)


def require_scope(doc_or_unit: Document | str, user: str | None = None) -> None:
    """Raise PermissionError unless the document, or the territorial unit of this name, is in the scope."""
    user = user or frappe.session.user
    if isinstance(doc_or_unit, str):
        ranges = visible_ranges(user)
        allowed = ranges is None or unit_in_ranges(doc_or_unit, ranges)
    else:
        allowed = has_permission(doc_or_unit, "write", user)  # break-glass opens nothing here
    if not allowed:
        throw_outside(doc_or_unit if isinstance(doc_or_unit, str) else doc_or_unit.get("unit"))


def throw_outside(unit: str | None) -> None:
    """Say that the row is not the user's to see or place."""
    frappe.throw(_("This is outside your territory ({0}).").format(unit or "-"), frappe.PermissionError)
