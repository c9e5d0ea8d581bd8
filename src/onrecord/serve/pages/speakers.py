"""`/speakers`: who is on record, the most quoted first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record import SpeakerRow
from onrecord.record.folding import fold
from onrecord.serve.addresses import Address
from onrecord.serve.pages.asking import Name, Number, paged

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to list: those with all words of `name` in one of their names; all where none is given."""

    name: Name = ""
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Speakers:
    """One page of those who are quoted."""

    asked: Asked
    speakers: tuple[SpeakerRow, ...]
    more: bool


def find(record: Record, asked: Asked) -> Speakers:
    """Those of one page, under whatever spelling."""
    wanted = set(fold(asked.name).split())
    rows = (
        row
        for row in record.speakers()
        if not asked.name or (wanted and any(wanted <= set(fold(name).split()) for name in row.names))
    )
    listed = paged(rows, asked.page)
    return Speakers(asked, listed.items, listed.more)


ADDRESS = Address(
    "/speakers", "Who is on record, the most quoted first.", Asked, Speakers, find, "speakers.html"
)
