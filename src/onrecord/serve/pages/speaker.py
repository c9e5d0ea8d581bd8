"""`/speakers/ID`: one person or organisation: names, roles, what they speak of, what they are to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.core import EntityKind, ObservedRole
from onrecord.record import QuoteRow
from onrecord.serve.addresses import Address
from onrecord.serve.drawing.timeline import Month
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import PAGE, Id, Number, identified
from onrecord.serve.pages.committing import Told, told
from onrecord.serve.topics import Topic, topics

if TYPE_CHECKING:
    from onrecord.record import Record

_COMMITMENTS = 3
"""Commitments that the page shows; there is a list of all."""
_READ = 60
"""Quotations, the latest, from which topics are found."""
_WIKIDATA = re.compile("Q[0-9]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is meant, by an id in the registry, and which page of what they said."""

    id: Id
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who somebody is in another list; `address` is None where nothing is known to lead there."""

    scheme: str
    value: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and how many quotations of somebody it reports."""

    name: str
    quotations: int


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """All that is known of one speaker; `quotations` are the latest first, of one page."""

    asked: Asked
    id: str
    name: str
    kind: EntityKind
    names: tuple[str, ...]
    """Other names, the most usual first."""
    roles: tuple[ObservedRole, ...]
    elsewhere: tuple[Elsewhere, ...]
    said: int
    """How many quotations there are in all."""
    reports: int
    months: tuple[Month, ...]
    """From the first month with a quotation to the last; what has no date is in none."""
    topics: tuple[Topic, ...]
    outlets: tuple[Outlet, ...]
    commitments: tuple[Told, ...]
    """What they undertook last; predictions are left out."""
    quotations: tuple[QuoteRow, ...]
    unstated: tuple[str, ...]
    """The ids of those that are in no statement: they say next to nothing."""
    put_right: tuple[showing.Mark, ...]
    """What people put right in them; the `corrected` of each names those that are about it."""
    more: bool


def find(record: Record, asked: Asked) -> SpeakerPage:
    """Who is meant, with everything that reports have of them."""
    entity = record.registry.entity(identified(asked.id, "speaker"))
    heard = record.registry.heard(entity.id)
    said = record.latest(speaker=entity.id, limit=_READ)
    first = (asked.page - 1) * PAGE
    shown = said if not first else record.latest(speaker=entity.id, limit=PAGE + 1, offset=first)
    undertaken = record.ledger.latest_commitments(entity.id, limit=_COMMITMENTS)
    own_words = [word for name in entity.names for word in name.split()]
    return SpeakerPage(
        asked=asked,
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        names=tuple(name for name in entity.names if name != entity.name),
        roles=entity.roles,
        elsewhere=tuple(
            Elsewhere(scheme, value, _address(scheme, value)) for scheme, value in entity.external
        ),
        said=heard.quotations,
        reports=heard.reports,
        months=tuple(Month(*each) for each in heard.months),
        topics=topics((row.text for row in said), without=own_words),
        outlets=tuple(Outlet(*each) for each in heard.outlets),
        commitments=tuple(map(told, undertaken)),
        quotations=tuple(map(showing.quote, shown[:PAGE])),
        unstated=showing.unstated(record, shown[:PAGE]),
        put_right=showing.put_right(record, shown[:PAGE]),
        more=len(shown) > PAGE,
    )


def _address(scheme: str, value: str) -> str | None:
    known = scheme == "wikidata" and _WIKIDATA.fullmatch(value)
    return f"https://www.wikidata.org/wiki/{value}" if known else None


ADDRESS = Address(
    "/speakers/{id}",
    "One person or organisation: names, roles, topics, commitments, quotations.",
    Asked,
    SpeakerPage,
    find,
    "speaker.html",
)
