"""A slice -> its records, none of them looked into yet: so one can be passed over without touching it.

A record is a whole file, or a row, a line or a page of a larger one. Which records a slice has depends on the
slice alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from onrecord.batch.places import entry_of, is_remote, opened
from onrecord.batch.work import Options, Slice, Unfinished
from onrecord.core import Report
from onrecord.read import from_bytes, parquets, read, tables, warcs
from onrecord.read.skips import Skip, UnreadableError, size

_AHEAD = 1 << 16

Reports = Callable[[], Iterator[Report | Skip]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what to call it, and how to read it."""

    where: str
    reports: Reports


def records(piece: Slice, options: Options) -> Iterator[Record]:
    """The records of a slice, in order.

    Raises Unfinished where the input cannot be had, or is not the one that was planned for: also behind the
    last record, where it was changed meanwhile.
    """
    try:
        _check_unchanged(piece)
        if piece.kind in _WITHIN:
            with closing(opened(piece.address)) as stream:
                try:
                    yield from _WITHIN[piece.kind](piece, stream, options)
                except UnreadableError as error:
                    yield _unreadable(piece.address, str(error))
            _check_unchanged(piece)
        else:
            yield Record(piece.address, partial(_file, piece, options))
    except PermissionError as error:
        yield _unreadable(piece.address, error.strerror or str(error))
    except OSError as error:
        raise Unfinished(f"{piece.address}: {error.strerror or error}") from error


def _check_unchanged(piece: Slice) -> None:
    """Raise Unfinished where the input is another than was planned for, as far as anybody tells.

    By its size and the time of its last change (or what a store tells instead), and not by its bytes: those
    of a crawl take as long to read as all the rest.
    """
    if piece.size is None and piece.mark is None:
        return
    now = entry_of(piece.address)
    hint = "give another --out for what it is now"
    if piece.size not in {None, now.size}:
        what = f"{piece.size:,} bytes then, {now.size or 0:,} now"
    elif piece.mark not in {None, now.mark}:
        what = "as long as then, but written later or replaced"
        hint += "; a copy of what it was wants its time as well (cp -p)"
    else:
        return
    raise Unfinished(f"{piece.address}: it was changed since the run began ({what})", hint)


def _lines(piece: Slice, stream: BinaryIO, options: Options) -> Iterator[Record]:
    """The lines that begin within the slice."""
    limit, at = options.max_bytes, piece.start
    if at:
        stream.seek(at - 1)
        at += _rest_of_line(stream) - 1
    while piece.end is None or at < piece.end:
        stream.seek(at)
        line = stream.readline(limit + 1)
        if not line:
            return
        where = f"{piece.address}, byte {at}"
        if len(line) > limit and not line.endswith(b"\n"):
            at += len(line) + _rest_of_line(stream)
            yield _unreadable(where, f"longer than {size(limit)}")
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if at == 0 else line
        at = stream.tell()
        if line.strip():
            yield Record(where, partial(_line, line, piece, where, limit))


def _rest_of_line(stream: BinaryIO) -> int:
    """Read on to the end of a line, however long; how many bytes that took."""
    taken = 0
    while piece := stream.readline(_AHEAD):
        taken += len(piece)
        if piece.endswith(b"\n"):
            break
    return taken


def _line(line: bytes, piece: Slice, where: str, limit: int) -> Iterator[Report | Skip]:
    yield tables.from_line(line, _name(piece), piece.address, where, limit)


def _table_rows(piece: Slice, stream: BinaryIO, options: Options) -> Iterator[Record]:
    """The rows between two bytes of a table, read as rows below its header."""
    header = stream.read(piece.header)
    if piece.header:
        stream.seek(piece.start)
    rest = io.BufferedReader(_Part(header, stream, piece.end and piece.end - piece.start))
    table = tables.Table(rest, options.max_bytes, piece.kind or "csv", piece.encoding)
    at = piece.start if piece.header else len(table.header)
    for row in table.rows():
        where = f"{piece.address}, byte {at}"
        at += len(row.raw)
        yield Record(where, partial(_row, table, row, piece, where))


def _row(table: tables.Table, row: tables.Row, piece: Slice, where: str) -> Iterator[Report | Skip]:
    report = table.report(row, _name(piece), piece.address, where)
    if report is not None:
        yield report


def _parquet_rows(piece: Slice, stream: BinaryIO, options: Options) -> Iterator[Record]:
    end = piece.end or len(parquets.group_sizes(stream))
    for group in range(piece.start, end):
        called = f"group {group + 1}"
        try:
            for number, line in enumerate(parquets.rows(stream, group, group + 1), start=1):
                where = f"{piece.address}, row {number} of {called}"
                if isinstance(line, str):
                    yield _unreadable(where, line)
                else:
                    yield Record(where, partial(_line, line, piece, where, options.max_bytes))
        except UnreadableError as error:
            yield _unreadable(f"{piece.address}, {called}", str(error))


def _pages(piece: Slice, stream: BinaryIO, options: Options) -> Iterator[Record]:
    for at, page in warcs.pages(stream, options.max_bytes, piece.start, piece.end):
        where = f"{piece.address}, byte {at}"
        if isinstance(page, str):
            yield _unreadable(where, page)
        else:
            yield Record(where, partial(warcs.from_page, page))


_WITHIN: dict[str | None, Callable[[Slice, BinaryIO, Options], Iterator[Record]]] = {
    "jsonl": _lines,
    "csv": _table_rows,
    "tsv": _table_rows,
    "parquet": _parquet_rows,
    "warc": _pages,
}


def _file(piece: Slice, options: Options) -> Iterator[Report | Skip]:
    skips: list[Skip] = []
    address = piece.address
    if address.startswith(("http://", "https://")) or not is_remote(address):
        reports = read(
            address,
            on_skip=skips.append,
            max_bytes=options.max_bytes,
            allow_private=options.allow_private,
            absolute=True,
        )
    else:
        with closing(opened(address)) as stream:
            data = stream.read(options.max_bytes + 1)
        reports = from_bytes(
            data, _name(piece), address, kind=piece.kind, on_skip=skips.append, max_bytes=options.max_bytes
        )
    for report in reports:
        yield from skips
        skips.clear()
        yield report
    yield from skips


def _unreadable(where: str, why: str) -> Record:
    return Record(where, partial(iter, (Skip(where, why),)))


def _name(piece: Slice) -> str:
    return PurePosixPath(piece.address).name


class _Part(io.RawIOBase):
    """The header of a table and some of its rows, as one stream."""

    def __init__(self, header: bytes, stream: BinaryIO, left: int | None) -> None:
        self._header, self._stream, self._left = header, stream, left

    def readable(self) -> bool:
        """Always: it exists to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with the next bytes; their number, 0 at the end."""
        if self._header:
            piece = self._header[: len(buffer)]
            self._header = self._header[len(piece) :]
        else:
            wanted = len(buffer) if self._left is None else min(len(buffer), self._left)
            piece = self._stream.read(wanted)
            self._left = None if self._left is None else self._left - len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
