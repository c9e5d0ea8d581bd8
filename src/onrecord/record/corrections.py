"""`Corrections`: what people put right in what was found, and what has become of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from sqlalchemy import Connection

from onrecord.core import Quotation, QuotationType, RecordError, Span, SpeakerKind
from onrecord.core.corrections import Correction
from onrecord.record import (
    correct_acting,
    correct_finding,
    correct_loading,
    correct_naming,
    correct_stating,
    judging,
    naming,
)
from onrecord.record.correct_making import Act, Given
from onrecord.record.correct_rows import CorrectedReport, CorrectionRow
from onrecord.record.database import Database
from onrecord.record.filters import Day, single_day
from onrecord.record.ledger import Ledger
from onrecord.record.registry import Registry, signed

# `list` is a method of the class.
_Rows = list[CorrectionRow]


class Corrections:
    """The corrections of a record; a part of `Record`, and open as long as it is.

    A correction is laid over what the model says, in every version of its report, whenever that is read. A
    quotation is named by `REPORTID-QUOTATIONID`, and any id it ever had leads to it; `NotFound` is raised
    where there is none. Whoever corrects signs with a name; what says nothing new is refused with
    `RecordError`. Spans are offsets in the text of the report's current version.
    """

    def __init__(self, database: Database, registry: Registry, ledger: Ledger) -> None:
        self._database = database
        self._registry = registry
        self._ledger = ledger

    def span(
        self,
        which: str,
        *,
        by: str,
        why: str = "",
        content: Sequence[Span] | None = None,
        source: Sequence[Span] | None = None,
        cue: Sequence[Span] | None = None,
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
    ) -> CorrectionRow:
        """Give a quotation other spans or another type; what is None stays, and empty spans take it away.

        Where the source is another, who it is and when it was said are read from the text again.
        """
        given = Given(content, source, cue, type)
        return self._decide(by, why, lambda on, act: correct_acting.span(on, which, given, act))

    def speaker(
        self,
        which: str,
        name: str | None = None,
        *,
        by: str,
        why: str = "",
        kind: SpeakerKind | None = None,
        entity: str | None = None,
        nobody: bool = False,
    ) -> CorrectionRow:
        """Say who says a quotation: by a name, with a kind ("person" where none is given), or as `entity`.

        `entity` names somebody of the registry, in any way that it takes. `nobody` says that the report does
        not tell who says it. One of the three is given.
        """
        if [name is not None, entity is not None, nobody].count(True) != 1:
            raise RecordError("who says it: a name, somebody of the registry, or nobody", "give one of them")

        def act(connection: Connection, act: Act) -> str:
            who = None if name is None else correct_naming.named(name, kind)
            if entity is not None:
                who = correct_naming.known(connection, which, entity)
            return correct_acting.speaker(connection, which, who, act)

        if entity is not None:
            self._registry.match()
        return self._decide(by, why, act)

    def none(self, which: str, *, by: str, why: str = "") -> CorrectionRow:
        """Say that something is no quotation; what is nested in it stays."""
        return self._decide(by, why, lambda on, act: correct_acting.none(on, which, act))

    def missed(
        self,
        report: str,
        *,
        content: Sequence[Span],
        by: str,
        why: str = "",
        source: Sequence[Span] = (),
        cue: Sequence[Span] = (),
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
    ) -> CorrectionRow:
        """Say that somebody is quoted where nobody was found; `report` as for `Record.report`.

        Who that is and when it was said are read from the text. Without a type the marks tell it.
        """
        given = Given(content, source, cue, type)
        return self._decide(by, why, lambda on, act: correct_acting.missed(on, report, given, act))

    def deadline(
        self,
        which: str,
        *,
        by: str,
        why: str = "",
        earliest: Day | None = None,
        latest: Day | None = None,
        words: Span | None = None,
    ) -> CorrectionRow:
        """Say by when a commitment is to be done, named as for `Ledger`: the first and the last day.

        None is open; without either no deadline is stated. `words` are those of the report that say so.
        """
        first, last = (None if day is None else single_day(str(day)) for day in (earliest, latest))
        if first is not None and last is not None and first > last:
            raise RecordError(f"what is due from {first} cannot be due by {last}")
        self._ledger.match()
        days = (first, last)
        return self._decide(by, why, lambda on, act: correct_acting.deadline(on, which, days, words, act))

    def adopt(
        self, report: str, quotations: Sequence[Quotation], *, by: str, why: str = "", types: bool = False
    ) -> _Rows:
        """Make a report say what a person annotated in it: all its quotations, those nested in others too.

        What differs from what stands is recorded as corrections, none where nothing does. Of a quotation only
        the spans count; its speaker where it has one, by name and kind; its type where `types` says that the
        person gave it.
        """
        person, at = signed(by), judging.now()
        act = Act(person, naming.storable(why), at, whole=True)
        with self._database.writing() as connection:
            ids = correct_acting.adopt(connection, report, quotations, act, types=types)
            return correct_stating.these(connection, ids)

    def undo(self, identity: str, *, by: str, whole: bool = False) -> _Rows:
        """Take back a correction, by its id or the start of it; with `whole` all made in the same act."""
        person, at = signed(by), judging.now()
        with self._database.writing() as connection:
            ids = correct_acting.undo(connection, identity, person, at, whole=whole)
            return correct_stating.these(connection, ids)

    def list(self, report: str | None = None) -> _Rows:
        """All corrections, or those in one report: the latest first, what was undone too."""
        with self._database.reading() as connection:
            named = None if report is None else correct_finding.current(connection, report)[1].id
            return correct_stating.rows(connection, named)

    def on(self, which: str) -> _Rows:
        """The corrections of one quotation or commitment, the latest first, what was undone too.

        `which` is `REPORTID-QUOTATIONID` or `REPORTID-COMMITMENTID`.
        """
        with self._database.reading() as connection:
            return correct_stating.on(connection, correct_finding.address_now(connection, which) or which)

    def made(self, ids: Collection[str]) -> Sequence[Correction]:
        """The corrections with these ids, such as those of `QuoteRow.corrected`, in order of time."""
        with self._database.reading() as connection:
            return correct_loading.with_ids(connection, ids)

    def one(self, identity: str) -> CorrectionRow | None:
        """The correction with this very id, undone or not; None where there is none."""
        with self._database.reading() as connection:
            return next(iter(correct_stating.these(connection, [identity])), None)

    def address(self, which: str) -> str | None:
        """The id now of the quotation that `REPORTID-QUOTATIONID` leads to; None where there is none now."""
        with self._database.reading() as connection:
            return correct_finding.address_now(connection, which)

    def denial(self, which: str) -> str | None:
        """The id of the correction by which `REPORTID-QUOTATIONID` is no quotation; None without one."""
        with self._database.reading() as connection:
            return correct_finding.denial(connection, which)

    def examples(self) -> Iterator[CorrectedReport]:
        """Every report in which a correction of a quotation holds, by id: what a model can learn from."""
        with self._database.reading() as connection:
            yield from correct_stating.examples(connection)

    def _decide(self, by: str, why: str, do: Callable[[Connection, Act], str]) -> CorrectionRow:
        """Correct something, signed and dated, in one transaction."""
        act = Act(signed(by), naming.storable(why), judging.now())
        with self._database.writing() as connection:
            return correct_stating.these(connection, [do(connection, act)])[0]
