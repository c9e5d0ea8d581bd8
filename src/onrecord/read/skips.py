"""What could not be read, and the limits of reading."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 64 * 1024 * 1024
"""Largest file, page or table row read unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something passed over: `where` names the file, line or item, `why` says what is wrong with it."""

    where: str
    why: str


class UnreadableError(Exception):
    """Raised inside `onrecord.read` for a whole file; becomes a `Skip` at the border of the package."""


def size(count: int) -> str:
    """A number of bytes as people write it.

    >>> size(64 * 1024 * 1024)
    '64 MiB'
    """
    return f"{count // (1024 * 1024)} MiB" if count >= 1024 * 1024 else f"{count} bytes"
