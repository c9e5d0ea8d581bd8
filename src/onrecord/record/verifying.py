"""Proof that the record still says what was put there: reads everything again, changes nothing.

From the whole to the part: the file and its tables, then each report, version and quotation (`proving.py`),
then corrections (`correct_auditing.py`), sketches of texts (`duplicate_auditing.py`), counts of who speaks
(`hearing.py`), the registry (`auditing.py`), statements (`statement_auditing.py`) and the ledger
(`ledger_auditing.py`), then the inside of the search indexes. Damage that keeps one report from being read
does not stop the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain

from sqlalchemy import Connection

from onrecord.core import RecordError
from onrecord.core.version import __version__
from onrecord.record import (
    correct_stating,
    ledger_deriving,
    ledger_judging,
    matching,
    noticing,
    statement_deciding,
    statement_progress,
)
from onrecord.record.auditing import pages, registry_problems, rows
from onrecord.record.correct_auditing import correction_problems, unfollowed
from onrecord.record.database import Database
from onrecord.record.duplicate_auditing import duplicate_problems
from onrecord.record.errors import translated
from onrecord.record.hearing import hearing_problems
from onrecord.record.ledger_auditing import ledger_problems
from onrecord.record.people_rows import Notice
from onrecord.record.portable import sql
from onrecord.record.proving import Row, StoredVersion, prove_report, prove_version
from onrecord.record.rows import Problem
from onrecord.record.statement_auditing import statement_problems
from onrecord.record.statement_rules import rules

Progress = Callable[[int, int], None]

# Rows that nothing points at: their report, version or quotation has gone.
_STRAYS = {
    "bytes of no report": """
        SELECT sha256 FROM archive WHERE sha256 NOT IN (SELECT sha256 FROM version)""",
    "search words of no quotation": """
        SELECT rowid FROM quotation_words
        WHERE rowid NOT IN (SELECT slot FROM quotation WHERE slot IS NOT NULL)""",
    "search words of no report": """
        SELECT rowid FROM report_words
        WHERE rowid NOT IN (SELECT slot FROM version WHERE slot IS NOT NULL)""",
}
# `SELECT *`, past SQLAlchemy's types: what lies in a damaged file may be of any type.
_VERSIONS = "SELECT * FROM version WHERE report_id = :value ORDER BY number"
_MODEL = "SELECT * FROM model WHERE key = :value"
_ARCHIVE = "SELECT * FROM archive WHERE sha256 = :value"
_WORDS = "SELECT words, facets FROM report_words WHERE rowid = :value"
_FRAME = "SELECT * FROM frame WHERE version_key = :value"
_NAMES = "SELECT * FROM name WHERE version_key = :value ORDER BY position"
_SPEAKERS = "SELECT * FROM speaker WHERE version_key = :value"
_QUOTATIONS = """
    SELECT quotation.*, quotation_words.words, quotation_words.facets
    FROM quotation LEFT JOIN quotation_words ON quotation_words.rowid = quotation.slot
    WHERE version_key = :value ORDER BY position"""
_MEMBERS = """
    SELECT member.*, speaker.id, speaker.name, speaker.kind
    FROM member JOIN quotation ON quotation.key = quotation_key
    LEFT JOIN speaker ON speaker.key = member.speaker_key
    WHERE quotation.version_key = :value ORDER BY quotation_key, position"""
_AGENCY = "SELECT * FROM agency WHERE version_key = :value"
_APPEARANCES = "SELECT speaker_id FROM appearance WHERE report_id = :value"
_SPANS = """
    SELECT quotation_span.* FROM quotation_span JOIN quotation ON quotation.key = quotation_key
    WHERE version_key = :value"""


def verify(database: Database, on_progress: Progress | None) -> Iterator[Problem]:
    """Every problem of the record, the file's own first; see `Record.verify`."""
    yield from map(_printable, _problems(database, on_progress))


