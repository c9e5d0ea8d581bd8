"""Where the records stand whose writers are killed: files in a folder, or databases of a server."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol


class Shelf(Protocol):
    """Records by their names."""

    def at(self, name: str) -> str | Path:
        """Where the record of that name is, as `Record.open` takes it."""

    def empty(self, name: str) -> None:
        """Make room for a record; there is nothing in it yet."""

    def copy(self, source: str, target: str) -> None:
        """Put a copy of a record that nobody has open in the place of another."""

    def alter(self, name: str, statements: Iterable[str]) -> None:
        """Change a record behind onrecord's back."""


class Files:
    """SQLite files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def at(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def empty(self, name: str) -> None:
        for end in ("", "-wal", "-shm"):
            self.at(name).with_name(f"{name}.db{end}").unlink(missing_ok=True)

    def copy(self, source: str, target: str) -> None:
        self.empty(target)
        if self.at(source).exists():  # where there is nothing yet, there is no file
            shutil.copy(self.at(source), self.at(target))

    def alter(self, name: str, statements: Iterable[str]) -> None:
        with closing(sqlite3.connect(self.at(name), isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)


class Server(Protocol):
    """A running PostgreSQL server."""

    def address(self, database: str) -> str:
        """Where a database is."""

    def sql(self, database: str, statement: str) -> object:
        """What one statement gives, outside any transaction."""


class Databases:
    """Databases of a server. Who writes is killed, not the server: what it was told to do last may go on."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def at(self, name: str) -> str:
        return self._server.address(name)

    def empty(self, name: str) -> None:
        self._drop(name)
        self._server.sql("postgres", f"CREATE DATABASE {name}")

    def copy(self, source: str, target: str) -> None:
        self._drop(target)
        self._server.sql("postgres", f"CREATE DATABASE {target} TEMPLATE {source}")

    def alter(self, name: str, statements: Iterable[str]) -> None:
        for statement in statements:
            self._server.sql(name, statement)

    def _drop(self, name: str) -> None:
        self._server.sql("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def shelf(on: str, folder: Path) -> Iterator[Shelf]:
    """The files of a folder, or with "postgresql" the databases of a server started for it."""
    if on == "sqlite":
        yield Files(folder)
    else:
        from tests.postgres import server  # noqa: PLC0415 (needs pytest)

        with server() as running:
            yield Databases(running)
