"""What a training group came to: its sessions, each woman's hours and whether she completed the path."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Spacer

from .page import Letterhead, Stamp, build, text_width
from .phrases import Phrase
from .signatures import signatures
from .tables import fields, table


@dataclass(frozen=True)
class MemberSummary:
    """A woman of the group: hours written out, attendance in percent, and her result in words."""

    name: Phrase
    hours: Phrase
    percent: str
    result: Phrase


@dataclass(frozen=True)
class SummaryLabels:
    """The words of the summary, translated."""

    title: Phrase
    columns: Sequence[Phrase]  # number, name, hours, attendance, result
    signatories: Sequence[Phrase]


def group_summary(
    about: Sequence[tuple[Phrase, Phrase]],
    members: Sequence[MemberSummary],
    labels: SummaryLabels,
    stamp: Stamp,
    letterhead: Letterhead,
) -> bytes:
    """The PDF."""
    width = text_width()
    rows = [
        [number, member.name, member.hours, member.percent, member.result]
        for number, member in enumerate(members, start=1)
    ]
    widths = [26, 185, 70, 70, width - 351]
    body = [
        fields(about, width, stamp.language),
        Spacer(1, 10),
        table(labels.columns, rows, widths, stamp.language, numbers=(3,)),
        signatures(labels.signatories, width, stamp.language),
    ]
    return build(labels.title, body, stamp, letterhead)
