"""Data for other programs: UTF-8 to standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.cli.visible import in_json, visible


def write_json(line: str) -> None:
    """JSON to standard output; on a terminal, hostile characters as JSON's own escapes."""
    sys.stdout.write(in_json(line) if sys.stdout.isatty() else line)


def write_text(text: str) -> None:
    """Text to standard output, as it is for programs; on a terminal, hostile characters as escapes."""
    sys.stdout.write(visible(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text)


def utf8() -> None:
    """Make standard output UTF-8 without translated line ends, whatever the machine's locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")


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
