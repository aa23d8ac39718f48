"""The hours that were held in a group, session by session and by whom, with their sum."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Spacer

from .page import Letterhead, Stamp, build, text_width
from .phrases import Phrase
from .signatures import signatures
from .tables import fields, table


@dataclass(frozen=True)
class HeldSession:
    """A session that took place, its hours written out."""

    day: Phrase
    times: str
    module: Phrase
    trainer: str
    present: str
    hours: Phrase


@dataclass(frozen=True)
class HoursLabels:
    """The words of the statement, translated."""

    title: Phrase
    columns: Sequence[Phrase]  # day, times, module, trainer, present, hours
    total: Phrase
    total_of: Phrase  # before a trainer's name
    signatories: Sequence[Phrase]


def trainer_hours(
    about: Sequence[tuple[Phrase, Phrase]],
    sessions: Sequence[HeldSession],
    by_trainer: Sequence[tuple[str, Phrase]],
    total_hours: Phrase,
    labels: HoursLabels,
    stamp: Stamp,
    letterhead: Letterhead,
) -> bytes:
    """The PDF. `by_trainer` holds each trainer's name and hours, below the sessions."""
    width = text_width()
    rows: list[list] = [[s.day, s.times, s.module, s.trainer, s.present, s.hours] for s in sessions]
    rows += [[labels.total_of, "", "", name, "", hours] for name, hours in by_trainer]
    rows.append([labels.total, "", "", "", "", total_hours])
    widths = [92, 70, width - 372, 110, 48, 52]
    body = [
        fields(about, width, stamp.language),
        Spacer(1, 10),
        table(labels.columns, rows, widths, stamp.language, numbers=(4,), total=True),
        signatures(labels.signatories, width, stamp.language),
    ]
    return build(labels.title, body, stamp, letterhead)
