"""`/speakers`: who is on record, the most quoted first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record import SpeakerRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages.asking import PAGE, Name, Number

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to list: those with all words of `name` in one of their names; all where none is given."""

    name: Name = ""
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Speakers:
    """One page of those who are quoted; `first` and `last` of each are months."""

    asked: Asked
    speakers: tuple[SpeakerRow, ...]
    more: bool


def find(record: Record, asked: Asked) -> Speakers:
    """Those of one page, under whatever spelling."""
    rows = tuple(record.most_quoted(asked.name, limit=PAGE + 1, offset=(asked.page - 1) * PAGE))
    return Speakers(asked, rows[:PAGE], len(rows) > PAGE)


ADDRESS = Address(
    "/speakers", "Who is on record, the most quoted first.", Asked, Speakers, find, "speakers.html"
)
