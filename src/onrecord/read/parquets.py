"""Parquet -> one Report per row, each read as the same row of a JSONL file would be; needs pyarrow."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from onrecord.core import OnrecordError, Report
from onrecord.read.kinds import TEXT_COLUMNS
from onrecord.read.skips import Skip, UnreadableError
from onrecord.read.tables import COLUMNS, from_line

_AT_ONCE = 64
"""Rows held in memory at a time."""
_NO_VALUE = (OverflowError, ValueError, LookupError)
"""What Python raises where it has no value for a cell: year 20,000, bytes that are no text, unknown zones."""


def from_parquet(stream: BinaryIO, name: str, source: str, max_bytes: int) -> Iterator[Report | Skip]:
    """The rows of a Parquet file; a row that cannot be read is a Skip, the rest of a damaged row group one.

    Raises UnreadableError for what is no Parquet file or has no column of text, OnrecordError if pyarrow is
    not installed.
    """
    file = _opened(stream)
    number = end = 0
    for group in range(file.metadata.num_row_groups):
        number, end = end, end + file.metadata.row_group(group).num_rows
        try:
            for line in _rows_of(file, [group]):
                number += 1
                where = f"{source}, row {number}"
                if isinstance(line, str):
                    yield Skip(where, line)
                else:
                    yield from_line(line, name, source, where, max_bytes)
        except UnreadableError as error:
            yield Skip(f"{source}, rows {number + 1} to {end}", str(error))


def group_sizes(stream: BinaryIO) -> list[int]:
    """How many bytes each row group takes in the file; errors as for `from_parquet`."""
    about = _opened(stream).metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    return [
        sum(group.column(number).total_compressed_size for number in range(group.num_columns))
        for group in groups
    ]


def rows(stream: BinaryIO, first: int, end: int) -> Iterator[bytes | str]:
    """The rows of the row groups from `first` to before `end`, each as a line of JSON in UTF-8.

    Columns that say nothing of a report are left out, times are written as ISO 8601; text says why there is
    no line. Of a cell that cannot be had nothing is read, unless it is the text. Raises UnreadableError where
    a group is damaged.
    """
    yield from _rows_of(_opened(stream), list(range(first, end)))


def _rows_of(file: Any, groups: list[int]) -> Iterator[bytes | str]:
    names = [each for each in file.schema_arrow.names if each.strip().lower() in COLUMNS]
    with _damage_told():
        for batch in file.iter_batches(_AT_ONCE, row_groups=groups, columns=names):
            for row in _rows_in(_in_microseconds(batch)):
                yield row if isinstance(row, str) else _line(row)


def _in_microseconds(batch: Any) -> Any:
    """Times as fine as Python has them; pandas writes nanoseconds."""
    pa = _library()
    for at, kind in enumerate(batch.schema.types):
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            rounded = batch.column(at).cast(pa.timestamp("us", kind.tz), safe=False)
            batch = batch.set_column(at, batch.schema.names[at], rounded)
    return batch


def _rows_in(batch: Any) -> Iterator[dict[str, Any] | str]:
    try:
        found = batch.to_pylist()
    except _NO_VALUE:
        found = [_row(batch, number) for number in range(batch.num_rows)]
    yield from found


def _row(batch: Any, number: int) -> dict[str, Any] | str:
    """One row, cell by cell; why there is none, where its text cannot be had."""
    found = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            found[name] = column[number].as_py()
        except _NO_VALUE as error:
            if name.strip().lower() in TEXT_COLUMNS:
                return f"its {name} cannot be read ({error})"
            found[name] = None
    return found


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def _opened(stream: BinaryIO) -> Any:
    with _damage_told():
        file = _library().parquet.ParquetFile(stream)
    columns = [each.strip().lower() for each in file.schema_arrow.names]
    if not any(each in TEXT_COLUMNS for each in columns):
        seen = ", ".join(columns)[:200]
        raise UnreadableError(f"no column named {', '.join(TEXT_COLUMNS)} (columns: {seen})")
    return file


def _library() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra: 150 MB that most users do not need)
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise OnrecordError(
            "Parquet needs pyarrow, which is not installed", "pip install 'onrecord[parquet]'"
        ) from None
    return pa


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _library().ArrowException as error:
        raise UnreadableError(f"not Parquet, or damaged ({_in_a_line(error)})") from error
    except OSError as error:
        if error.errno is not None:  # the disk's or the network's, not the file's
            raise
        raise UnreadableError(f"a damaged Parquet file ({_in_a_line(error)})") from error


def _in_a_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _plain(value: object) -> str | None:
    """A value that JSON has no words for: days and times as ISO 8601; of all else nothing is read."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else None
