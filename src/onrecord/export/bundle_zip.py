"""Zip archives in one fixed form: members stored as they are, in order of their names, with one time for all.

The same members give the same bytes on every machine and under every version of Python, and the reader takes
nothing but these bytes. So nothing can hide in an archive that it accepts: no compression that unpacks to
more than there is, no second member of a name, no comment, no gap, no link, and no other reading of it by
another program. Neither side needs to seek.

https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from onrecord.core import OnrecordError

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_SHARED = struct.Struct("<HHHHHIIIHH")
"""Version needed, flags, method, time, date, CRC-32, packed size and size, lengths of name and extra."""
_IN_CENTRAL = struct.Struct("<HHHII")
_AT_END = struct.Struct("<HHHHIIH")
_VERSION, _UNIX = 10, 3 << 8
_FIRST_DAY = (1 << 5) | 1
"""1 January 1980, the earliest that a zip archive can tell."""
_FILE = 0o100644 << 16
_LARGEST = 0xFFFF_FFFE
_MOST_MEMBERS = 0xFFFE
_LONGEST_NAME = 200
_PIECE = 1 << 20


class Malformed(OnrecordError):
    """The bytes are not an archive in the form that is written here."""


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; its name is ASCII."""

    name: str
    data: bytes = field(repr=False)


def write(members: Iterable[Member], stream: Sink) -> None:
    """Write an archive; raises `OnrecordError` where it would be larger than 4 GiB.

    Members come in order of their names, each once.
    """
    offset, entries = 0, bytearray()
    count = 0
    for member in members:
        name = member.name.encode("ascii")
        count += 1
        if offset + len(member.data) > _LARGEST or count > _MOST_MEMBERS:
            raise OnrecordError("the bundle would be larger than 4 GiB", "cite fewer reports at once")
        local, central = _headers(name, zlib.crc32(member.data), len(member.data), offset)
        stream.write(local)
        stream.write(member.data)
        entries += central
        offset += len(local) + len(member.data)
    stream.write(bytes(entries) + _end(count, len(entries), offset))


def read(stream: BinaryIO, most: Callable[[str], int]) -> Iterator[Member]:
    """The members of an archive, one in memory at a time; after the last, its end has been checked.

    `most` says how many bytes a member of a name may have, and raises `Malformed` where none of that name is
    wanted. Raises `Malformed` where the next byte is not one that `write` would have written.
    """
    offset, entries, count = 0, bytearray(), 0
    last = b""
    while (signature := stream.read(4)) == _LOCAL:
        count += 1
        name, crc, size = _header(stream, count)
        if name <= last:
            raise Malformed(f"{_shown(name)}: it is there twice, or out of order")
        limit = most(_shown(name))
        if size > limit:
            raise Malformed(f"{_shown(name)}: it has {size:,} bytes, and at most {limit:,} are read")
        data = _exactly(stream, size, f"{_shown(name)}: it")
        local, central = _headers(name, crc, size, offset)
        if zlib.crc32(data) != crc:
            raise Malformed(f"{_shown(name)}: it was altered: its checksum is another")
        yield Member(_shown(name), data)
        entries += central
        offset += len(local) + size
        last = name
    end = bytes(entries) + _end(count, len(entries), offset)
    if signature + stream.read(len(end) + 1) != end:
        raise Malformed("its list of files is not that of the files in it")


def _header(stream: BinaryIO, number: int) -> tuple[bytes, int, int]:
    """Name, CRC-32 and size from what follows a local header's signature."""
    shared = _exactly(stream, _SHARED.size, f"file {number} of the bundle")
    *_, crc, size, _, length, _ = _SHARED.unpack(shared)
    if length > _LONGEST_NAME:
        raise Malformed(f"file {number} of the bundle: its name is longer than any that a bundle has")
    name = _exactly(stream, length, f"file {number} of the bundle")
    if _headers(name, crc, size, 0)[0] != _LOCAL + shared + name:
        raise Malformed(
            f"{_shown(name)}: it is packed otherwise than onrecord packs (compressed, dated or encrypted)"
        )
    return name, crc, size


def _headers(name: bytes, crc: int, size: int, offset: int) -> tuple[bytes, bytes]:
    """The local header of a member, and its entry in the list at the end."""
    shared = _SHARED.pack(_VERSION, 0, 0, 0, _FIRST_DAY, crc, size, size, len(name), 0)
    made_by = struct.pack("<H", _UNIX | _VERSION)
    return _LOCAL + shared + name, _CENTRAL + made_by + shared + _IN_CENTRAL.pack(
        0, 0, 0, _FILE, offset
    ) + name


def _end(count: int, size: int, offset: int) -> bytes:
    return _END + _AT_END.pack(0, 0, count, count, size, offset, 0)


def _exactly(stream: BinaryIO, count: int, what: str) -> bytes:
    # In pieces: a header that promises 200 MB of a file of 2 kB costs nothing.
    pieces = []
    while count:
        piece = stream.read(min(count, _PIECE))
        if not piece:
            raise Malformed(f"{what} ends too early")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _shown(name: bytes) -> str:
    return name.decode("ascii", "backslashreplace")
