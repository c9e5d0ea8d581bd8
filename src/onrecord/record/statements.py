"""`Statements`: which quotations relay one act of saying, and the decisions about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection

from onrecord.core import Relay
from onrecord.record import (
    judging,
    statement_deciding,
    statement_doubting,
    statement_finding,
    statement_progress,
    statement_quotes,
    statement_reading,
)
from onrecord.record.database import Database
from onrecord.record.errors import Busy
from onrecord.record.filters import Day, Filters
from onrecord.record.registry import Registry, signed
from onrecord.record.rows import QuoteRow
from onrecord.record.statement_progress import Compared
from onrecord.record.statement_rows import Repeat, Statement, StatementDoubt, StatementJudged, StatementRow
from onrecord.record.statement_rules import rules

_Row = TypeVar("_Row")
# `list` is a method of the class.
_Relays = list[Relay]
_Quotes = list[QuoteRow]
_Judged = list[StatementJudged]
_Doubts = list[StatementDoubt]
AT_ONCE = 50
"""Reports in a transaction: others wait for a few seconds at most."""
_TRIES = 3
"""Times that a matching looks whether others have added reports meanwhile."""


class Statements:
    """The statements of a record; a part of `Record`, and open as long as it is.

    A statement is named by its id or the start of it, by an id it once had, or by the id of one of its
    quotations (`REPORTID-QUOTATIONID`); `NotFound` is raised where that is none or several. Whoever decides
    signs with a name. Everything that is decided can be undone.
    """

    def __init__(self, database: Database, registry: Registry) -> None:
        self._database = database
        self._registry = registry

    def match(self, on_progress: Callable[[int, int], None] | None = None) -> Compared:
        """Bring statements up to date with the reports and the registry, which is brought up to date first.

        Whatever reads statements does so by itself where they are not. Some reports are taken in at a time,
        each time whole: a matching that is stopped goes on where it was. `on_progress` is called with how
        many reports are done and how many there are to do.
        """
        self._registry.match()
        return Compared() if self._is_current() else self._match(self._database, on_progress)

    def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring statements up to date if they are not, and if the record can be written.

        Where it cannot, or another process has been writing for long, readers do with what is there.
        `on_progress` is that of `match`.
        """
        self._registry.refresh()
        if self.is_current():
            return
        with suppress(Busy), self._database.writable() as database:
            if database is not None:
                self._match(database, on_progress)

    def is_current(self) -> bool:
        """Whether statements are up to date with the reports and the registry."""
        return self._database.still_holds("statements", self._is_current)

    def list(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        min_reports: int = 1,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[StatementRow]:
        """The statements that pass in any of their quotations: most reports first, then the latest.

        `about` are words that stand in the quotation, as for `Record.search`; the other filters are those of
        `Record.quotes`. `min_reports` counts all reports of the statement; `offset` statements are passed
        over.
        """
        filters = Filters(speaker, since, until, outlet)
        filters.on_quotations()  # a date that is none is an error now, not when the first row is asked for
        return self._streamed(
            lambda connection: statement_reading.statements(
                connection, filters, about, min_reports, limit=limit, offset=offset
            )
        )

    def statement(self, which: str) -> Statement:
        """One statement in full: its quotations, how they compare, what was said again, what was decided."""
        return self._read(lambda connection: statement_reading.statement(connection, which))

    def unstated(self, quotations: Collection[str]) -> frozenset[str]:
        """Those of these quotations, by id, that are in no statement: they say next to nothing.

        Of a report that has not been matched it is not known yet.
        """
        with self._database.reading() as connection:
            return statement_finding.unstated(connection, quotations)

    def together(self, quotations: Collection[str]) -> dict[str, _Quotes]:
        """All quotations of the statement of each of these, by their ids; what is in none is left out."""
        return self._read(lambda connection: statement_quotes.together(connection, quotations))

    def others(self, which: str) -> _Relays:
        """Quotations of other statements that are somewhat like one: the likest 24, the earliest first.

        What the warnings of `onrecord.match` ask for.
        """
        return self._read(lambda connection: statement_reading.others(connection, which))

    def repeats(
        self,
        *,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        limit: int | None = None,
    ) -> Iterator[Repeat]:
        """Statements in which the same was said on other occasions, those said most often first.

        The filters are those of `list`; one statement that passes brings all that repeat it.
        """
        filters = Filters(speaker, since, until)
        filters.on_quotations()
        return self._streamed(lambda connection: statement_reading.repeats(connection, filters, limit))

    def judgements(self, which: str | None = None) -> _Judged:
        """What people decided, or what they did of one statement: the latest first, what was undone too."""
        if which is not None:
            return list(self.statement(which).judgements)
        return self._read(lambda connection: list(statement_deciding.judgements(connection)))

    def decided(self, limit: int = 5) -> _Judged:
        """What people decided last and did not undo: one judgement of each act, by which it can be undone."""
        return self._read(lambda connection: statement_deciding.latest(connection, limit))

    def judged(self, identity: str) -> StatementJudged | None:
        """The judgement with this very id, undone or not; None where there is none."""
        return self._read(lambda connection: statement_deciding.one(connection, identity))

    def doubts(self, limit: int = 20) -> _Doubts:
        """The pairs of quotations that may be of one statement and are not, the likeliest to be one first."""
        return self._read(lambda connection: statement_doubting.doubts(connection, limit))

    def merge(self, one: str, other: str, *, by: str, why: str = "") -> _Judged:
        """Make one of two: all quotations that they have now stay together, whatever else is found."""
        return self._decide(by, lambda on, by: statement_deciding.merge(on, one, other, by, why))

    def split(self, relay: str, statement: str, *, by: str, why: str = "") -> _Judged:
        """Take a quotation out of a statement: it is never one with those that are in it now."""
        return self._decide(by, lambda on, by: statement_deciding.split(on, relay, statement, by, why))

    def keep_apart(self, one: str, other: str, *, by: str, why: str = "") -> _Judged:
        """Keep two statements apart: no quotation of the one is ever one with those of the other."""
        return self._decide(by, lambda on, by: statement_deciding.keep_apart(on, one, other, by, why))

    def undo(self, identity: str, *, by: str) -> _Judged:
        """Take back a judgement, by its id or the start of it, and all that was decided in the same act."""
        return self._decide(by, lambda on, by: statement_deciding.undo(on, identity, by))

    def _is_current(self) -> bool:
        with self._database.reading() as connection:
            return statement_progress.is_current(connection, rules())

    def _match(self, database: Database, on_progress: Callable[[int, int], None] | None) -> Compared:
        from onrecord.record import statement_matching  # noqa: PLC0415 (numpy takes a tenth of a second)

        compared = Compared()
        for _ in range(_TRIES):
            if self._is_current():
                break
            with database.writing() as connection:
                statement_progress.prepare(connection, rules())
                waiting = statement_progress.waiting(connection, rules())
            for i in range(0, len(waiting), AT_ONCE):
                with database.writing() as connection:
                    compared += statement_matching.take_in(
                        connection, waiting[i : i + AT_ONCE], rules(), judging.now()
                    )
                if on_progress is not None:
                    on_progress(min(i + AT_ONCE, len(waiting)), len(waiting))
        return compared

    def _decide(self, by: str, act: Callable[[Connection, str], _Row]) -> _Row:
        """Do something, signed, to statements that are up to date."""
        person = signed(by)
        self.match()
        with self._database.writing() as connection:
            return act(connection, person)

    def _read(self, query: Callable[[Connection], _Row]) -> _Row:
        self.refresh()
        with self._database.reading() as connection:
            return query(connection)

    def _streamed(self, query: Callable[[Connection], Iterator[_Row]]) -> Iterator[_Row]:
        self.refresh()
        with self._database.reading() as connection:
            yield from query(connection)
