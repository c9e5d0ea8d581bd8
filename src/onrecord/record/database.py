"""Where a record is kept, opened and brought to today's schema: a SQLite file or a PostgreSQL database.

What differs between the two is in `sqlite.py` and `postgres.py`, and the few words of SQL in `portable.py`.
Opening an up-to-date record imports no Alembic: its version table is read first, and a fresh one is made
straight from the metadata.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, update

from onrecord.core import NotFound, RecordError, RecordTooNew
from onrecord.record import schema
from onrecord.record.errors import not_writable, translated
from onrecord.record.rows import Problem


class Database(ABC):
    """An open record: `reading()` and `writing()` hand out connections in a transaction."""

    unstorable = ""
    """A character that no text in it can have."""
    longest_found_by: int | None = None
    """Bytes of what reports and people are found by, as far as an index holds them; None where any do."""

    def __init__(
        self, path: Path | str, engine: Engine, *, read_only: bool, as_it_stands: bool = False
    ) -> None:
        self.path = path
        """Where it is: a file, or an address without its password."""
        self._engine = engine
        self.reads_only = read_only
        """Whether nothing is written through it."""
        self._as_it_stands = as_it_stands
        self._held: dict[str, object] = {}

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def still_holds(self, what: str, check: Callable[[], bool]) -> bool:
        """Whether `check` gives true; if it did, it is asked again only after the record has changed.

        Where the record is read as it stands, whatever is to be brought up to date holds.
        """
        if self._as_it_stands:
            return True
        with translated(self.path):
            state = self._state()
        if self._held.get(what) == state:
            return True
        if not check():
            return False
        self._held[what] = state
        return True

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the record as it is now, whatever is written meanwhile."""
        with translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, at_most: int | None = None) -> Iterator[Connection]:
        """A transaction with the write lock from its start; kept if the block ends, undone if it raises.

        `at_most` is an option of the connection, for those who could hold the lock for long.
        """
        if self.reads_only:
            raise not_writable(self.path)
        with (
            translated(self.path),
            self._engine.connect().execution_options(
                **self._to_write(), writing=True, at_most=at_most
            ) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """A connection that is closed in the end, with all temporary tables; in no transaction yet."""
        with translated(self.path), self._engine.connect() as connection:
            connection.detach()
            yield connection

    @contextmanager
    def writable(self) -> Iterator[Database | None]:
        """This, or where it is open for reading only one that writes; None where it cannot be written."""
        if not self.reads_only:
            yield self
        elif self.can_be_written:
            writer = self._writer()
            try:
                yield writer
            finally:
                writer.close()
        else:
            yield None

    def prepare(self, *, create: bool = True) -> None:
        """Make the tables where there are none, or bring them to today's."""
        found = self.revision()
        if found == schema.HEAD:
            return
        if found is None and not create:
            raise NotFound(f"{self.path}: there is no record here", "`onrecord add` makes one")
        if found is not None:
            check_known(self.path, found)
        if not self.reads_only:
            self.make(schema.HEAD)
        elif found is not None and self.can_be_written:
            # Nobody is told to write first to read what an earlier version wrote.
            with self.writable() as writer:
                if writer is not None:
                    writer.make(schema.HEAD)
        else:
            raise RecordError(
                f"{self.path}: it lacks today's tables, and is open for reading only",
                "run `onrecord migrate` on it once where it can be written",
            )

    def make(self, version: str) -> None:
        """Make today's tables, as of `version`, in an empty database, or bring a record's to today's."""
        self._before_tables()
        with self.writing() as connection:
            # Another process may have come first while this one waited for the lock.
            found = self._revision(connection)
            if found is None:
                self._create_schema(connection)
                connection.execute(update(schema.revision).values(version_num=version))
            elif found != version:
                check_known(self.path, found)
                migrate(connection)

    def revision(self) -> str | None:
        """The migration the record is at; None where there are no tables."""
        with translated(self.path), self._engine.connect() as connection:
            return self._revision(connection)

    @property
    def works_beside(self) -> bool:
        """Whether long changes are worked out on temporary tables, so that others need not wait."""
        return False

    @abstractmethod
    def auditing(self) -> AbstractContextManager[Connection]:
        """A reading connection that gives even what is damaged, as far as that can be."""

    @abstractmethod
    def file_problems(self, connection: Connection) -> Iterator[Problem]:
        """What is wrong with the storage itself."""

    @abstractmethod
    def stray_problems(self, connection: Connection) -> Iterator[Problem]:
        """Rows that point at others that are not there."""

    @abstractmethod
    def index_problems(self) -> Iterator[Problem]:
        """Whether each search index still agrees with the words it was made from."""

    @abstractmethod
    def descriptions(self, connection: Connection) -> tuple[dict[str, str], dict[str, str]]:
        """What each table, index and view is by its name: as today's schema has it, and as it is."""

    @abstractmethod
    def _state(self) -> object:
        """Something that is another after every change to the record, whoever made it."""

    @abstractmethod
    def _before_tables(self) -> None:
        """Set in an empty database what cannot be set inside a transaction."""

    @abstractmethod
    def _create_schema(self, connection: Connection) -> None:
        """Make today's tables, search indexes and views in an empty database."""

    @abstractmethod
    def _revision(self, connection: Connection) -> str | None:
        """The migration the record is at; None where there are no tables."""

    @abstractmethod
    def _to_write(self) -> dict[str, object]:
        """Options of a connection that is to write."""

    @property
    @abstractmethod
    def can_be_written(self) -> bool:
        """Whether this process may write to it at all."""

    @abstractmethod
    def _writer(self) -> Self:
        """The same record, open for writing."""


COPYING = "copying"
"""At which migration a record is while it is copied from another."""


def check_known(path: Path | str, found: str) -> None:
    """Raise `RecordError` where a record is at a migration that this version does not know."""
    from onrecord.record import migrations  # noqa: PLC0415 (Alembic takes a tenth of a second)

    if found == COPYING:
        raise RecordError(
            f"{path}: another record was not copied into it to the end", "run `onrecord copy` again"
        )
    if found not in migrations.known():
        raise RecordTooNew(
            f"{path}: it was written by a later version of onrecord (its tables are at {found}, this version "
            f"knows {schema.HEAD})",
            "upgrade: pip install --upgrade onrecord",
        )


def migrate(connection: Connection) -> None:
    """Bring a record from an earlier migration to today's."""
    from onrecord.record import migrations  # noqa: PLC0415

    migrations.upgrade(connection)
