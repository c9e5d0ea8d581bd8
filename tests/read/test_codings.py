"""Bodies without the codings that they were sent in: whole, or not at all."""

from __future__ import annotations

import gzip
import zlib
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.codings import decoded, inflated
from onrecord.read.skips import UnreadableError

fastwarc = pytest.importorskip("fastwarc", reason="fastwarc is not installed")
brotli = pytest.importorskip("brotli", reason="brotli is not installed")

TEXT = b"It floats, said Ida Rowan. " * 200


def chunked(body: bytes, step: int = 700) -> bytes:
    pieces = [body[at : at + step] for at in range(0, len(body), step)]
    return b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in (*pieces, b""))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "transfer", "content"),
    [
        (TEXT, "", ""),
        (TEXT, "identity", "utf-8"),
        (gzip.compress(TEXT), "", "gzip"),
        (gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), "", "X-GZIP"),
        (gzip.compress(TEXT) + b"\0" * 900, "", "gzip"),
        (zlib.compress(TEXT), "", "deflate"),
        (raw_deflate(TEXT), "", "deflate"),
        (brotli.compress(TEXT), "", "br"),
        (chunked(TEXT), "chunked", ""),
        (chunked(gzip.compress(TEXT)), "Chunked", "gzip"),
        (chunked(gzip.compress(TEXT)), "gzip, chunked", ""),
        # Archives keep headers of bodies that they have decoded.
        (TEXT, "chunked", "gzip"),
        (gzip.compress(TEXT), "chunked", "gzip"),
    ],
    ids=range(13),
)
def test_a_body_comes_out_as_it_was(body: bytes, transfer: str, content: str) -> None:
    assert decoded(body, transfer, content, len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("body", "transfer", "content", "why"),
    [
        (gzip.compress(TEXT)[:-20], "", "gzip", "ends in the middle of its compressed content"),
        (gzip.compress(TEXT)[:20] + b"\xff" * 50, "", "gzip", "its compression is broken"),
        (b"no such thing", "", "deflate", "its compression is broken"),
        (brotli.compress(TEXT)[:-3], "", "br", "not br as its server says"),
        (chunked(TEXT)[:-200], "chunked", "", "not chunked as its server says"),
        (b"5\r\n" + TEXT, "chunked", "", "not chunked as its server says"),
        (b"fffffff\r\n" + TEXT, "chunked", "", "not chunked as its server says"),
        (b"f" * 16 + b"\r\n" + TEXT, "chunked", "", "not chunked as its server says"),
        (
            chunked(TEXT).replace(b"\r\n2bc\r\n", b"\r\nzz\r\n"),
            "chunked",
            "",
            "not chunked as its server says",
        ),
        (gzip.compress(b" " * 10**7), "", "gzip", "larger than 5400 bytes"),
        (brotli.compress(b" " * 10**7), "", "br", "larger than 5400 bytes"),
    ],
    ids=range(11),
)
def test_what_is_damaged_cut_off_or_too_large_is_not_read_in_part(
    body: bytes, transfer: str, content: str, why: str
) -> None:
    with pytest.raises(UnreadableError, match=why):
        decoded(body, transfer, content, len(TEXT))


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=4), st.integers(1, 40), st.integers(1, 50))
def test_however_it_comes_in_it_comes_out_the_same(members: list[bytes], step: int, at_once: int) -> None:
    sent = b"".join(map(gzip.compress, members))
    pieces = [*inflated((sent[at : at + step] for at in range(0, len(sent), step)), at_once)]
    assert b"".join(pieces) == b"".join(members)
    assert all(len(each) <= at_once for each in pieces)


def test_very_many_members_take_time_in_proportion() -> None:
    member = gzip.compress(b"", mtime=0)
    started = process_time()
    assert decoded(member * 200_000, "", "gzip", 10**7) == b""
    assert process_time() - started < 5
