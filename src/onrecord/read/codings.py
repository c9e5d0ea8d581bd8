"""The body of an HTTP answer as it was sent -> without the codings that it was sent in."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from onrecord.read.skips import UnreadableError, size

_GZIP = b"\x1f\x8b"
_ANY_HEADER = zlib.MAX_WBITS | 32
_NO_HEADER = -zlib.MAX_WBITS
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,16}[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_STEP = 1 << 20
_PIECE = 1 << 13
_DEFLATED = 8
"""What the lower half of a zlib header's first byte is."""
_CHECK = 31
"""A zlib header is a multiple of it (RFC 1950)."""


def inflated(chunks: Iterable[bytes], at_once: int, wbits: int = _ANY_HEADER) -> Iterator[bytes]:
    """What gzip or deflate made of some bytes, never more than `at_once` bytes in a step.

    Several members one behind the other are one; what else stands behind them is not read. Raises
    UnreadableError where they are damaged or cut off.
    """
    inflater = zlib.decompressobj(wbits)
    try:
        for piece in _cut(chunks):
            rest = piece
            while rest:
                yield inflater.decompress(rest, at_once)
                rest = inflater.unconsumed_tail
                if inflater.eof and (rest := inflater.unused_data):
                    if not _GZIP.startswith(rest[:2]):
                        return
                    inflater = zlib.decompressobj(wbits)
    except zlib.error as error:
        raise UnreadableError("its compression is broken") from error
    if not inflater.eof:
        raise UnreadableError("ends in the middle of its compressed content")


def _cut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same in small pieces: what stands behind the end of a member is copied, and members may be tiny."""
    for chunk in chunks:
        yield from (chunk[at : at + _PIECE] for at in range(0, len(chunk), _PIECE))


def decoded(body: bytes, transfer: str, content: str, max_bytes: int) -> bytes:
    """A body without what the headers Transfer-Encoding and Content-Encoding name; it needs fastwarc.

    What a header says of a body that shows no trace of it is not believed: archives keep headers of bodies
    that they have decoded already. Raises UnreadableError for what is damaged, cut off or larger than
    `max_bytes`.
    """
    for coding in (*_named(transfer), *_named(content)):
        try:
            body = b"".join(_bounded(_CODINGS.get(coding, _as_it_is)(body), max_bytes))
        except OSError as error:
            raise UnreadableError(f"damaged, or not {coding} as its server says ({error})") from error
    return body


def _named(header: str) -> list[str]:
    """The codings in the order in which they are taken off."""
    return [each.strip().lower() for each in reversed(header.split(","))]


def _bounded(pieces: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > max_bytes:
            raise UnreadableError(f"larger than {size(max_bytes)}")
        yield piece


def _as_it_is(body: bytes) -> Iterator[bytes]:
    yield body


def _gunzipped(body: bytes) -> Iterator[bytes]:
    return inflated([body], _STEP) if body.startswith(_GZIP) else _as_it_is(body)


def _undeflated(body: bytes) -> Iterator[bytes]:
    """Of zlib, as the standard asks for, or with no header, as some servers send it."""
    has_header = body[:1] and body[0] & 0xF == _DEFLATED and int.from_bytes(body[:2], "big") % _CHECK == 0
    return inflated([body], _STEP, _ANY_HEADER if has_header else _NO_HEADER)


def _through(reader: str) -> Callable[[bytes], Iterator[bytes]]:
    def read(body: bytes) -> Iterator[bytes]:
        from fastwarc import stream_io  # noqa: PLC0415 (an extra)

        stream: BinaryIO = getattr(stream_io, reader)(io.BytesIO(body))
        while piece := stream.read(_STEP):
            yield piece

    return read


_of_chunks = _through("ChunkedReader")


def _unchunked(body: bytes) -> Iterator[bytes]:
    return _of_chunks(body) if _CHUNK.match(body) else _as_it_is(body)


_CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "chunked": _unchunked,
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _undeflated,
    "br": _through("BrotliReader"),
    "zstd": _through("ZstdReader"),
}
