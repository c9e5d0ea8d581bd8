"""Data for other programs: UTF-8 to standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from onrecord.cli.visible import in_json, visible


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


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends well; else `path` stays as it was."""
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
