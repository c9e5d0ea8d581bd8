"""Many keys, asked about so many at a time as SQLite takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

CHUNK = 500
"""Below SQLite's limit on the number of parameters in every build."""

_Key = TypeVar("_Key")


def chunks(keys: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    """The keys in the same order, at most `CHUNK` at a time."""
    for i in range(0, len(keys), CHUNK):
        yield keys[i : i + CHUNK]
