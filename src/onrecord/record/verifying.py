"""Proof that the record still says what was put there: reads everything again, changes nothing.

From the whole to the part: the file and its tables, then each report, version and quotation (`proving.py`), then
the inside of the search indexes. Damage that keeps one report from being read does not stop the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from onrecord.core import RecordError
from onrecord.record.database import Database, describe, expected_description
from onrecord.record.errors import translated
from onrecord.record.proving import Row, StoredVersion, prove_report, prove_version
from onrecord.record.rows import Problem

Progress = Callable[[int, int], None]

_PAGE = 500

# Rows that nothing points at: their report, version or quotation has gone.
_STRAYS = {
    "bytes of no report": "SELECT sha256 FROM archive WHERE sha256 NOT IN (SELECT sha256 FROM version)",
    "search words of no quotation": "SELECT rowid FROM quotation_words WHERE rowid NOT IN (SELECT key FROM quotation)",
    "search words of no report": "SELECT rowid FROM report_words WHERE rowid NOT IN (SELECT key FROM version)",
}


def verify(database: Database, on_progress: Progress | None) -> Iterator[Problem]:
    """Every problem of the record, the file's own first; see `Record.verify`."""
    with database.auditing() as connection:
        yield from _guarded(database, _file(connection))
        altered = list(_guarded(database, _schema(connection)))
        yield from altered
        if not altered:
            yield from _guarded(database, _strays(connection))
            yield from _guarded(database, _reports(database, connection, on_progress))
    yield from _guarded(database, database.index_problems())


def _guarded(database: Database, problems: Iterator[Problem], report: str | None = None) -> Iterator[Problem]:
    """The problems, and the error that cut them short, if one did, as the last of them."""
    try:
        with translated(database.path):
            yield from problems
    except RecordError as error:
        yield Problem(f"cannot be read: {error}", report)


def _file(connection: Connection) -> Iterator[Problem]:
    for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if line != "ok":
            yield Problem(f"the file is damaged: {' '.join(str(line).split())}")


def _schema(connection: Connection) -> Iterator[Problem]:
    expected, found = expected_description(), describe(connection)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield Problem(f"the table, index or view {name} was altered", None, None, None, expected.get(name), found.get(name))


def _strays(connection: Connection) -> Iterator[Problem]:
    for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"a row of {table} points at a row of {parent} that is not there")
    for what, query in _STRAYS.items():
        for key in connection.exec_driver_sql(query).scalars():
            yield Problem(f"{what}: {key}")


def _reports(database: Database, connection: Connection, on_progress: Progress | None) -> Iterator[Problem]:
    total = connection.exec_driver_sql("SELECT count(*) FROM version").scalar_one()
    done, last = 0, ""
    page = f"SELECT * FROM report WHERE id > ? ORDER BY id LIMIT {_PAGE}"
    while rows := _rows(connection, page, last):
        for report in rows:
            versions = _rows(connection, "SELECT * FROM version WHERE report_id = ? ORDER BY number", report["id"])
            yield from prove_report(report, versions)
            for version in versions:
                stored = _stored(connection, report, version)
                yield from _guarded(database, prove_version(stored), str(report["id"]))
                done += 1
                if on_progress is not None:
                    on_progress(done, total)
        last = str(rows[-1]["id"])


def _stored(connection: Connection, report: Row, version: Row) -> StoredVersion:
    key = version["key"]
    of_version = "WHERE version_key = ?"
    spans: dict[object, list[Row]] = defaultdict(list)
    in_version = "WHERE quotation_key IN (SELECT key FROM quotation WHERE version_key = ?)"
    for span in _rows(connection, f"SELECT * FROM quotation_span {in_version}", key):
        spans[span["quotation_key"]].append(span)
    return StoredVersion(
        report=report,
        version=version,
        model=_row(connection, "SELECT * FROM model WHERE key = ?", version["model_key"]),
        archive=_row(connection, "SELECT * FROM archive WHERE sha256 = ?", version["sha256"]),
        words=(_row(connection, "SELECT words FROM report_words WHERE rowid = ?", key) or {}).get("words"),
        frame=_rows(connection, f"SELECT * FROM frame {of_version}", key),
        speakers=_rows(connection, f"SELECT * FROM speaker {of_version}", key),
        quotations=_rows(
            connection,
            "SELECT quotation.*, quotation_words.words FROM quotation "
            f"LEFT JOIN quotation_words ON quotation_words.rowid = quotation.key {of_version} ORDER BY position",
            key,
        ),
        spans=spans,
    )


def _rows(connection: Connection, query: str, value: object) -> list[Row]:
    """All rows of a query with one parameter, as they lie in the file: no type is taken for granted."""
    return list(connection.exec_driver_sql(query, (value,)).mappings())


def _row(connection: Connection, query: str, value: object) -> Row | None:
    return next(iter(_rows(connection, query, value)), None)
