"""What a run is to do, as values: shards of inputs, and what was chosen for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from onrecord.core import Extraction, OnrecordError, Report
from onrecord.read.kinds import Kind

Format = Literal["jsonl", "parquet"]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of one input: a whole file, or those records of a larger one that begin within it.

    `start` and `end` are bytes of the file, or row groups of a Parquet file; `end` None is the end. `size`
    and `mark` are the whole file's: others mean that the file is not what was planned for.
    """

    address: str
    kind: Kind | None = None
    """None where the content is to tell."""
    size: int | None = None
    start: int = 0
    end: int | None = None
    header: int = 0
    """Bytes at the start of a table that hold its header."""
    encoding: str | None = None
    """Of the whole table, which a piece of it may not show."""
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker reads in one go and writes as one file."""

    name: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What bears on the results: of two runs with other options neither can go on where the other stopped."""

    model: str = "accurate"
    nested: bool = True
    form: Format = "jsonl"
    max_bytes: int = 10 * 1024 * 1024
    """Larger files and records are set aside."""
    shard_bytes: int = 1024 * 1024
    """Input that makes a shard."""
    allow_private: bool = False


Extractor = Callable[[Report], Extraction]
Maker = Callable[[Options], Extractor]
"""Makes what finds who said what; called once in each worker, to which it is sent by its name."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker needs besides shards."""

    options: Options
    maker: Maker
    time_limit: float
    """Seconds for one record."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record: a line for each report in it, and what was set aside, as (where, why)."""

    lines: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A finished shard, counted."""

    name: str
    records: int
    reports: int
    quotations: int
    aside: int
    bytes: int
    sha256: str


class Unfinished(OnrecordError):
    """A shard could not be read to its end; nothing of it was written, and the next run tries again."""


def short(piece: Slice) -> Json:
    """A slice as JSON has it, without what stands at its default: there may be a million."""
    return {
        each.name: value for each in fields(piece) if (value := getattr(piece, each.name)) != each.default
    }
