"""People and organisations across reports: what the registry is made from, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

EntityKind = Literal["person", "organisation"]
Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One report's speaker: `id` is `REPORTID/SPEAKERID`, the same in every record.

    `roles` are what the report calls them, in its words; `day` is its date of publication, ISO 8601.
    """

    id: str
    name: str
    kind: EntityKind
    roles: tuple[str, ...] = ()
    day: str | None = None


@dataclass(frozen=True, slots=True)
class ObservedRole:
    """A role somebody was given, and the first and last day on which a report gave it (ISO 8601).

    A role that a person or a list gives has the days they give: with a first and no last day it goes on, with
    a last alone nobody says since when. With neither nothing is known of its time.
    """

    text: str
    first: str | None = None
    last: str | None = None


def latest_first(roles: Iterable[ObservedRole]) -> list[ObservedRole]:
    """Roles by their last day; what has begun and has no end goes on.

    >>> roles = ObservedRole("mayor", None, "2024"), ObservedRole("envoy", "2023")
    >>> [role.text for role in latest_first(roles)]
    ['envoy', 'mayor']
    """
    return sorted(roles, key=lambda role: role.last or ("9999" if role.first else ""), reverse=True)


@dataclass(frozen=True, slots=True)
class Profile:
    """All appearances under one name that nothing tells apart: what judgements join or keep apart.

    `id` depends on name, kind and what tells namesakes apart alone: it outlives re-runs and is the same in
    every record. `names` are all spellings, the most usual first; `external` are ids elsewhere, scheme and
    value ("wikidata", "Q42"); `latest` is the latest day of its appearances.
    """

    id: str
    kind: EntityKind
    names: tuple[str, ...]
    appearances: tuple[str, ...] = ()
    roles: tuple[ObservedRole, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stored decision that two profiles, or an appearance and a profile, are or are not the same.

    `by` is "onrecord VERSION" or "person:NAME"; what a person decided outweighs what the program did. `why`
    is for readers; `confidence` is the probability (0 to 1) that it is right; `at` is ISO 8601.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    why: str
    confidence: float = 1.0
    at: str | None = None
