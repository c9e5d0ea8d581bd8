"""JSONL, CSV and TSV -> one Report per row. Rows are streamed: only one is in memory at a time."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.core import Report
from onrecord.read import dates
from onrecord.read.decoding import ORDER_MARKS, encoding_of, refuse_binary, well_formed
from onrecord.read.frame import Known
from onrecord.read.kinds import SNIFFED, TEXT_COLUMNS, column_names, delimiter_of
from onrecord.read.making import digest, report_of, tidy
from onrecord.read.skips import Skip, UnreadableError, size

_TITLE = ("title", "headline")
_PUBLISHED = ("date", "published", "publication_date", "published_at")
_OUTLET = ("outlet", "publisher")
_NAME = ("name", "id")
COLUMNS = frozenset((*TEXT_COLUMNS, *_TITLE, *_PUBLISHED, *_OUTLET, *_NAME, "url", "author"))
"""The columns that say something of a report, folded."""
_LINE_END = re.compile(r"\r*\n|\r+")


def from_jsonl(stream: BinaryIO, name: str, source: str, max_bytes: int) -> Iterator[Report | Skip]:
    """The rows of a JSONL stream (UTF-8, one object a line); a line that cannot be read is a Skip."""
    for number, line in _lines(stream, max_bytes):
        where = f"{source}, line {number}"
        if line is None:
            yield Skip(where, f"longer than {size(max_bytes)}")
            continue
        content = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if content.strip():
            yield from_line(content, name, source, where, max_bytes)


def from_line(line: bytes, name: str, source: str, where: str, max_bytes: int) -> Report | Skip:
    """The report in one line of a JSONL stream, which is called `where` if it holds none."""
    content = line.rstrip(b"\r\n")
    if len(content) > max_bytes:
        return Skip(where, f"longer than {size(max_bytes)}")
    try:
        return _report(_object(content), name, source, content)
    except UnreadableError as error:
        return Skip(where, str(error))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, not yet looked into."""

    cells: list[str] | None
    """None where it is no row, or too long."""
    raw: bytes
    """The bytes it stands in, its line end included."""


class Table:
    """A CSV or TSV stream with a header, opened: its columns, and its rows one after the other."""

    def __init__(self, stream: BinaryIO, max_bytes: int, kind: str, encoding: str | None = None) -> None:
        """Read the header; `encoding` is that of the whole table, where `stream` is a piece of it.

        Raises UnreadableError where no column of the header holds text.
        """
        head = stream.read(SNIFFED)
        if not head.strip():
            raise UnreadableError("empty")
        self.encoding = encoding or _encoding(head)
        self._max_bytes = max_bytes
        self._lines = _Recorded(_text_lines(head, stream, self.encoding, max_bytes))
        header = next(self._lines, "")
        self._delimiter = "\t" if kind == "tsv" else delimiter_of(header) or ","
        self._columns = column_names(header, self._delimiter)
        if not any(column in TEXT_COLUMNS for column in self._columns):
            seen = well_formed(", ".join(self._columns)[:200])
            raise UnreadableError(f"no column named {', '.join(TEXT_COLUMNS)} (columns: {seen})")
        self.header = self._taken()
        """The bytes of the header, its line end included."""

    def rows(self) -> Iterator[Row]:
        """The rows below the header."""
        csv.field_size_limit(max(csv.field_size_limit(), self._max_bytes))
        for cells in _rows(csv.reader(self._lines, delimiter=self._delimiter)):
            yield Row(cells, self._taken())

    def report(self, row: Row, name: str, source: str, where: str) -> Report | Skip | None:
        """The report in a row, which is called `where` if it holds none; None for an empty row."""
        if row.cells is None:
            return Skip(where, f"not a row of a table, or longer than {size(self._max_bytes)}")
        if len(row.cells) != len(self._columns):
            why = f"{len(row.cells)} columns where the header has {len(self._columns)}"
            return Skip(where, why) if row.cells else None
        try:
            raw = row.raw.decode(self.encoding, "surrogateescape").rstrip("\r\n")
            data = raw.encode(self.encoding, "surrogateescape")
            return _report(_mapped(self._columns, row.cells), name, source, data)
        except UnreadableError as error:
            return Skip(where, str(error))

    def _taken(self) -> bytes:
        return self._lines.take().encode(self.encoding, "surrogateescape")


