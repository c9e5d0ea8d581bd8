"""What each speaker said within a window of days, with its vectors: read once for all that ask.

Vectors are of half precision, and compared in double precision: their products and sums are exact then, so
that who is nearest does not depend on what else is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from onrecord.match.statements.candidates import WINDOW, nearest
from onrecord.record import statement_schema
from onrecord.record.statement_places import day_of, first_place

MOST_OF_ONE = 400
"""Of one speaker's relays within the window, so many are compared by their meaning, the latest."""

_relay = statement_schema.relay.c
_KEPT = np.dtype("<f2")

Places = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Halves = npt.NDArray[np.float16]
Heard = tuple[int, str, str]
"""The place of a relay, its speaker, and the model of its vector."""


@dataclass(slots=True)
class _Said:
    """A speaker's relays that have a vector of one model, in order: those from one place to another."""

    since: int
    until: int
    places: Places
    vectors: Halves


class Voices:
    """The relays of speakers as the record has them when they are asked for first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._said: dict[tuple[str, str], _Said] = {}

    def before(self, place: int, day: int, speaker: str, model: str) -> tuple[list[int], Doubles]:
        """What the speaker said within the window before a place of this day: places and vectors [N, D]."""
        since = first_place(day - WINDOW)
        said = self._read(speaker, model, since, place)
        end = int(np.searchsorted(said.places, place))
        start = max(int(np.searchsorted(said.places, since)), end - MOST_OF_ONE)
        return said.places[start:end].tolist(), said.vectors[start:end].astype(np.float64)

    def heard_after(self, rows: Iterable[Mapping[str, Any]]) -> set[Heard]:
        """The relays after any of these that have, or would have, it within their windows."""
        found: set[Heard] = set()
        for row in rows:
            day = day_of(row["key"])
            if day is None or not _has_voice(row) or not self._goes_on(row):
                continue
            speaker, model = row["speaker"], row["model"]
            # From before it on: what those after it are compared with is asked for next.
            since, until = first_place(day - WINDOW), first_place(day + WINDOW + 1)
            said = self._read(speaker, model, since, until)
            start = int(np.searchsorted(said.places, row["key"], "right"))
            end = min(int(np.searchsorted(said.places, until)), start + MOST_OF_ONE)
            found.update((place, speaker, model) for place in said.places[start:end].tolist())
        return found

    def nearest(self, place: int, speaker: str, model: str) -> list[int]:
        """The places of those nearest in meaning to a relay, of all that it is compared with by meaning."""
        places, vectors = self.before(place, day_of(place) or 0, speaker, model)
        said = self._said[speaker, model]
        own = said.vectors[int(np.searchsorted(said.places, place))].astype(np.float64)
        return [places[at] for at in nearest(vectors, own)] if places else []

    def _goes_on(self, row: Mapping[str, Any]) -> bool:
        """Whether the speaker says anything after that; most reports come in order, and nobody does."""
        later = select(_relay.key).where(_relay.speaker == row["speaker"], _relay.key > row["key"])
        return self._connection.execute(later.limit(1)).first() is not None

    def _read(self, speaker: str, model: str, since: int, until: int) -> _Said:
        said = self._said.get((speaker, model))
        if said is None or since < said.since or until > said.until:
            if said is not None:
                since, until = min(since, said.since), max(until, said.until)
            said = self._said[speaker, model] = self._found(speaker, model, since, until)
        return said

    def _found(self, speaker: str, model: str, since: int, until: int) -> _Said:
        rows = self._connection.execute(
            select(_relay.key, _relay.vector)
            .where(
                _relay.speaker == speaker,
                _relay.key >= since,
                _relay.key <= until,
                _relay.model == model,
                func.length(_relay.vector) > 0,
            )
            .order_by(_relay.key)
        ).all()
        places = np.array([row.key for row in rows], dtype=np.int64)
        flat = np.frombuffer(b"".join(row.vector for row in rows), dtype=_KEPT)
        return _Said(since, until, places, flat.reshape(len(rows), -1 if rows else 0))


def moved(old: Voices, new: Voices, heard: Iterable[Heard], changed: Collection[int]) -> set[int]:
    """Of the relays that were heard after others came or went, the places of those with others nearest now.

    `old` has heard before anything was written, `new` hears what is written; `changed` are the places of all
    that came or went, of which nothing is said.
    """
    gone_or_new = set(changed)
    return {
        place
        for place, speaker, model in heard
        if place not in gone_or_new
        and (
            (near := new.nearest(place, speaker, model)) != old.nearest(place, speaker, model)
            or not gone_or_new.isdisjoint(near)
        )
    }


def _has_voice(row: Mapping[str, Any]) -> bool:
    return row["speaker"] is not None and bool(row["vector"])
