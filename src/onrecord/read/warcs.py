"""WARC, as web archives and Common Crawl's news crawl write it -> the pages in it; needs fastwarc.

Pages are what a server answered with "200" and a type that a report can have; pictures, redirects, requests
and the archive's own notes are passed over without a word.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from urllib.parse import urlsplit

from onrecord.core import OnrecordError, Report
from onrecord.read.codings import decoded
from onrecord.read.decoding import decode
from onrecord.read.feeds import from_feed
from onrecord.read.kinds import by_media_type
from onrecord.read.making import report_of
from onrecord.read.pages import from_html
from onrecord.read.skips import Skip, UnreadableError, size

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = b"\x1f\x8b\x08"
_BEGINS = b"WARC/"
_LINE_ENDS = b"\r\n\r\n"
_PLAIN = b"\n" + _BEGINS
"""Begins a record that is not compressed, and hardly ever a line of a page."""
_AHEAD = 1 << 20
"""Bytes read at a time while the next record is looked for."""
_LOOKED_AT = 64 << 20
"""How far into an archive a second record is looked for, which shows that each is compressed by itself."""
_PROBE = 512
"""Compressed bytes that tell whether they begin a record."""
_OK = 200
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in an archive, not yet looked into: its own address, what its server said of it, its bytes."""

    url: str
    media_type: str
    charset: str | None
    data: bytes


def from_warc(stream: BinaryIO, source: str, max_bytes: int) -> Iterator[Report | Skip]:
    """The reports in an archive, in its order; what cannot be read is a Skip.

    Raises OnrecordError if fastwarc is not installed.
    """
    for at, page in pages(stream, max_bytes):
        if isinstance(page, str):
            yield Skip(f"{source}, byte {at}", page)
        else:
            yield from from_page(page)


def from_page(page: Page) -> Iterator[Report | Skip]:
    """The report on a page, or those of a feed."""
    try:
        parts = urlsplit(page.url)
    except ValueError as error:
        yield Skip(page.url, f"it is no address ({error})")
        return
    name = parts.path.rstrip("/").rpartition("/")[2] or parts.netloc
    try:
        kind = by_media_type(page.media_type)
        if kind == "feed":
            yield from from_feed(page.data, name, page.url)
        elif kind == "html":
            yield from_html(page.data, name, page.url, page.charset)
        else:
            yield report_of(decode(page.data, page.charset), name, page.url, page.data)
    except UnreadableError as error:
        yield Skip(page.url, str(error))


def pages(
    stream: BinaryIO, max_bytes: int, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, Page | str]]:
    """The pages whose records begin at or after byte `start` and before `end`; text says why there is none.

    Each comes with the byte at which its record begins. Where every record is compressed by itself, as the
    format asks for, `start` and `end` may be any bytes: cut anywhere, the pieces hold every record once. Else
    a record begins at `start`. A damaged record does not take those after it along, if they are compressed by
    themselves, or not at all.

    Raises OnrecordError if fastwarc is not installed.
    """
    at: int | None = start
    if start and is_gzip(stream):
        at = _next_record(stream, start)
    if at is not None:
        for seen, page in _walked(stream, _opener(), lambda record: _page(record, max_bytes), at, end):
            if page is not None:
                yield seen, page


def record_starts(stream: BinaryIO) -> Iterator[int]:
    """The bytes at which the records of an archive begin: to cut one that is not compressed."""
    for at, damage in _walked(stream, _opener(parse_http=False), lambda _: None, 0, None):
        if damage is None:
            yield at


def _walked(
    stream: BinaryIO,
    opened: Callable[[BinaryIO], Iterator[WarcRecord]],
    look: Callable[[WarcRecord], _Seen],
    start: int,
    end: int | None,
) -> Iterator[tuple[int, _Seen | str]]:
    """What `look` sees in each record from byte `start` on to before `end`; text where one is damaged."""
    at: int | None = start
    while at is not None and (end is None or at < end):
        stream.seek(at)
        seen, damage = at, None
        last = list[_Seen]()  # is not told before what follows shows where its record ends
        try:
            for record in opened(stream):
                yield from ((seen, each) for each in last)
                last.clear()
                if end is not None and record.stream_pos >= end:
                    return
                seen = record.stream_pos
                last.append(look(record))
        except OSError as error:
            if error.errno is not None:  # the disk's or the network's, not the archive's
                raise
            damage = str(error)
        if last and not _is_whole(stream, seen):
            damage = "the record is not as long as it says"
        else:
            yield from ((seen, each) for each in last)
        if damage is None:
            return
        yield seen, f"the archive is damaged here ({damage})"
        packed = is_gzip(stream)
        at = _next_record(stream, seen + 1) if packed else _next_plain(stream, seen + 1)


