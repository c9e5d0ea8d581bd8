"""`Ledger`: what reports claim in numbers, and what they say will be done by when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from sqlalchemy import Connection

from onrecord.core import CommitmentType, Grade, RecordError
from onrecord.match import Entity
from onrecord.record import (
    judging,
    ledger_deriving,
    ledger_finding,
    ledger_judging,
    people,
)
from onrecord.record import meant as meant_by
from onrecord.record.database import Database
from onrecord.record.filters import Day, Filters, day_or_today, single_day, written_day
from onrecord.record.ledger_rows import (
    ClaimedRow,
    CommitmentJudged,
    CommitmentPage,
    CommitmentRow,
    CommitmentStatus,
    CommitmentVerdict,
    FigureRow,
    PositionRow,
)
from onrecord.record.registry import Registry, signed
from onrecord.record.statements import Statements

_Row = TypeVar("_Row")


class Ledger:
    """The ledger of a record; a part of `Record`, and open as long as it is.

    What it holds follows from the reports by rules; what people find of a commitment stands beside that, and
    outlives every reading. A commitment is named by its id or the start of it; one that many reports have is
    one, and the id of any of them names it. `NotFound` is raised where that is none or several.
    """

    def __init__(self, database: Database, registry: Registry, statements: Statements) -> None:
        self._database = database
        self._registry = registry
        self._statements = statements

    def match(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Bring the ledger up to date with the reports; how many were read for it.

        Whatever reads the ledger does so by itself where it is not. Some reports are read at a time, each
        time whole. `on_progress` is called with how many reports are done and how many there are to do.
        """
        return ledger_deriving.bring_up_to_date(self._database, on_progress)

    def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the ledger and the registry up to date if they are not, and if the record can be written.

        Where it cannot, or another process has been writing for long, readers do with what is there.
        `on_progress` is that of `match`.
        """
        self._registry.refresh()
        ledger_deriving.refresh(self._database, on_progress)

    def is_current(self) -> bool:
        """Whether the ledger is up to date with the reports."""
        return ledger_deriving.is_current(self._database)

    def figures(
        self,
        *,
        about: str | None = None,
        unit: str | None = None,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> Iterator[FigureRow]:
        """The figures of all current versions, the earliest first, undated ones last.

        `about` are words, all of which stand in what a figure measures, or in its own; `unit` is that of
        `Figure`. The other filters are those of `Record.quotes`.
        """
        from onrecord.record import ledger_figures  # noqa: PLC0415 (sentences are read only where shown)

        filters = Filters(speaker, since, until, outlet)
        filters.on_quotations()  # a date that is none is an error now, not when the first row is asked for
        return self._streamed(
            lambda connection: ledger_figures.figures(connection, filters, about, unit, limit)
        )

    def claims(
        self,
        *,
        differing: bool = False,
        about: str | None = None,
        unit: str | None = None,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
    ) -> list[ClaimedRow]:
        """What several figures claim, each with the figures that do; the filters are those of `figures`.

        With `differing` only what is claimed with values that cannot all be so, roundings allowed for.
        """
        from onrecord.record import ledger_claims  # noqa: PLC0415 (units take a third of a second)

        found = self.figures(about=about, unit=unit, speaker=speaker, since=since, until=until, outlet=outlet)
        return ledger_claims.claims(found, differing=differing)

    def commitments(
        self,
        *,
        as_of: Day | None = None,
        who: str | None = None,
        about: str | None = None,
        type: CommitmentType | None = None,  # noqa: A002 (the field's own word)
        binding: bool = False,
        status: CommitmentStatus | None = None,
        due_before: Day | None = None,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        grade: Grade | None = None,
        near: Day | None = None,
        limit: int | None = None,
    ) -> list[CommitmentRow]:
        """What is to be done, each once however many reports have it, as it stands on the day `as_of`.

        What falls due first comes first, what has no deadline last. `who` is to do it, under any name of
        theirs, else by the report's words; where these name nobody, it is whoever says so. `binding` leaves
        out predictions, which bind nobody. `about` are words that stand in it; `due_before` is a
        day, month or year before which its last day lies. `status` is what a person found, else what is
        computed; what was found to be `wrong` is left out unless that is asked for. The other filters are
        those of `Record.quotes`: one place that passes brings the commitment.

        With a day `near` a record that `is_crowded` gives those with the deadlines nearest to it, a thousand
        places at most, unless `who` or `about` narrow them.
        """
        from onrecord.record import ledger_commitments  # noqa: PLC0415 (numpy takes a tenth of a second)

        filters = Filters(speaker, since, until, outlet, grade=grade)
        wanted = ledger_commitments.Wanted(
            as_of=day_or_today(as_of),
            who=who,
            about=about,
            type=type,
            binding=binding,
            status=status,
            due_before=None if due_before is None else written_day(due_before),
            near=None if near is None else written_day(near),
            filters=filters,
        )
        return self._read(lambda connection: ledger_commitments.commitments(connection, wanted, limit))

    def is_crowded(self) -> bool:
        """Whether there is so much to be done that it takes long to list all of it."""
        from onrecord.record import ledger_commitments  # noqa: PLC0415 (numpy takes a tenth of a second)

        return self._read(ledger_commitments.is_crowded)

    def latest_commitments(
        self, who: str, *, as_of: Day | None = None, limit: int = 10
    ) -> list[CommitmentRow]:
        """What somebody last undertook, the latest first, found as fast in a record of a million quotations.

        `who` is an id of the registry. Predictions are left out; so is what they undertook so long ago that
        fifty of their quotations, and fifty places that name them, came after it.
        """
        from onrecord.record import ledger_commitments  # noqa: PLC0415

        day = day_or_today(as_of)
        return self._read(lambda connection: ledger_commitments.latest(connection, who, day, limit))

    def commitment(self, which: str, *, as_of: Day | None = None) -> CommitmentPage:
        """One commitment with all its places, what became of it by the day `as_of`, and what people found."""
        from onrecord.record import ledger_commitments  # noqa: PLC0415

        day = None if as_of is None else day_or_today(as_of)
        return self._read(lambda connection: ledger_commitments.commitment(connection, which, day))

    def positions(
        self,
        speaker: str,
        about: str,
        *,
        meant: Collection[str] = (),
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
    ) -> list[PositionRow]:
        """What one speaker said about some words, the earliest first, each compared with the likest before.

        `speaker` is a name or an id; of several whom it fits `fitting` tells who is taken. `meant` are ids of
        quotations that are about it in other words, as `Record.search_by_meaning` finds them. The other
        filters are those of `Record.quotes`.
        """
        from onrecord.record import ledger_positions  # noqa: PLC0415 (numpy takes a tenth of a second)

        self._statements.refresh()
        with self._database.reading() as connection:
            filters = Filters(meant_by.fitting(connection, speaker)[0], since, until, outlet)
            return ledger_positions.positions(connection, about, filters, frozenset(meant))

    def fitting(self, speaker: str) -> list[Entity]:
        """Whom a name fits of those who are quoted: first who is taken for it, then by how often.

        Who is taken is quoted far more often than the others, or bears that very name; else, and where it is
        nobody, `NotFound` is raised.
        """
        self._registry.refresh()
        with self._database.reading() as connection:
            ids = meant_by.fitting(connection, speaker)
            by_id = {each.id: each for each in people.entities(connection, ids)}
            return [by_id[each] for each in ids]

    def judge(
        self, which: str, verdict: CommitmentVerdict, *, by: str, note: str = "", until: str | None = None
    ) -> CommitmentJudged:
        """Say what became of a commitment, or that it is `wrong`: none at all.

        It stands beside what is computed, and outlives every reading. `until` is the day to which it is
        `delayed`, where that is known. Raises `RecordError` where the verdict or the day is none, or that day
        comes before it was first told.
        """

        def act(connection: Connection, by: str, at: str) -> CommitmentJudged:
            group = ledger_finding.find(connection, which)
            told = group.places[0]["day"]
            if verdict == "delayed" and until and told and single_day(until) < told:
                raise RecordError(f"{until} comes before it was told, on {told}", "give a later day")
            found = ledger_judging.Finding(verdict, until, by, note, at)
            return ledger_judging.judge(connection, group.lead["key"], found)

        return self._decide(by, act)

    def undo(self, identity: str, *, by: str) -> CommitmentJudged:
        """Take back what somebody said of a commitment, by the id of the judgement or the start of it."""
        return self._decide(by, lambda on, by, at: ledger_judging.undo(on, identity, by, at))

    def judgements(self) -> list[CommitmentJudged]:
        """What people found of commitments: the latest first, what was undone too."""
        return self._read(lambda on: [judged for judged, _ in ledger_judging.judgements(on)])

    def units(self) -> list[str]:
        """The units of the figures of current versions, the most frequent first."""
        from onrecord.record import ledger_figures  # noqa: PLC0415

        return self._read(ledger_figures.units)

    def _streamed(self, query: Callable[[Connection], Iterator[_Row]]) -> Iterator[_Row]:
        self.refresh()
        with self._database.reading() as connection:
            yield from query(connection)

    def _read(self, query: Callable[[Connection], _Row]) -> _Row:
        self.refresh()
        with self._database.reading() as connection:
            return query(connection)

    def _decide(self, by: str, act: Callable[[Connection, str, str], _Row]) -> _Row:
        """Do something, signed and dated, to a ledger that is up to date."""
        person = signed(by)
        self._registry.match()
        self.match()
        with self._database.writing() as connection:
            return act(connection, person, judging.now())
