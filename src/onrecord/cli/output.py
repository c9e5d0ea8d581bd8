"""Data for other programs: UTF-8 to standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from onrecord.core import OnrecordError, files
from onrecord.core.visible import in_json, visible

_DATABASE = b"SQLite format 3\0"
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files it keeps beside it."""


@contextmanager
def standard() -> Iterator[BinaryIO]:
    """Standard output as bytes, flushed when the block ends well.

    Not `sys.stdout.buffer`: unbuffered, that silently drops what one system call does not take.
    """
    sys.stdout.flush()
    stream = open(sys.stdout.fileno(), "wb", closefd=False)  # noqa: SIM115
    yield stream
    stream.flush()


@contextmanager
def as_text(stream: BinaryIO) -> Iterator[TextIO]:
    """UTF-8 text into `stream`, line ends untouched, whatever the machine's locale; `stream` stays open."""
    text = TextIOWrapper(stream, encoding="utf-8", newline="")
    yield text
    text.detach()


def harmless(text: str) -> str:
    """Text for standard output: as it is for programs; on a terminal, hostile characters as escapes."""
    return visible(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text


def harmless_json(line: str) -> str:
    """JSON for standard output: as it is for programs; on a terminal, hostile characters as JSON escapes."""
    return in_json(line) if sys.stdout.isatty() else line


def spare_databases(path: Path, record: str) -> None:
    """Raise OnrecordError if writing to `path` would destroy the record, or any other SQLite database."""
    hint = "give another name: -o FILE"
    # Behind a link, SQLite keeps its files beside the database itself.
    for held in (Path(f"{name}{end}") for name in (Path(record), Path(record).resolve()) for end in _BESIDE):
        if path.resolve() == held.resolve() or (path.exists() and held.exists() and path.samefile(held)):
            raise OnrecordError(f"{path}: this is the record itself; nothing was written", hint)
    if path.is_file():
        with path.open("rb") as stream:
            if stream.read(len(_DATABASE)) == _DATABASE:
                raise OnrecordError(f"{path}: a database stands there; nothing was written", hint)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends well; else `path` stays as it was."""
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    if not path.parent.is_dir():
        raise OnrecordError(f"{path.parent}: no such folder", "make it first, or write somewhere else")
    with files.whole(path) as stream:
        yield stream
