"""One SQLite file: opened, checked, brought to today's schema."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from urllib.parse import quote

from sqlalchemy import Connection, Engine, PoolProxiedConnection, QueuePool, create_engine, event, insert

from onrecord.core import NotFound, RecordError
from onrecord.record import schema
from onrecord.record.database import Database
from onrecord.record.errors import BUSY_SECONDS, translated
from onrecord.record.rows import Problem

_INSIDE = re.compile("(quotation|report)_words_")


class SqliteDatabase(Database):
    """An open SQLite file."""

    path: Path

    def __init__(self, path: Path, *, read_only: bool, as_it_stands: bool = False) -> None:
        super().__init__(
            path, _engine(path, read_only=read_only), read_only=read_only, as_it_stands=as_it_stands
        )
        self._watching: PoolProxiedConnection | None = None
        self._watch = Lock()

    @classmethod
    def open(cls, path: Path, *, create: bool, read_only: bool, as_it_stands: bool = False) -> SqliteDatabase:
        """The record at `path`, migrated to this version's schema; see `Record.open` for the errors."""
        check_path(path, create=create and not read_only)
        read_only = read_only or (path.exists() and not os.access(path, os.W_OK))
        with translated(path):
            database = cls(path, read_only=read_only, as_it_stands=as_it_stands)
            try:
                database.prepare()
            except BaseException:
                database.close()
                raise
        return database

    def close(self) -> None:
        """Close every connection; the last one to go folds the write-ahead log into the file."""
        with self._watch:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
        super().close()

    @property
    def works_beside(self) -> bool:
        """True: only one can write at a time, and others give up after a while."""
        return True

    @contextmanager
    def auditing(self) -> Iterator[Connection]:
        """A reading connection that gives broken characters as lone surrogates instead of failing on them."""
        with self.reading() as connection:
            driver = _driver(connection)
            driver.text_factory = _decoded
            try:
                yield connection
            finally:
                driver.text_factory = str

    def file_problems(self, connection: Connection) -> Iterator[Problem]:
        """What SQLite's own check finds."""
        for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if line != "ok":
                yield Problem(f"the file is damaged: {' '.join(str(line).split())}")

    def stray_problems(self, connection: Connection) -> Iterator[Problem]:
        """Rows that point at others that are not there."""
        for table, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem(f"a row of {table} points at a row of {parent} that is not there")

    def descriptions(self, connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
        """The statement that made each table, index and view, by its name: of today's schema, and here."""
        return expected_description(), describe(connection)

    def index_problems(self) -> Iterator[Problem]:
        """Whether each search index still agrees with the words it was made from, by SQLite's own check."""
        with TemporaryDirectory() as folder, ExitStack() as stack:
            if self.reads_only:
                # The check is written as an INSERT, so it runs on a copy.
                copy = sqlite3.connect(Path(folder) / "copy.db", isolation_level=None)
                stack.callback(copy.close)
                with self.reading() as connection:
                    _driver(connection).backup(copy)
            else:
                copy = _driver(stack.enter_context(self.writing()))
            for index, check in schema.INDEX_CHECKS.items():
                try:
                    copy.execute(check)
                except sqlite3.DatabaseError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                        raise
                    yield Problem(f"the search index {index} is damaged: {error}")

    def _state(self) -> object:
        """A number that is another one after every change to the record, whoever made it."""
        with self._watch:
            if self._watching is None:
                # Of its own, as SQLite tells a connection only of what others changed.
                self._watching = self._engine.raw_connection()
                self._watching.detach()
            asked = self._watching.cursor()
            asked.execute("PRAGMA data_version")
            (state,) = asked.fetchone() or (0,)
            asked.close()
        return state

    def _to_write(self) -> dict[str, object]:
        return {}

    @property
    def can_be_written(self) -> bool:
        """Whether this process may write to it at all."""
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    def _writer(self) -> SqliteDatabase:
        return SqliteDatabase(self.path, read_only=False)

    def _before_tables(self) -> None:
        if self.revision() is None:
            with self._engine.connect() as connection:
                # Cannot be set inside a transaction; it stays with the file.
                _driver(connection).execute("PRAGMA journal_mode = WAL")

    def _create_schema(self, connection: Connection) -> None:
        create_schema(connection)

    def _revision(self, connection: Connection) -> str | None:
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if not tables:
            return None
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if "alembic_version" not in tables or application != schema.APPLICATION_ID:
            raise RecordError(
                f"{self.path}: it is a SQLite database, but not one that onrecord made",
                "choose another path; nothing was changed",
            )
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def create_schema(connection: Connection) -> None:
    """Make today's tables, search indexes and views in an empty database."""
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    schema.metadata.create_all(connection, checkfirst=False)
    for statement in (*schema.INDEXES, *schema.VIEWS):
        connection.exec_driver_sql(statement)
    schema.revision.create(connection)
    connection.execute(insert(schema.revision), {"version_num": schema.HEAD})


def describe(connection: Connection) -> dict[str, str]:
    """The statement that made each table, index and view, by its name.

    The insides of the search indexes are left out: they depend on the version of SQLite.
    """
    made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: _sorted_parts(sql) for name, sql in made if not _INSIDE.match(name)}


def _sorted_parts(sql: str) -> str:
    # A table that was migrated has its columns in another order than one made today, an added one in the same
    # line as that before it.
    parts = (" ".join(part.split()) for part in re.split("[,\n]", sql))
    return " ".join(sorted(filter(None, parts)))


@cache
def expected_description() -> dict[str, str]:
    """What `describe` gives for an intact record of today's schema."""
    with create_engine("sqlite://").begin() as connection:
        create_schema(connection)
        return describe(connection)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"expected a SQLite connection, found {driver!r}")
    return driver


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def check_path(path: Path, *, create: bool) -> None:
    """Raise `RecordError` where a path cannot be that of a record, or nothing is there."""
    if "\0" in str(path):
        # SQLite would take the part before it for the whole name.
        raise RecordError(f"{str(path)!r}: it cannot be opened: null character", "choose another path")
    try:
        is_folder, exists, has_folder = path.is_dir(), path.exists(), path.parent.is_dir()
    except OSError as error:
        # The name is too long, say, or a folder may not be looked into.
        raise RecordError(f"{path}: it cannot be opened: {error.strerror}", "choose another path") from error
    if is_folder:
        raise RecordError(f"{path}: it is a folder", "give the path of a file, such as onrecord.db")
    if exists:
        return
    if not create:
        raise NotFound(f"{path}: there is no record here", "`onrecord add` makes one")
    if not has_folder:
        raise RecordError(
            f"{path}: there is no folder {path.parent}", f"make it first: mkdir -p {path.parent}"
        )


def _engine(path: Path, *, read_only: bool) -> Engine:
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={'ro' if read_only else 'rwc'}"
    if read_only and not os.access(path.parent, os.W_OK) and not _log_of(path).exists():
        # SQLite reads a write-ahead-log database through a shared-memory file that it cannot make here.
        address += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL waits for the disk at every commit, so that what was acknowledged outlives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The lock is taken at once: a transaction that reads first and then writes can fail without waiting.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
