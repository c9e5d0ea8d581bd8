"""What is known of the relays before one, and which later ones a relay can bear on.

A relay is compared only with those before it, in order of their places: so what is compared follows from the
relays alone and not from the order in which they came. Of a key that many share the latest before it are
read, and of what one speaker said the latest within the window; whoever comes or goes bears on as many after
it, which are looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection

from onrecord.match.statements.candidates import WINDOW, Floats
from onrecord.record.statement_places import day_of, first_place

CROWD = 64
"""Of a key that more relays have, only the latest are read: a phrase so common says nothing."""
MOST_OF_ONE = 400
"""Of one speaker's relays within the window, so many are compared by their meaning, the latest."""

_END = 1 << 62
_SHARING = """
    SELECT other.relay, count(*) FROM json_each(:keys) AS wanted
    JOIN relay_key AS other ON other.key = wanted.value AND other.relay < :place AND other.relay >= ifnull((
        SELECT relay FROM relay_key WHERE key = wanted.value AND relay < :place
        ORDER BY relay DESC LIMIT 1 OFFSET :crowd), 0)
    GROUP BY other.relay"""
_AFTER = """
    SELECT DISTINCT other.relay FROM json_each(:keys) AS wanted
    JOIN relay_key AS other ON other.key = wanted.value AND other.relay > :place AND other.relay <= ifnull((
        SELECT relay FROM relay_key WHERE key = wanted.value AND relay > :place
        ORDER BY relay LIMIT 1 OFFSET :crowd), :end)"""
_NEAR = """
    SELECT key, vector FROM relay
    WHERE speaker = :speaker AND key < :place AND key >= :since AND model = :model AND length(vector) > 0
    ORDER BY key DESC LIMIT :most"""
_NEAR_AFTER = """
    SELECT key, vector FROM relay
    WHERE speaker = :speaker AND key > :place AND key < :until AND model = :model AND length(vector) > 0
    ORDER BY key LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Before:
    """The relays before a place (`candidates.Neighbours`); their ids are their places, written out.

    `model` is whose vectors can be compared.
    """

    connection: Connection
    place: int
    model: str

    def sharing(self, keys: Sequence[int]) -> Mapping[str, int]:
        """See `candidates.Neighbours`."""
        given = {"keys": json.dumps(keys), "place": self.place, "crowd": CROWD - 1}
        return {str(relay): count for relay, count in _run(self.connection, _SHARING, given)}

    def near_in_time(self, speaker: str, day: int) -> tuple[Sequence[str], Floats]:
        """See `candidates.Neighbours`."""
        given = {
            "speaker": speaker,
            "place": self.place,
            "since": first_place(day - WINDOW),
            "model": self.model,
            "most": MOST_OF_ONE,
        }
        rows = list(_run(self.connection, _NEAR, given))
        return [str(relay) for relay, _ in rows], vectors_of(vector for _, vector in rows)


def after(connection: Connection, row: Mapping[str, Any], keys: Sequence[int]) -> set[int]:
    """The places of the later relays that have, or would have, the one of a row among those before them."""
    place, speaker = row["key"], row["speaker"]
    given: dict[str, object] = {"keys": json.dumps(keys), "place": place, "crowd": CROWD - 1, "end": _END}
    found = {relay for (relay,) in _run(connection, _AFTER, given)}
    day = day_of(place)
    if speaker is not None and day is not None and row["vector"]:
        given = {
            "speaker": speaker,
            "place": place,
            "until": first_place(day + WINDOW + 1),
            "model": row["model"],
            "most": MOST_OF_ONE,
        }
        found.update(relay for relay, _ in _run(connection, _NEAR_AFTER, given))
    return found


def vectors_of(stored: Iterable[bytes]) -> Floats:
    """Vectors [N, D] from how they are kept."""
    parts = list(stored)
    return (
        np.frombuffer(b"".join(parts), dtype="<f2").astype(np.float32).reshape(len(parts), -1 if parts else 0)
    )


def _run(connection: Connection, query: str, given: Mapping[str, object]) -> Iterable[Any]:
    return connection.exec_driver_sql(query, dict(given))
