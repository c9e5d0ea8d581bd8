"""What kind of thing the bytes are: by media type, by suffix, by content."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

from onrecord.read.skips import UnreadableError

Kind = Literal["text", "html", "feed", "jsonl", "csv", "tsv", "parquet", "warc"]

SNIFFED = 65_536
"""How many leading bytes decide the kind of an input."""

TEXT_COLUMNS = ("text", "body", "content", "article")

_SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
}
_PACKED = (".warc.gz", ".wet.gz")
_MEDIA_TYPES: dict[str, Kind] = {
    "text/plain": "text",
    "text/markdown": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
_TO_SNIFF = ("", "application/octet-stream", "application/json", "application/xml", "text/xml", "text/json")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_LINE_ENDS = re.compile(r"[\r\n]+")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p)[\s>/]", re.IGNORECASE)


def by_suffix(name: str) -> Kind | None:
    """The kind a file name promises; None where only the content can tell.

    >>> by_suffix("news/rain.TXT"), by_suffix("rain")
    ('text', None)
    """
    if name.lower().endswith(_PACKED):
        return "warc"
    return _SUFFIXES.get(PurePath(name).suffix.lower())


def by_media_type(media_type: str) -> Kind | None:
    """The kind a Content-Type promises; None where only the content can tell; UnreadableError for others."""
    kind = _MEDIA_TYPES.get(media_type)
    if kind is None and media_type not in _TO_SNIFF:
        raise UnreadableError(f"its type is {media_type}, which is not a report")
    return kind


def by_content(head: bytes) -> Kind:
    """The kind that the first bytes show; plain text where they show no other.

    Raises UnreadableError for XML that is neither a feed nor a page, and for JSON not of one object a line.
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        opening = start[:2048]
        if _FEED.search(opening):
            return "feed"
        if _HTML.search(opening):
            return "html"
        if opening.startswith(b"<?xml"):
            raise UnreadableError("XML, but neither RSS nor Atom nor XHTML")
    if start.startswith((b"{", b"[")):
        return _json_kind(start)
    if b"\0" in head:
        return "text"  # UTF-16 or binary: whoever decodes it can tell
    return _table_kind(start.decode("utf-8", "replace"))


def delimiter_of(header: str) -> str | None:
    """The delimiter that makes `header` name a text column beside at least one other; None if none does.

    >>> delimiter_of("date;title;text"), delimiter_of("Text of the treaty, in full")
    (';', None)
    """
    for delimiter in (",", ";", "\t", "|"):
        names = column_names(header, delimiter)
        if len(names) > 1 and any(name in TEXT_COLUMNS for name in names):
            return delimiter
    return None


def column_names(header: str, delimiter: str) -> list[str]:
    """The folded names in a header line; none where it cannot be one."""
    try:
        cells: Iterable[str] = next(csv.reader([first_line_of(header)[:10_000]], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip().strip("\ufeff").lower() for cell in cells]


def _table_kind(start: str) -> Kind:
    first_line, *below = _LINE_ENDS.split(start, maxsplit=2)
    delimiter = delimiter_of(first_line)
    if delimiter is None or not all(map(_is_name, column_names(first_line, delimiter))):
        return "text"
    if below and below[0] and delimiter not in below[0] and not below[0].startswith('"'):
        return "text"  # "Rain, text" over a line that is no row
    return "tsv" if delimiter == "\t" else "csv"


def first_line_of(text: str) -> str:
    r"""What stands before the first line end of any system: \n, \r\n or \r."""
    return _LINE_ENDS.split(text, maxsplit=1)[0]


def _is_name(cell: str) -> bool:
    """Whether a cell can be a column's name: "Text, the minister said, is short" is no header."""
    return 0 < len(cell) <= 40 and len(cell.split()) <= 2 and cell[-1] not in '.!?:”"'


def _json_kind(start: bytes) -> Kind:
    first_line = start.split(b"\n", 1)[0]
    try:
        value = json.loads(first_line)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return "jsonl"
    if len(first_line) == len(start) and start.startswith(b"{"):
        return "jsonl"  # one row, longer than what is sniffed
    if start[1:].lstrip().startswith((b'"', b"{")):
        raise UnreadableError("JSON, but not one object a line")
    return "text"
