"""Targets -> shards: what is to be read, cut into pieces of about one size, the same on every machine.

Nothing is read of what can be cut anywhere (JSONL, and WARC whose records are compressed one by one), of
Parquet the footer. Tables and WARC that is not compressed are gone through once, for where records begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import PurePosixPath

from onrecord.batch.places import Entry, entries, opened
from onrecord.batch.work import Options, Shard, Slice
from onrecord.core import ReadError
from onrecord.read import kinds, parquets, tables, warcs
from onrecord.read.skips import UnreadableError

_MOST_FILES = 1000
"""In one shard, however small they are."""
_DIGITS = 6


def planned(targets: Sequence[str], options: Options) -> tuple[Shard, ...]:
    """The shards of all targets, in order.

    Raises ReadError where a target is missing or holds nothing, OnrecordError for what needs an extra.
    """
    slices = (piece for target in targets for piece in _target_slices(target, options))
    return tuple(_shards(slices, options.shard_bytes))


def _target_slices(target: str, options: Options) -> Iterator[Slice]:
    nothing_yet = True
    for entry in entries(target, allow_private=options.allow_private):
        nothing_yet = False
        yield from _slices(entry, options)
    if nothing_yet:
        raise ReadError(f"{target}: no files in this folder")


def _slices(entry: Entry, options: Options) -> Iterator[Slice]:
    kind = kinds.by_suffix(PurePosixPath(entry.address).name)
    whole = Slice(entry.address, kind, entry.size, mark=entry.mark)
    small = entry.size is not None and entry.size <= options.shard_bytes
    if kind not in {"jsonl", "csv", "tsv", "parquet", "warc"} or small:
        yield whole
        return
    if kind == "jsonl":
        yield from _anywhere(whole, options.shard_bytes)
        return
    with closing(opened(entry.address)) as stream:
        try:
            if kind == "parquet":
                yield from _cut(whole, _ends(parquets.group_sizes(stream)), options.shard_bytes)
            elif kind == "warc" and warcs.is_gzip(stream):
                cuttable = warcs.by_records(stream)
                yield from _anywhere(whole, options.shard_bytes) if cuttable else (whole,)
            elif kind == "warc":
                stream.seek(0)
                starts = ((at, at) for at in warcs.record_starts(stream))
                yield from _cut(whole, starts, options.shard_bytes)
            else:
                table = tables.Table(stream, options.max_bytes, kind)
                head = len(table.header)
                sizes = (len(row.raw) for row in table.rows())
                ends = ((at, at) for _, at in _ends(sizes, head))
                cut = replace(whole, start=head, header=head, encoding=table.encoding)
                yield from _cut(cut, ends, options.shard_bytes)
        except UnreadableError:
            yield whole  # whoever reads it says what is wrong


def _anywhere(whole: Slice, step: int) -> Iterator[Slice]:
    """Pieces of `step` bytes."""
    if whole.size is None:
        yield whole
        return
    for start in range(0, whole.size, step):
        yield _piece(whole, start, start + step if start + step < whole.size else None)


def _cut(whole: Slice, edges: Iterable[tuple[int, int]], step: int) -> Iterator[Slice]:
    """Pieces that end at an edge, each of at least `step` bytes but the last; edges come with their bytes."""
    start, last = whole.start, whole.start
    for edge, at in edges:
        if at - last >= step:
            yield _piece(whole, start, edge)
            start, last = edge, at
    yield _piece(whole, start, None)


def _piece(whole: Slice, start: int, end: int | None) -> Slice:
    return replace(whole, start=start, end=end)


def _ends(sizes: Iterable[int], start: int = 0) -> Iterator[tuple[int, int]]:
    """Where each of things that follow each other ends, in bytes; which comes next, by its number from 1."""
    at = start
    for number, size in enumerate(sizes, start=1):
        at += size
        yield number, at


def _shards(slices: Iterable[Slice], limit: int) -> Iterator[Shard]:
    number, held, total = 0, list[Slice](), 0
    for each in slices:
        weight = _weight(each, limit)
        if held and (total + weight > limit or len(held) >= _MOST_FILES):
            yield Shard(f"{number:0{_DIGITS}}", tuple(held))
            number, held, total = number + 1, [], 0
        held.append(each)
        total += weight
    if held:
        yield Shard(f"{number:0{_DIGITS}}", tuple(held))


def _weight(piece: Slice, limit: int) -> int:
    """How many bytes a piece holds, as far as that is known: a piece of a larger file is a shard's worth."""
    is_whole = piece.start == piece.header and piece.end is None
    return piece.size if is_whole and piece.size is not None else limit
