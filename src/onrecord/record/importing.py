"""Taking in a list of people and organisations: names, roles and ids elsewhere of those near who is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, distinct, select

from onrecord.core import Profile
from onrecord.core.version import __version__
from onrecord.match import keys
from onrecord.match.lists import Problem
from onrecord.record import aside, entering, matching, people_schema
from onrecord.record.database import Database
from onrecord.record.people_rows import Entry, EntryKind, TakenIn

_KEYS = select(distinct(people_schema.blocking.c.key))
_AT_ONCE = 10_000
"""Profiles that go in together: what is stopped in the middle keeps what came before."""


class Import:
    """One list on its way into the record: `run` streams it, giving each line that could not be read."""

    def __init__(self, database: Database, name: str, by: str, at: str) -> None:
        self._database = database
        self._name, self._by, self._at = name, by, at
        self._outcome = TakenIn(0, 0, 0, 0, None)

    @property
    def outcome(self) -> TakenIn:
        """What has come of it so far."""
        return self._outcome

    def run(self, listed: Iterable[Profile | Problem], *, everything: bool) -> Iterator[Problem]:
        """Enter what the list says; without `everything` only of those whose names are near one here."""
        with self._database.reading() as connection:
            here = None if everything else frozenset(connection.execute(_KEYS).scalars())
        kept: list[Profile] = []
        for each in listed:
            if isinstance(each, Problem):
                self._count(problems=1)
                yield each
                continue
            self._count(read=1)
            if here is None or not here.isdisjoint(keys(each)):
                kept.append(each)
            if len(kept) == _AT_ONCE:
                self._enter(kept)
                kept = []
        self._enter(kept)

    def _enter(self, profiles: Sequence[Profile]) -> None:
        entries = [entry for each in profiles for entry in self._entries(each)]

        def entered(connection: Connection) -> list[Entry]:
            stored = entering.enter(connection, entries, self._at)
            if stored:
                matching.match_speakers(connection, __version__, {entry.profile for entry in stored})
            return stored

        stored = aside.change(self._database, entered)
        self._count(kept=len(profiles), entries=len(stored), entry=stored[0].id if stored else None)

    def _count(
        self, *, read: int = 0, kept: int = 0, entries: int = 0, problems: int = 0, entry: str | None = None
    ) -> None:
        so_far = self._outcome
        self._outcome = TakenIn(
            so_far.read + read,
            so_far.kept + kept,
            so_far.entries + entries,
            so_far.problems + problems,
            so_far.entry or entry,
        )

    def _entries(self, profile: Profile) -> Iterator[Entry]:
        def entry(what: EntryKind, value: str) -> Entry:
            return Entry(profile.id, profile.kind, profile.names[0], what, value, self._by, list=self._name)

        yield from (entry("alias", name) for name in profile.names)
        for role in profile.roles:
            yield replace(entry("role", role.text), first=role.first, last=role.last)
        for scheme, value in profile.external:
            yield replace(entry("external", value), scheme=scheme)
