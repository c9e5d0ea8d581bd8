"""What is known of the relays before one, and which later ones a relay can bear on.

A relay is compared only with those before it, in order of their places: so what is compared follows from the
relays alone and not from the order in which they came. Of a key that many share the latest before it are
read, and of what one speaker said the latest within the window; whoever comes or goes bears on as many after
it, which are looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.match.statements.candidates import Floats
from onrecord.record.portable import each_of, sql
from onrecord.record.statement_voices import Voices

CROWD = 64
"""Of a key that more relays have, only the latest are read: a phrase so common says nothing."""
_END = 1 << 62
_SHARING = """
    SELECT other.relay, count(*) FROM {each} AS wanted
    JOIN relay_key AS other ON other.key = wanted.value AND other.relay < :place AND other.relay >= coalesce((
        SELECT relay FROM relay_key WHERE key = wanted.value AND relay < :place
        ORDER BY relay DESC LIMIT 1 OFFSET :crowd), 0)
    GROUP BY other.relay"""
_AFTER = """
    SELECT DISTINCT other.relay FROM {each} AS wanted
    JOIN relay_key AS other ON other.key = wanted.value AND other.relay > :place AND other.relay <= coalesce((
        SELECT relay FROM relay_key WHERE key = wanted.value AND relay > :place
        ORDER BY relay LIMIT 1 OFFSET :crowd), :end)"""


@dataclass(frozen=True, slots=True)
class Before:
    """The relays before a place (`candidates.Neighbours`); their ids are their places, written out.

    `model` is whose vectors can be compared, `voices` is what the speakers said.
    """

    connection: Connection
    voices: Voices
    place: int
    model: str

    def sharing(self, keys: Sequence[int]) -> Mapping[str, int]:
        """See `candidates.Neighbours`."""
        given = {"keys": json.dumps(keys), "place": self.place, "crowd": CROWD - 1}
        query = _SHARING.format(each=each_of(self.connection, "keys"))
        return {str(relay): count for relay, count in sql(self.connection, query, **given)}

    def near_in_time(self, speaker: str, day: int) -> tuple[Sequence[str], Floats]:
        """See `candidates.Neighbours`."""
        places, vectors = self.voices.before(self.place, day, speaker, self.model)
        return list(map(str, places)), vectors


def after(connection: Connection, place: int, keys: Sequence[int]) -> set[int]:
    """The places of the later relays to which one at this place, with these keys, is one that shares them."""
    given = {"keys": json.dumps(keys), "place": place, "crowd": CROWD - 1, "end": _END}
    query = _AFTER.format(each=each_of(connection, "keys"))
    return {relay for (relay,) in sql(connection, query, **given)}
