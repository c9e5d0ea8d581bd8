"""Relays compared with those before them: what they were compared with is stored, all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from onrecord.match.statements.candidates import candidates, keys
from onrecord.match.statements.judge import compare
from onrecord.match.statements.signs import Pair
from onrecord.match.statements.wording import Setting, Wording
from onrecord.record import seals, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.statement_neighbours import Before, after
from onrecord.record.statement_packing import unpack, unpack_setting
from onrecord.record.statement_places import day_of
from onrecord.record.statement_voices import Voices

TOLD = 0.2
"""From this probability on, of being the same or said again, a pair has a reason that readers are told;"""
SHARED = 0.5
"""and where so much of what the shorter says, by weight, is in the longer, whatever speaks against it."""

_relay, _bag, _likeness = (
    statement_schema.relay.c,
    statement_schema.bag.c,
    statement_schema.likeness.c,
)
DIGITS = 6
"""Digits of a probability that are stored: the same whatever the order in which a processor adds."""
_SEALED = select(*(column for column in statement_schema.relay.columns if column.name != "statement_id"))


@dataclass
class Comparing:
    """Relays as they are compared, read once; for one transaction, which others' writing cannot disturb."""

    connection: Connection
    voices: Voices
    """What speakers say once all that came and went is written."""
    pairs: int = 0
    """How many were compared."""
    _wordings: dict[int, Wording] = field(default_factory=dict)
    _models: dict[int, str] = field(default_factory=dict)
    _settings: dict[str, Setting] = field(default_factory=dict)

    def forget(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Read these relays, and the words of their reports, again."""
        for row in rows:
            self._wordings.pop(row["key"], None)
            self._settings.pop(row["report_id"], None)

    def later(self, rows: Sequence[Mapping[str, Any]]) -> set[int]:
        """The places of the relays after these that share words with them, as the record is now."""
        self._load(row["key"] for row in rows)
        return {
            found
            for row in rows
            for found in after(self.connection, row["key"], keys(self._wordings[row["key"]]))
        }

    def keys_of(self, place: int) -> list[int]:
        """The keys of the relay at a place."""
        self._load([place])
        return keys(self._wordings[place])

    def compare(self, places: Collection[int], stale: Collection[int]) -> set[int]:
        """Compare the relays at these places with those before them, as far as that was not done.

        `stale` are places whose relay is gone or another now. Returns those of the places of which
        something is known that was not, or no longer.
        """
        self._load(places)
        touched: set[int] = set()
        for some in chunks(sorted(places)):
            wanted = {place: set(self._candidates(place)) for place in some}
            known = self._known(some)
            self._load({other for others in wanted.values() for other in others})
            for place in some:
                kept = {other for other in known[place] & wanted[place] if other not in stale}
                new = [self._judged(place, other) for other in sorted(wanted[place] - kept)]
                if new or known[place] != kept:
                    self._write(place, new, known[place] - kept)
                    touched.add(place)
        self._seal(touched)
        return touched

    def _candidates(self, place: int) -> Iterator[int]:
        before = Before(self.connection, self.voices, place, self._models[place])
        return map(int, candidates(self._wordings[place], before))

    def _known(self, places: Collection[int]) -> dict[int, set[int]]:
        rows = self.connection.execute(
            select(_likeness.later, _likeness.earlier).where(_likeness.later.in_(places))
        )
        known: dict[int, set[int]] = {place: set() for place in places}
        for later, earlier in rows:
            known[later].add(earlier)
        return known

    def _judged(self, place: int, other: int) -> dict[str, object]:
        one, two = self._wordings[other], self._wordings[place]
        if self._models[place] != self._models[other]:
            # Vectors of different weights do not compare.
            one = replace(one, vector=None)
        self.pairs += 1
        likeness, words = compare(one, two), Pair(one, two)
        alike = max(likeness.same, likeness.repeat) >= TOLD or words.shared >= SHARED * words.small.weight
        return {
            "later": place,
            "earlier": other,
            "same": round(likeness.same, DIGITS),
            "repeat": round(likeness.repeat, DIGITS),
            "decision": likeness.decision,
            "why": likeness.why if alike else None,
        }

    def _write(self, place: int, new: list[dict[str, object]], gone: Collection[int]) -> None:
        if gone:
            pairs = tuple_(_likeness.later, _likeness.earlier)
            self.connection.execute(
                delete(statement_schema.likeness).where(pairs.in_([(place, other) for other in gone]))
            )
        if new:
            self.connection.execute(insert(statement_schema.likeness), new)

    def _seal(self, places: Collection[int]) -> None:
        """Seal relays anew with what they were compared with."""
        for some in chunks(sorted(places)):
            rows = self.connection.execute(_SEALED.where(_relay.key.in_(some))).mappings().all()
            compared = self.connection.execute(
                select(statement_schema.likeness)
                .where(_likeness.later.in_(some))
                .order_by(_likeness.later, _likeness.earlier)
            ).mappings()
            of: dict[int, list[dict[str, object]]] = {place: [] for place in some}
            for each in compared:
                of[each["later"]].append(dict(each))
            for row in rows:
                self.connection.execute(
                    update(statement_schema.relay)
                    .where(_relay.key == row["key"])
                    .values(seal=seals.of_relay(dict(row), of[row["key"]]))
                )

    def _load(self, places: Iterable[int]) -> None:
        missing = [place for place in places if place not in self._wordings]
        for some in chunks(sorted(missing)):
            rows = self.connection.execute(select(statement_schema.relay).where(_relay.key.in_(some)))
            found = rows.mappings().all()
            self._load_settings({row["report_id"]: row["key"] for row in found})
            for row in found:
                self._models[row["key"]] = row["model"]
                self._wordings[row["key"]] = unpack(
                    row["words"], row["id"], row["speaker"], row["vector"], self._settings[row["report_id"]]
                )

    def _load_settings(self, places: Mapping[str, int]) -> None:
        """The settings of the reports in which these relays stand."""
        for some in chunks(sorted(places.keys() - self._settings.keys())):
            query = select(statement_schema.bag).where(_bag.report_id.in_(some))
            for row in self.connection.execute(query).mappings():
                report = row["report_id"]
                self._settings[report] = unpack_setting(row["words"], row["outlet"], day_of(places[report]))