def from_csv(stream: BinaryIO, name: str, source: str, max_bytes: int, kind: str) -> Iterator[Report | Skip]:
    """The rows of a CSV or TSV stream with a header; a row that cannot be read is a Skip.

    Raises UnreadableError where no column of the header holds text.
    """
    table = Table(stream, max_bytes, kind)
    for number, row in enumerate(table.rows(), start=1):
        report = table.report(row, name, source, f"{source}, row {number}")
        if report is not None:
            yield report


def row_text(line: bytes) -> str:
    """The text in one line of a JSONL stream, without its end; raises UnreadableError where it has none."""
    return _text(_object(line))


def _text(row: Mapping[str, object]) -> str:
    text = next((row[column] for column in TEXT_COLUMNS if row.get(column) is not None), None)
    if not isinstance(text, str):
        raise UnreadableError(f"no text in {', '.join(TEXT_COLUMNS)}")
    if "\0" in text:
        raise UnreadableError("binary: it holds a NUL character")
    return well_formed(text)


def _report(row: Mapping[str, object], name: str, source: str, data: bytes) -> Report:
    text = _text(row)
    row_name = _first(row, _NAME)
    url = tidy(row.get("url"), 2000)
    known = Known(
        title=_first(row, _TITLE),
        published=next((iso for column in _PUBLISHED if (iso := dates.iso_of(row.get(column)))), None),
        outlet=_first(row, _OUTLET),
        author=tidy(row.get("author")),
    )
    key = digest(data)
    # A name that came through standard input says nothing of which table it stood in.
    where = url or f"{source}#{key if row_name is None or source == '-' else row_name}"
    return report_of(text, row_name or f"{name}#{key}", where, data, known)


def _first(row: Mapping[str, object], columns: Iterable[str]) -> str | None:
    for column in columns:
        value = row.get(column)
        found = tidy(str(value) if isinstance(value, int) else value)
        if found is not None:
            return found
    return None


def _object(line: bytes) -> dict[str, object]:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise UnreadableError("JSON nested too deep") from error
    except ValueError as error:
        raise UnreadableError(f"not JSON ({error})") from error
    if not isinstance(value, dict):
        raise UnreadableError("not a JSON object")
    return {key.strip().lower(): item for key, item in value.items()}


def _mapped(columns: list[str], cells: list[str]) -> dict[str, object]:
    return {column: cell or None for column, cell in zip(columns, cells, strict=True)}


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | None]:
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield None


class _Recorded:
    """An iterator over lines that remembers those handed out, so that a row's own bytes can be told."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._seen.append(line)
        return line

    def take(self) -> str:
        """The lines handed out since the last call, as one string."""
        seen, self._seen = "".join(self._seen), []
        return seen


def _encoding(head: bytes) -> str:
    for mark, wide in ORDER_MARKS:
        if head.startswith(mark):
            return wide  # whether it is, shows as it is read
    # The head may end within a character, so it is judged up to its last whole line.
    whole = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    encoding = encoding_of(whole)[0]
    if not encoding.startswith(("utf-16", "utf-32")):
        refuse_binary(head)
    return encoding


def _text_lines(head: bytes, stream: BinaryIO, encoding: str, max_bytes: int) -> Iterator[str]:
    """Decoded lines with their ends; bytes that are wrong in the encoding survive as lone surrogates."""
    wide = encoding.startswith(("utf-16", "utf-32"))  # no half of a character can be kept there
    decoder = codecs.getincrementaldecoder(encoding)("strict" if wide else "surrogateescape")
    line_end = None
    pending: list[str] = []
    length = 0
    chunk = head
    while chunk:
        decoded = _decoded(decoder, chunk, encoding)
        line_end = line_end or _line_end(decoded)
        *lines, rest = decoded.split(line_end)
        for line in lines:
            yield "".join(pending) + line + line_end
            pending, length = [], 0
        pending.append(rest)
        length += len(rest)
        if length > max_bytes:
            raise UnreadableError(f"a line longer than {size(max_bytes)}")
        chunk = stream.read(SNIFFED)
    pending.append(_decoded(decoder, b"", encoding))
    if last := "".join(pending):
        yield last


def _line_end(decoded: str) -> str:
    """How the lines of a table end, by its first: a bare carriage return where old systems wrote it."""
    found = _LINE_END.search(decoded)
    return "\n" if found is None or found[0].endswith("\n") else "\r"


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str) -> str:
    """The next characters; an empty `chunk` ends them."""
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it begins as {encoding.upper()} and is not") from error


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one longer than `max_bytes`, which is read past but not kept."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(SNIFFED)
        yield number, None
