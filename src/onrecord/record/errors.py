"""The border where SQLite's and SQLAlchemy's errors become onrecord's: one line, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from onrecord.core import RecordError

BUSY_SECONDS = 30


class Busy(RecordError):
    """Another process is writing; what was there before can be read."""


# By SQLite's primary result code: https://www.sqlite.org/rescode.html
_KNOWN = {
    sqlite3.SQLITE_FULL: (
        "the disk is full; what was added before stays",
        "free some space, then run the same command again",
    ),
    sqlite3.SQLITE_BUSY: (
        f"another process has been writing for more than {BUSY_SECONDS} seconds",
        "wait for it to finish, then run the same command again",
    ),
    sqlite3.SQLITE_LOCKED: (
        "another part of this process is writing",
        "open the record once, and use it from one thread at a time",
    ),
    sqlite3.SQLITE_READONLY: (
        "it can be read but not written",
        "check its permissions, or choose another database",
    ),
    sqlite3.SQLITE_PERM: ("no permission", "check its permissions, or choose another database"),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "check that the folder exists and can be written",
    ),
    sqlite3.SQLITE_NOTADB: (
        "it is not a SQLite database",
        "choose another path; nothing was changed",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk failed while reading or writing; what was added before stays",
        "check the disk, then run `onrecord verify`",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "it is damaged",
        "run `onrecord verify` to see what is; restore it from a copy",
    ),
}

# By PostgreSQL's classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_KNOWN_BY_STATE = {
    "08": ("it cannot be reached", "check that the server runs and can be reached, then run it again"),
    "22021": ("a text has a character that PostgreSQL cannot keep (U+0000)", "leave it out"),
    "25006": ("it can be read but not written", "write where the server is not a standby"),
    "28": ("it does not let this user in", "check user, password and pg_hba.conf"),
    "3D000": ("there is no such database", "make it first: createdb NAME"),
    "54": ("a name or an address is too long for an index of PostgreSQL", "shorten it"),
    "42501": ("no permission", "have its owner grant what is lacking, or use another user"),
    "53": ("the server has no disk, memory or connections left", "free some, then run it again"),
    "55P03": (
        f"another process has been writing for more than {BUSY_SECONDS} seconds",
        "wait for it to finish, then run the same command again",
    ),
    "57P": ("the server went away; what was added before stays", "start it, then run it again"),
}


def not_writable(path: Path | str) -> RecordError:
    """That the record at `path` is open for reading only."""
    what, hint = _KNOWN[sqlite3.SQLITE_READONLY]
    return RecordError(f"{path}: {what}", hint)


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn database errors in the block into `RecordError`s about the record at `path`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _explained(path, getattr(error, "orig", None) or error) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # A broken table name reaches us as bytes that SQLite's own message cannot be decoded from.
        raise _explained(path, error) from error


def _explained(path: Path | str, error: BaseException) -> RecordError:
    if type(error).__module__.startswith("psycopg"):
        return _of_postgres(path, error)
    code = getattr(error, "sqlite_errorcode", None)
    what, hint = _KNOWN.get(code & 0xFF, (None, None)) if code is not None else (None, None)
    detail = " ".join(str(error).split())
    if what is None:
        if isinstance(error, UnicodeDecodeError) or "Could not decode to UTF-8" in detail:
            what, hint = _KNOWN[sqlite3.SQLITE_CORRUPT]
        else:
            return RecordError(f"{path}: {detail}")
    if what == _KNOWN[sqlite3.SQLITE_CORRUPT][0]:
        what = f"{what} ({detail})"
    busy = code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
    return (Busy if busy else RecordError)(f"{path}: {what}", hint)


def _of_postgres(path: Path | str, error: BaseException) -> RecordError:
    # Without a code it did not come from the server: there was no way to it.
    state: str = getattr(error, "sqlstate", None) or ("22021" if "NUL" in str(error) else "08")
    known = next((_KNOWN_BY_STATE[state[:n]] for n in (5, 3, 2) if state[:n] in _KNOWN_BY_STATE), None)
    detail = " ".join(str(error).split())
    if known is None:
        return RecordError(f"{path}: {detail}")
    what, hint = known
    busy = state == "55P03"
    return (Busy if busy else RecordError)(f"{path}: {what}" + ("" if busy else f" ({detail})"), hint)