def notices(database: Database) -> Iterator[Notice]:
    """What people decided that does nothing as things stand; none while the registry is not up to date."""
    with database.reading() as connection:
        if matching.is_current(connection, __version__):
            yield from noticing.notices(connection)
            if statement_progress.is_current(connection, rules()):
                yield from statement_deciding.notices(connection)
        yield from correct_stating.notices(connection)
        if not ledger_deriving.waiting(connection):
            yield from ledger_judging.notices(connection)


def _problems(database: Database, on_progress: Progress | None) -> Iterator[Problem]:
    with database.auditing() as connection:
        yield from _guarded(database, database.file_problems(connection))
        altered = list(_guarded(database, _schema(database, connection)))
        yield from altered
        if not altered:
            sound = True
            for problem in chain(
                _guarded(database, database.stray_problems(connection)),
                _guarded(database, _strays(connection)),
                _guarded(database, _reports(database, connection, on_progress)),
                _guarded(database, correction_problems(connection)),
            ):
                sound = False
                yield problem
            if sound:
                yield from _guarded(database, unfollowed(connection))
            yield from _guarded(database, duplicate_problems(connection))
            yield from _guarded(database, hearing_problems(connection))
            yield from _guarded(database, registry_problems(connection))
            yield from _guarded(database, statement_problems(connection))
            yield from _guarded(database, ledger_problems(connection))
    yield from _guarded(database, database.index_problems())


def _guarded(database: Database, problems: Iterator[Problem], report: str | None = None) -> Iterator[Problem]:
    """The problems, and the error that cut them short, if one did, as the last of them."""
    try:
        with translated(database.path):
            yield from problems
    except RecordError as error:
        yield Problem(f"cannot be read: {error}", report)


def _printable(problem: Problem) -> Problem:
    """The problem with broken characters written as escapes, so that it can be shown anywhere."""

    def plain(words: str | None) -> str | None:
        return None if words is None else words.encode("utf-8", "backslashreplace").decode()

    return Problem(
        plain(problem.what) or "",
        plain(problem.report),
        problem.version,
        plain(problem.quotation),
        plain(problem.expected),
        plain(problem.found),
    )


def _schema(database: Database, connection: Connection) -> Iterator[Problem]:
    expected, found = database.descriptions(connection)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            what = f"the table, index or view {name} was altered"
            yield Problem(what, expected=expected.get(name), found=found.get(name))


def _strays(connection: Connection) -> Iterator[Problem]:
    for what, query in _STRAYS.items():
        for key in sql(connection, query).scalars():
            yield Problem(f"{what}: {key}")


def _reports(database: Database, connection: Connection, on_progress: Progress | None) -> Iterator[Problem]:
    total = sql(connection, "SELECT count(*) FROM version").scalar_one()
    done = 0
    for report in pages(connection, "report"):
        versions = rows(connection, _VERSIONS, report["id"])
        yield from prove_report(report, versions)
        for version in versions:
            yield from _guarded(database, _version(connection, report, version), str(report["id"]))
            done += 1
            if on_progress is not None:
                on_progress(done, total)


def _version(connection: Connection, report: Row, version: Row) -> Iterator[Problem]:
    key = version["key"]
    spans = _by_quotation(rows(connection, _SPANS, key))
    members = _by_quotation(rows(connection, _MEMBERS, key))
    yield from prove_version(
        StoredVersion(
            report=report,
            version=version,
            model=_row(connection, _MODEL, version["model_key"]),
            archive=_row(connection, _ARCHIVE, version["sha256"]),
            words=_row(connection, _WORDS, version["slot"]) or {},
            frame=rows(connection, _FRAME, key),
            agency=_row(connection, _AGENCY, key),
            names=rows(connection, _NAMES, key),
            speakers=rows(connection, _SPEAKERS, key),
            quotations=rows(connection, _QUOTATIONS, key),
            spans=spans,
            members=members,
            appearances=rows(connection, _APPEARANCES, version["report_id"]),
        )
    )


def _by_quotation(rows: list[Row]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["quotation_key"]].append(row)
    return found


def _row(connection: Connection, query: str, value: object) -> Row | None:
    return next(iter(rows(connection, query, value)), None)
