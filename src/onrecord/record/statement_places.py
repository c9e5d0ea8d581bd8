"""Where a relay stands among all: a number, so that reading places in order is reading days in order."""

from __future__ import annotations

from hashlib import sha256

_HASH_BITS = 41
"""Places hold a day (22 bits) and so many bits of a hash: two of one day with the same hash are one in 2 to
the power of 41 pairs, and then the later to come stands behind the other."""


def place(day: int | None, identity: str) -> int:
    """Where a relay stands among all: by its day (0 where it has none), then by a hash of its id."""
    digest = int.from_bytes(sha256(identity.encode()).digest()[:8], "big")
    return first_place(day or 0) + (digest >> (64 - _HASH_BITS))


def first_place(day: int) -> int:
    """The first place of a day; no relay stands before that of day 0."""
    return day << _HASH_BITS


def day_of(at: int) -> int | None:
    """The day of a place, as `date.toordinal` counts."""
    return at >> _HASH_BITS or None
