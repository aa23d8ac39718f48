"""An event meets its session: what becomes of it, and what the person who sent it is told."""

from dataclasses import dataclass, replace

from frappe import _
from frappe.utils import format_date, getdate

from women_incubation.training import outcome
from women_incubation.training.errors import InvalidEvent
from women_incubation.training.fold import CLOSE, Event
from women_incubation.training.incoming import Incoming
from women_incubation.training.register import Recorded, Register


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose words they are."""

    user: str
    device: str


@dataclass(slots=True)
class Answer:
    """What became of one event. `uuid` is the one sent, letter for letter, or None when there was no text."""

    uuid: str | None
    outcome: str
    message: str = ""
    session: str | None = None
    beneficiary: str | None = None


def refusal(message: str, item: Incoming | None = None) -> Answer:
    """The answer to something that cannot be kept."""
    return Answer(None, outcome.INVALID, message, item and item.session, item and item.event.beneficiary)


def meet(item: Incoming, register: Register | None, known: dict[str, str], sender: Sender) -> Answer:
    """Take the event into its register, unless it is known or impossible.

    `known` maps uuids to the content they stand for. It grows: a batch may hold the same event twice.
    """
    try:
        if register is None:
            raise InvalidEvent(_("There is no such session among those that you may mark."))
        if item.event.uuid in known:
            return answer_again(item, register, known[item.event.uuid])
        check_possible(item.event, register)
    except InvalidEvent as error:
        return refusal(str(error), item if register else None)
    known[item.event.uuid] = item.digest
    return take(item, register, sender)


def answer_again(item: Incoming, register: Register, digest: str) -> Answer:
    """A replay. Raises InvalidEvent when the identifier stands for something else: the first stays."""
    if digest != item.digest:
        raise InvalidEvent(_("This identifier already stands for another event. Send a new one."))
    waits = item.event.uuid in register.waits
    message = _("This was received before and waits for a coordinator.") if waits else ""
    return Answer(None, outcome.IDENTICAL, message, item.session, item.event.beneficiary)


def check_possible(event: Event, register: Register) -> None:
    """Raise InvalidEvent for what makes no sense, as opposed to what is late or contradicted."""
    if register.day > getdate():
        day = format_date(register.day)
        raise InvalidEvent(_("This session is on {0}. It cannot be marked before that day.").format(day))
    if event.kind == CLOSE and not register.has_marks():
        raise InvalidEvent(
            _("Nobody is marked in this session. Mark the group first, or record that it did not happen.")
        )
    if event.beneficiary is not None and event.beneficiary not in register.roster:
        raise InvalidEvent(_("This person is not a member of the group."))
    if event.late_minutes > register.minutes:
        raise InvalidEvent(_("The session lasts {0} minutes; nobody is later.").format(register.minutes))


def take(item: Incoming, register: Register, sender: Sender) -> Answer:
    """Add the event to its register, held back when it comes after the session or her membership ended."""
    event, table = item.event, register.table_for(item.event)
    outside = outside_membership(event, register)
    if table.settled or outside:
        event = replace(event, held_back=True)
    result = outcome.outcome_of(event, table, register.of_woman(event.beneficiary))
    register.add(Recorded(event, item.digest, result, sender.device, item.device_time_utc, sender.user))
    message = outside if outside and result == outcome.CONFLICT else message_for(result)
    return Answer(None, result, message, item.session, event.beneficiary)


def outside_membership(event: Event, register: Register) -> str:
    """Why the person did not belong to the group that day; "" when they did, or it is about nobody."""
    member = register.roster.get(event.beneficiary) if event.beneficiary else None
    if member is None or member.was_there(register.day):
        return ""
    if register.day < member.joined_on:
        sentence = _("This person joined the group later, on {0}. A coordinator will decide.")
        return sentence.format(format_date(member.joined_on))
    sentence = _("This person left the group before, on {0}. A coordinator will decide.")
    return sentence.format(format_date(member.left_on))


def message_for(result: str) -> str:
    """The sentence that goes with an outcome; nothing to say when all is well."""
    if result == outcome.STALE:
        return _("A later mark already stands. This one is kept in the history.")
    if result == outcome.CONFLICT:
        return _("Somebody else recorded something different. Both are kept; a coordinator will decide.")
    if result == outcome.LATE:
        return _("The session was closed before this arrived. It is kept; a coordinator will decide.")
    return ""
