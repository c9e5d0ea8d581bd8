"""`Record`: the database as the rest of onrecord sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from onrecord.core import Extraction, Grade, Model, NotFound, QuotationType, Report
from onrecord.core.version import __version__
from onrecord.match import Entity
from onrecord.record import (
    duplicate_reading,
    duplicate_storing,
    finding,
    ledger_deriving,
    loading,
    opening,
    queries,
    ranking,
    searching,
    speaking,
    verifying,
    writing,
)
from onrecord.record.checking import check
from onrecord.record.corrections import Corrections
from onrecord.record.database import Database
from onrecord.record.dossier_rows import DossierPage
from onrecord.record.duplicate_rows import SharedText
from onrecord.record.filters import Day, Filters, day_or_today
from onrecord.record.folding import fold
from onrecord.record.identity import report_id, says_the_same
from onrecord.record.ledger import Ledger
from onrecord.record.people_rows import Matched, Notice
from onrecord.record.registry import Registry
from onrecord.record.rows import (
    Added,
    ByMeaning,
    Hit,
    Problem,
    QuoteRow,
    ReportRow,
    SpeakerRow,
    StoredReport,
    VersionRow,
)
from onrecord.record.statements import Statements

_Row = TypeVar("_Row")


class Record:
    """A record of who said what, in one SQLite file; a context manager that closes it.

    Every method raises `RecordError` where the database cannot do what is asked: full disk, read-only file,
    another process writing for too long, damage.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.registry = Registry(database)
        """Who is who: people and organisations across reports, and the decisions about them."""
        self.statements = Statements(database, self.registry)
        """What was said once and reported often: quotations across reports, and the decisions about them."""
        self.ledger = Ledger(database, self.registry, self.statements)
        """What is claimed in numbers, and what is to be done by when; what people found of that."""
        self.corrections = Corrections(database, self.registry, self.ledger)
        """What people put right in what was found, and what has become of that."""

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, read_only: bool = False, as_it_stands: bool = False
    ) -> Record:
        """The record at `path`, made if there is none and `create` is true, and brought to today's tables.

        Whatever reads people, statements or the ledger brings them up to date before; with `as_it_stands` it
        does not, and waits for nobody who writes: somebody else has to call `refresh`.

        Raises `NotFound` if there is none and it is not to be made, `RecordTooNew` if a later version of
        onrecord wrote it, `RecordError` if the file is something else or cannot be opened.
        """
        return cls(opening.open_database(path, create=create, read_only=read_only, as_it_stands=as_it_stands))

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path | str:
        """Where the record is: a file, or the address of a database without its password."""
        return self._database.path

    @property
    def can_be_written(self) -> bool:
        """Whether this process may write to it, were it not opened for reading only."""
        return self._database.can_be_written

    def is_current(self) -> bool:
        """Whether people, statements and the ledger are up to date with the reports."""
        return self.registry.is_current() and self.statements.is_current() and self.ledger.is_current()

    def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring people, statements and the ledger up to date if they are not and the record can be written.

        Where another process has been writing for long they stay as they are. `on_progress` is called with
        how many reports are done and how many there are to do, for statements and for the ledger.
        """
        self.statements.refresh(on_progress)
        self.ledger.refresh(on_progress)

    def holds(self, report: Report, model: Model, rules: str | None = None) -> bool:
        """Whether the report's current version has the same bytes, read by the same model and rules.

        It is not held where it lacks what an earlier version of onrecord did not keep: embeddings, names.
        `rules` is a version of onrecord; this one where none is given.
        """
        with self._database.reading() as connection:
            held = loading.current_version(connection, report_id(report.source, report.name))
            if held is None or not says_the_same(report, held["sha256"], held["text_sha256"]):
                return False
            version = loading.version_row(held)
            same = version.model == model and version.rules == (rules or __version__)
            return same and loading.is_complete(connection, held)

    def add(self, extraction: Extraction, *, rules: str | None = None) -> Added:
        """Write one extraction in one transaction; the same one again changes nothing.

        A report is known by its source and name. Other bytes there make a new version, and the old one stays
        with its quotations. The same bytes with another outcome are a re-reading: it replaces what the
        earlier reading found. `rules` is the version of onrecord whose rules made the extraction; this
        one where none is given.

        Once it returns, the extraction outlives a killed process and a power cut. Nothing is written where it
        raises: `Refused` if this extraction cannot be stored (a span outside the text, an id used twice, half
        a surrogate pair) and the next may be, another `RecordError` if the database cannot write.
        """
        check(extraction, self._database.unstorable, self._database.longest_found_by)
        with self._database.writing() as connection:
            return writing.add(connection, extraction, rules or __version__)

    def quotes(
        self,
        *,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
        grade: Grade | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        newest: bool = False,
    ) -> Iterator[QuoteRow]:
        """The quotations of all current versions, earliest first or `newest` first, undated last.

        `Filters` says what each filter means; `report` is anything that `Record.report` takes.
        """
        filters = Filters(speaker, since, until, outlet, type, grade, self._id(report))
        filters.on_quotations()  # a date that is none is an error now, not when the first row is asked for
        self.registry.refresh()
        return self._streamed(
            lambda connection: queries.quotes(connection, filters, limit, offset, newest=newest)
        )

    def latest(
        self,
        *,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
        grade: Grade | None = None,
        report: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[QuoteRow]:
        """The latest quotations, as fast in a record of a million; the filters are those of `quotes`.

        They come by the last day on which they can have been said, then by report and place in it.
        """
        filters = Filters(speaker, since, until, outlet, type, grade, self._id(report))
        self.registry.refresh()
        with self._database.reading() as connection:
            return searching.latest(connection, filters, limit, offset)

    def search(
        self,
        words: str,
        *,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
        grade: Grade | None = None,
        report: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Hit]:
        """Where all the words stand: in quotations first, then elsewhere in reports; newest first.

        Case, accents and script make no difference; words between quotation marks must stand side by side; a
        `*` at a word's end lets it go on. Nothing typed is an error. The filters are those of `quotes`;
        `offset` hits are passed over.
        """
        filters = Filters(speaker, since, until, outlet, type, grade, self._id(report))
        self.registry.refresh()
        with self._database.reading() as connection:
            return searching.search(connection, words, filters, limit, offset)

    def search_by_meaning(
        self,
        query: bytes,
        model: Model,
        *,
        speaker: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        type: QuotationType | None = None,  # noqa: A002 (the field's own word)
        grade: Grade | None = None,
        report: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> ByMeaning:
        """The quotations nearest in meaning to a query, the nearest first, none below `meaning.FLOOR`.

        `query` is a vector as `Quotation.embedding` holds it, `model` the one that made it: only what the
        same weights read is compared. The filters are those of `quotes`; `offset` quotations are passed
        over. Raises `RecordError` where `query` is no such vector.
        """
        from onrecord.record import meaning  # noqa: PLC0415 (numpy takes a tenth of a second)

        filters = Filters(speaker, since, until, outlet, type, grade, self._id(report))
        self.registry.refresh()
        with self._database.reading() as connection:
            return meaning.search(connection, query, model, filters, limit=limit, offset=offset)

    def speakers(self) -> Iterator[SpeakerRow]:
        """Everyone quoted in a current version, the most quoted first."""
        self.registry.refresh()
        return self._streamed(speaking.speakers)

    def most_quoted(
        self, called: str = "", *, limit: int | None = None, offset: int = 0
    ) -> Iterator[SpeakerRow]:
        """Everyone quoted in a current version who is called so, under any name; all where nobody is named.

        As `speakers`, and fast in a large record if there is a `limit`: their `first` and `last` are months,
        their outlets in order of how often they quote somebody.
        """
        self.registry.refresh()
        return self._streamed(lambda connection: ranking.ranked(connection, called, limit, offset))

    def dossier(self, topic: str, *, as_of: Day | None = None, reports: int | None = None) -> DossierPage:
        """What the record holds on a relationship, an institution, a programme or a person, with its proof.

        `topic` is a name, or two ("Norvia and Merrow"). Commitments are told as they stand on the day
        `as_of`, today where none is given. A topic of which no report tells has an empty dossier. The newest
        400 reports are read, or fewer `reports`.
        """
        from onrecord.record import dossiers  # noqa: PLC0415 (numpy takes a tenth of a second)

        self.statements.refresh()
        self.ledger.refresh()
        day = day_or_today(as_of)
        called = [each for each in self.people(called=topic) if fold(topic) in map(fold, each.names)]
        with self._database.reading() as connection:
            return dossiers.dossier(connection, topic, called, day, reports)

    def people(
        self, *, called: str | None = None, role: str | None = None, on: Day | None = None
    ) -> Iterator[Entity]:
        """The people and organisations of the registry, by name; see `Registry.people`."""
        return self.registry.people(called=called, role=role, on=on)

    def match_speakers(self) -> Matched:
        """Bring the registry up to date with the reports: who of their speakers is who.

        Whatever reads the registry does so by itself where it is out of date. Doing it again changes nothing,
        and the outcome does not depend on the order in which reports came.
        """
        return self.registry.match()

    def reports(self) -> Iterator[ReportRow]:
        """The current version of every report, by date of publication."""
        return self._streamed(queries.reports)

    def newest_reports(self) -> Iterator[ReportRow]:
        """The same, the latest first, undated ones last."""
        return self._streamed(queries.newest_reports)

    def added_last(self, limit: int) -> list[ReportRow]:
        """The reports that were added to the record last, the newest first, as they are now."""
        with self._database.reading() as connection:
            return list(queries.added_last(connection, limit))

    def extractions(self) -> Iterator[StoredReport]:
        """Every report's current version in full, one at a time, by id: what exports are made from."""
        return self._streamed(queries.stored_reports)

    def duplicates(self, on_progress: Callable[[int, int], None] | None = None) -> list[SharedText]:
        """Each text that several reports carry; that of the most reports first, of equals the earliest.

        Current versions alone are compared. What was stored before texts were sketched is sketched once:
        `on_progress` is called with how many reports are done and how many there are to do.
        """
        duplicate_storing.refresh(self._database, on_progress)
        with self._database.reading() as connection:
            return duplicate_reading.shared_texts(connection)

    def report(self, ref: str, *, version: int | None = None) -> StoredReport:
        """One report with its quotations: the current version, or the one numbered `version` (from 1).

        `ref` is a report's id or its first digits, a quotation's id, a name or a source. Raises `NotFound`
        if it names no report or several; the hint lists what comes near.
        """
        with self._database.reading() as connection:
            found = finding.find(connection, ref)
            if version is None:
                row = loading.current_version(connection, found)
            else:
                row = loading.numbered_version(connection, found, version)
            if row is None:
                raise NotFound(
                    f"{ref}: it has no version {version}", "leave the version out for the current one"
                )
            return ledger_deriving.with_ledger(connection, row["key"], loading.load(connection, row))

    def versions(self, ref: str) -> tuple[VersionRow, ...]:
        """Every version of one report, oldest first; `ref` as for `report`."""
        with self._database.reading() as connection:
            rows = loading.all_versions(connection, finding.find(connection, ref))
            return tuple(loading.version_row(row) for row in rows)

    def added_at(self, reports: Collection[str]) -> dict[str, str]:
        """When the current version of each of these reports, by their ids, was taken in."""
        with self._database.reading() as connection:
            return queries.added_at(connection, sorted(reports))

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> Iterator[Problem]:
        """Read everything again and name each thing that is not what was put there; nothing is changed.

        `on_progress` is called with the number of versions checked and the number there are.
        """
        return verifying.verify(self._database, on_progress)

    def notices(self) -> Iterator[Notice]:
        """What is no damage but may want doing: what people decided and has no effect as things stand."""
        return verifying.notices(self._database)

    def _streamed(self, query: Callable[[Connection], Iterator[_Row]]) -> Iterator[_Row]:
        with self._database.reading() as connection:
            yield from query(connection)

    def _id(self, ref: str | None) -> str | None:
        if ref is None:
            return None
        with self._database.reading() as connection:
            return finding.find(connection, ref)
