"""`Registry`: people and organisations across reports, and the decisions about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from sqlalchemy import Connection

from onrecord.core import RecordError
from onrecord.core.version import __version__
from onrecord.match import Entity
from onrecord.record import acting, aside, doubting, hearing, judging, matching, naming, people
from onrecord.record.database import Database
from onrecord.record.errors import Busy
from onrecord.record.filters import Day, single_day
from onrecord.record.hearing import Heard
from onrecord.record.importing import Import
from onrecord.record.people_rows import Doubt, Entry, Judged, Matched, Portrait

_Row = TypeVar("_Row")


class Registry:
    """Who is who in a record; a part of `Record`, and open as long as it is.

    Wherever somebody is to be named any of their names will do, a part of one, their id or its start, or an
    id elsewhere (Q42); `NotFound` is raised where that is nobody or several: its hint says what comes near.
    Whoever decides signs with a name. Everything that is decided can be undone.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def match(self) -> Matched:
        """Bring the registry up to date with the reports; see `Record.match_speakers`."""
        if self._is_current():
            return Matched(0, 0, 0)
        return aside.change(self._database, _match)

    def refresh(self) -> None:
        """Bring the registry up to date if it is not, and if the record can be written.

        Where it cannot, or another process has been writing for long, readers do with what is there.
        """
        if self.is_current():
            return
        with suppress(Busy), self._database.writable() as database:
            if database is not None:
                aside.change(database, _match)

    def is_current(self) -> bool:
        """Whether it is up to date with the reports."""
        return self._database.still_holds("registry", self._is_current)

    def _is_current(self) -> bool:
        with self._database.reading() as connection:
            return matching.is_current(connection, __version__)

    def people(
        self, *, called: str | None = None, role: str | None = None, on: Day | None = None
    ) -> Iterator[Entity]:
        """People and organisations, by name; those that `called` fits, those that were given the role.

        With a day `on` those who had the role then: from the first report that gives it to the last, or as a
        list or a person says. If nobody had, those who were given it nearest to that day.
        """
        day = None if on is None else single_day(str(on)[:10])

        def found(connection: Connection) -> Iterator[Entity]:
            ids = None if called is None else naming.all_called(connection, called)
            every = people.entities(connection, ids)
            return every if role is None else iter(people.called_on(every, role, day))

        return self._streamed(found)

    def speaking(self, called: str) -> list[Entity]:
        """Those that `called` fits and that speak in a report: whose quotations a search by it finds."""
        with self._reading() as connection:
            ids = naming.in_reports(connection, naming.all_called(connection, called))
            return list(people.entities(connection, ids))

    def entity(self, who: str) -> Entity:
        """One person or organisation: names, roles and ids elsewhere, without where they stand."""
        with self._reading() as connection:
            (found,) = people.entities(connection, [naming.entity(connection, who)])
            return found

    def heard(self, who: str) -> Heard:
        """How often somebody is quoted: in all, by month and by outlet."""
        with self._reading() as connection:
            return hearing.heard(connection, naming.entity(connection, who))

    def portrait(self, who: str) -> Portrait:
        """All that is known of one person or organisation."""
        with self._reading() as connection:
            return people.portrait(connection, naming.entity(connection, who))

    def judgements(self, who: str | None = None) -> Iterator[Judged]:
        """Every judgement, or those on one person or organisation: the latest first, undone ones too."""
        return self._streamed(people.judgements) if who is None else iter(self.portrait(who).judgements)

    def decided(self, limit: int = 5) -> list[Judged]:
        """What people decided last and did not undo: one judgement of each act, by which it can be undone."""
        with self._reading() as connection:
            acts: dict[tuple[str, str | None], Judged] = {}
            for each in people.judgements_of_people(connection):
                acts.setdefault((each.judgement.by, each.judgement.at), each)
                if len(acts) == limit:
                    break
            return list(acts.values())

    def judged(self, identity: str) -> Judged | None:
        """The judgement with this very id, undone or not; None where there is none."""
        with self._reading() as connection:
            return people.judged(connection, identity)

    def entries(self, who: str | None = None) -> list[Entry]:
        """The names and roles that people gave by hand, or those of one: the latest first, undone too."""
        if who is not None:
            return [each for each in reversed(self.portrait(who).entries) if each.by_person]
        with self._reading() as connection:
            return people.entries(connection)

    def doubts(self, limit: int = 20) -> list[Doubt]:
        """The pairs that the program could not decide, the likeliest to be one first."""
        with self._reading() as connection:
            return doubting.doubts(connection, limit)

    def merge(self, one: str, other: str, *, by: str, why: str = "") -> list[Judged]:
        """Make one of two; whatever said before that they are not no longer counts."""
        return self._decide(by, lambda connection, by: acting.merge(connection, one, other, by, why))

    def split(self, one: str, other: str, *, by: str, why: str = "") -> list[Judged]:
        """Keep two names apart, whether or not they are one so far: each is meant with all that has it."""
        return self._decide(by, lambda connection, by: acting.split(connection, one, other, by, why))

    def take_out(self, who: str, report: str, *, by: str, why: str = "") -> list[Judged]:
        """Make somebody else of who speaks in one report under that name; `report` as for `Record.report`."""
        return self._decide(by, lambda connection, by: acting.take_out(connection, who, report, by, why))

    def rename(self, who: str, name: str, *, by: str) -> Entry:
        """Show somebody under this name; whoever appears under it from now on is the same.

        `RecordError` is raised where somebody else has the name: that is to be merged, or is a namesake.
        """
        return self._decide(by, lambda connection, by: acting.enter(connection, who, "name", name, by=by))

    def alias(self, who: str, name: str, *, by: str) -> Entry:
        """Note one more name of somebody; whoever appears under it from now on is the same.

        `RecordError` is raised as by `rename`.
        """
        return self._decide(by, lambda connection, by: acting.enter(connection, who, "alias", name, by=by))

    def role(
        self, who: str, role: str, *, by: str, first: str | None = None, last: str | None = None
    ) -> Entry:
        """Note a role of somebody, from the day `first` to the day `last`; None where it has no end."""
        days = tuple(None if day is None else single_day(day) for day in (first, last))
        if first is not None and last is not None and first > last:
            raise RecordError(f"a role from {first} cannot end on {last}")
        return self._decide(
            by,
            lambda connection, by: acting.enter(
                connection, who, "role", role, by=by, days=(days[0], days[1])
            ),
        )

    def take_in(self, name: str, *, by: str) -> Import:
        """A list of that name, to be run: what it says of those near who is here is entered as it streams."""
        self.match()
        return Import(self._database, name, signed(by), judging.now())

    def undo(self, identity: str, *, by: str) -> tuple[list[Judged], list[Entry]]:
        """Take back a judgement or an entry, by its id or the start of it, and all written in the same act.

        What the program decided and a person undid is not decided again.
        """
        return self._decide(by, lambda connection, by: acting.undo(connection, identity, by))

    def _decide(self, by: str, act: Callable[[Connection, str], _Row]) -> _Row:
        """Do something, signed, in a registry that is up to date."""
        person = signed(by)

        def acted(connection: Connection) -> _Row:
            _match(connection)
            return act(connection, person)

        return aside.change(self._database, acted)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        self.refresh()
        with self._database.reading() as connection:
            yield connection

    def _streamed(self, query: Callable[[Connection], Iterator[_Row]]) -> Iterator[_Row]:
        with self._reading() as connection:
            yield from query(connection)


def _match(connection: Connection) -> Matched:
    return matching.match_speakers(connection, __version__)


def signed(by: str) -> str:
    """Whoever decides, as judgements name a person; raises `RecordError` where that is nobody."""
    name = " ".join(naming.storable(by).removeprefix(judging.PERSON).split())
    if not name:
        raise RecordError("a decision needs somebody who made it", "sign it: --by NAME")
    return judging.PERSON + name
