"""What archived bytes read as, once more: whether a report's text follows from the bytes it was read from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from typing import Literal, get_args

from onrecord.core.version import __version__
from onrecord.read.decoding import decode, encoding_of
from onrecord.read.feeds import from_item
from onrecord.read.pages import from_html
from onrecord.read.skips import UnreadableError
from onrecord.read.tables import row_text

Way = Literal["text", "json row", "table row", "feed item", "html"]
WAYS: tuple[Way, ...] = get_args(Way)
"""How bytes can have been read, the cheapest first."""

_LIBRARIES = ("charset-normalizer", "lxml", "trafilatura")
_DELIMITERS = (",", ";", "\t", "|")
CHARSETS = ("cp1252", "cp1251", "cp1250", "koi8-r", "iso8859-2", "shift_jis", "gb18030", "euc-kr")
"""What a server may have called bytes that are not UTF-8; the record does not keep it."""


def readers() -> dict[str, str]:
    """The versions of what decides which text bytes read as, by name."""
    return {"onrecord": __version__, **{name: version(name) for name in _LIBRARIES}}


def reads_as(data: bytes, text: str, way: Way, source: str, charset: str | None = None) -> bool:
    """Whether the bytes, read that way, give exactly the text.

    `charset` is the encoding that a server claimed, one of `CHARSETS`; of a row of a table, which is kept
    without its header, any one cell may be the text.
    """
    try:
        return any(found == text for found in _texts(data, way, source, charset))
    except UnreadableError:
        return False


def way_of(data: bytes, text: str, source: str) -> tuple[Way, str | None] | None:
    """The way, and the charset, in which the bytes read as the text; None where there is none."""
    for charset in (None, *_charsets(data)):
        for way in WAYS:
            if reads_as(data, text, way, source, charset):
                return way, charset
    return None


def _texts(data: bytes, way: Way, source: str, charset: str | None) -> Iterator[str]:
    if way == "html":
        yield from_html(data, "page", source, charset).text
    elif way == "feed item":
        yield from_item(data, "item", source).text
    elif way == "json row":
        yield row_text(data)
    elif way == "table row":
        for row in _rows(data, charset):
            for delimiter in _DELIMITERS:
                yield from _cells(row, delimiter)
    else:
        yield decode(data, charset)


def _rows(data: bytes, charset: str | None) -> Iterator[str]:
    """The row in each encoding that it may be in: in wide ones, rows have no mark of their own."""
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)
    yield decode(data, charset)


def _cells(row: str, delimiter: str) -> list[str]:
    csv.field_size_limit(max(csv.field_size_limit(), len(row)))
    try:
        return next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def _charsets(data: bytes) -> tuple[str, ...]:
    try:
        return () if encoding_of(data)[0] == "utf-8" else CHARSETS
    except UnreadableError:
        return ()