def _is_whole(stream: BinaryIO, start: int) -> bool:
    """Whether a record ends where its head says: line ends stand behind it, and then another, or nothing."""
    stream.seek(start)
    is_packed = stream.read(len(_GZIP)) == _GZIP
    stream.seek(start)
    plain = gzip.GzipFile(fileobj=stream) if is_packed else stream
    length = 0
    try:
        while head := plain.readline(_AHEAD).strip():
            name, _, value = head.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        if not length:
            return True
        plain.seek(length - 1, io.SEEK_CUR)
        end = plain.read(1 + len(_LINE_ENDS))
    except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, OverflowError):
        return False
    return end != b"" and _BEGINS.startswith(end[1:].lstrip(_LINE_ENDS))


def is_gzip(stream: BinaryIO) -> bool:
    """Whether an archive is compressed, record by record or as a whole."""
    stream.seek(0)
    return stream.read(len(_GZIP)) == _GZIP


def by_records(stream: BinaryIO) -> bool:
    """Whether a compressed archive may be cut at any byte, as not all of it is compressed as one."""
    return _next_record(stream, 1, _LOOKED_AT) is not None


def _opener(*, parse_http: bool = True) -> Callable[[BinaryIO], Iterator[WarcRecord]]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (an extra)
    except ImportError:
        raise OnrecordError(
            "WARC needs fastwarc, which is not installed", "pip install 'onrecord[batch]'"
        ) from None
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    types = wanted if parse_http else WarcRecordType.any_type

    def opened(stream: BinaryIO) -> Iterator[WarcRecord]:
        return iter(ArchiveIterator(stream, record_types=types, parse_http=parse_http, auto_decode="none"))

    return opened


def _page(record: WarcRecord, max_bytes: int) -> Page | str | None:
    """What a record holds; None where it is no page."""
    if record.is_http and record.http_headers.status_code != _OK:
        return None
    stated = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    media_type = (stated or "").split(";")[0].strip().lower()
    try:
        by_media_type(media_type)
    except UnreadableError:
        return None
    body = bytearray()
    while piece := record.reader.read(min(_AHEAD, max_bytes + 1 - len(body))):
        body += piece
    if len(body) < min(record.content_length, max_bytes + 1):
        raise OSError("the record is not as long as it says")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if len(body) > max_bytes:
        return f"{url}: larger than {size(max_bytes)}"
    if not record.is_http:
        return Page(url, media_type, None, bytes(body))
    transfer, content = (record.http_headers.get(f"{of}-Encoding") or "" for of in ("Transfer", "Content"))
    try:
        data = decoded(bytes(body), transfer, content, max_bytes)
        return Page(url, media_type, record.http_charset, data)
    except UnreadableError as error:
        return f"{url}: {error}"


def _next_record(stream: BinaryIO, start: int, until: int | None = None) -> int | None:
    """The first byte from `start` on, to about `until`, at which a record compressed by itself begins."""
    stream.seek(start)
    at, held = start, b""
    while (until is None or at < until) and (piece := stream.read(_AHEAD)):
        held += piece
        found = held.find(_GZIP)
        while found >= 0:
            probe = held[found : found + _PROBE]
            if len(probe) < _PROBE:
                probe += stream.read(_PROBE - len(probe))
                stream.seek(at + len(held))
            if _is_record(probe):
                return at + found
            found = held.find(_GZIP, found + 1)
        keep = len(_GZIP) - 1
        at, held = at + max(0, len(held) - keep), held[-keep:]
    return None


def _next_plain(stream: BinaryIO, start: int) -> int | None:
    """The first byte from `start` on at which a record that is not compressed begins."""
    stream.seek(start)
    at, held = start, b""
    while piece := stream.read(_AHEAD):
        held += piece
        if (found := held.find(_PLAIN)) >= 0:
            return at + found + 1
        keep = len(_PLAIN) - 1
        at, held = at + max(0, len(held) - keep), held[-keep:]
    return None


def _is_record(probe: bytes) -> bool:
    """Whether compressed bytes unpack to the head of a record: others have the same first three by chance."""
    try:
        return (
            zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(probe, io.DEFAULT_BUFFER_SIZE)[
                : len(_BEGINS)
            ]
            == _BEGINS
        )
    except zlib.error:
        return False
