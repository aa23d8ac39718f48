"""What a device is told about its event. Pure, like the fold it explains.

The table does not depend on the order of arrival; the answer does, because it tells what the event met.
"""

from collections.abc import Iterable

from women_incubation.training.fold import DID_NOT_HAPPEN, Event, Table, agrees, fold_row

CREATED = "created"  # the first word about this woman in this session
UPDATED = "updated"  # the table says now what the event says
IDENTICAL = "identical"  # known already, or the table said so before
STALE = "stale"  # kept, but somebody who knew more has spoken since
CONFLICT = "conflict"  # somebody said something else without having seen it: one of the two waits
LATE = "late"  # kept, but the session was settled before: it waits
INVALID = "invalid"  # not kept; the message says why


def outcome_of(event: Event, table: Table, others: Iterable[Event]) -> str:
    """The outcome of an event that meets `table`; `others` are what is known of the same woman already."""
    if agrees(event, table):
        return IDENTICAL
    if event.held_back:
        return LATE if table.settled else CONFLICT
    if event.beneficiary is None:
        return outcome_for_session(event, table)
    return outcome_for_woman(event, [other for other in others if not other.held_back])


def outcome_for_session(event: Event, table: Table) -> str:
    """A close, or a did-not-happen, which contradicts a table that has marks."""
    return CONFLICT if event.kind == DID_NOT_HAPPEN and table.rows else UPDATED


def outcome_for_woman(event: Event, others: list[Event]) -> str:
    """A mark that differs from the row, or meets none."""
    if not others:
        return CREATED
    if any(other.base_version == event.base_version and other.said != event.said for other in others):
        return CONFLICT
    return UPDATED if fold_row([*others, event]).last_event == event.uuid else STALE
