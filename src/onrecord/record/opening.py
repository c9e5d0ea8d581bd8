"""Which kind of database is meant by a path or an address."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.core import RecordError
from onrecord.core.visible import without_password
from onrecord.record.database import Database
from onrecord.record.sqlite import SqliteDatabase, check_path

_ADDRESS = re.compile(r"\s*postgres(ql)?([+]\w+)?:", re.IGNORECASE)
_OTHER = re.compile(r"\s*[a-z][\w.-]+([+]\w+)?://", re.IGNORECASE)


def is_address(path: str | Path) -> bool:
    """Whether it is the address of a PostgreSQL database rather than the path of a file."""
    return isinstance(path, str) and _ADDRESS.match(path) is not None


def open_database(path: str | Path, *, create: bool, read_only: bool, as_it_stands: bool = False) -> Database:
    """The SQLite file or PostgreSQL database that is meant, ready to be used; see `Record.open`."""
    if is_address(path):
        from onrecord.record.postgres import PostgresDatabase  # noqa: PLC0415 (an extra, and slow to load)

        return PostgresDatabase.open(
            str(path).strip(), create=create, read_only=read_only, as_it_stands=as_it_stands
        )
    _check_no_address(path)
    return SqliteDatabase.open(Path(path), create=create, read_only=read_only, as_it_stands=as_it_stands)


def _check_no_address(path: str | Path) -> None:
    if isinstance(path, str) and _OTHER.match(path):
        raise RecordError(
            f"{without_password(path)}: no database of this kind can be a record",
            "give the path of a file, or postgresql://USER@HOST/DATABASE",
        )


def unprepared(path: str | Path) -> Database:
    """The same, whatever is in it so far; a new file where there is none."""
    if is_address(path):
        from onrecord.record.postgres import PostgresDatabase, parsed  # noqa: PLC0415

        return PostgresDatabase(parsed(str(path).strip()), read_only=False)
    _check_no_address(path)
    check_path(Path(path), create=True)
    return SqliteDatabase(Path(path), read_only=False)


def revision(path: str | Path) -> str | None:
    """The migration a record is at; None where there is none."""
    if not is_address(path) and not Path(path).exists():
        return None
    database = unprepared(path)
    try:
        return database.revision()
    finally:
        database.close()
