"""Reading the tables of `data/`."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.core import tables


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table, without its header and comments."""
    return tables.rows(__package__, name)
