"""Two versions of a report's text -> what changed, word by word, for readers.

Words and marks are compared as they stand: a lost quotation mark, or "opens" for "opened", is a change. So
this does not use the alignment of statements, which takes forms of one word for the same. White space is no
change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

PieceKind = Literal["same", "dropped", "added"]

_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_MOST = 30_000_000
"""Up to so many pairs of lines or words are compared: the table for them takes some 8 MB."""
_ISLAND = 2
"""So few words that stay between longer ones that go are shown as going with them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that both versions have, that only the earlier has, or that only the later has."""

    kind: PieceKind
    text: str


class _Step(NamedTuple):
    """What lies between two places of one list and two of another; `same` where it is equal."""

    same: bool
    before: slice
    after: slice


def revisions(before: str, after: str) -> list[tuple[Piece, ...]]:
    """The passages that changed, in order: whole lines, with the words that are gone and that are new.

    Without what is "dropped" a passage is the later version's, without what is "added" the earlier one's, but
    for white space. Versions with the same words have none.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found = []
    for step in _steps([line.split() for line in old], [line.split() for line in new]):
        if not step.same:
            pieces = tuple(_pieces("".join(old[step.before]), "".join(new[step.after])))
            if any(piece.kind != "same" for piece in pieces):
                found.append(pieces)
    return found


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    steps = _without_islands(_steps([each.strip() for each in old], [each.strip() for each in new]))
    for step in steps:
        if step.same:
            yield Piece("same", "".join(new[step.after]))
            continue
        dropped, added = "".join(old[step.before]), "".join(new[step.after])
        if dropped.strip():
            yield Piece("dropped", dropped)
        if added.strip() or (added and not dropped.strip()):
            yield Piece("added" if added.strip() else "same", added)


def _steps(before: Sequence[object], after: Sequence[object]) -> list[_Step]:
    """The way through two lists, equal and different parts by turns."""
    keys = {repr(each): at for at, each in enumerate([*before, *after])}
    old, new = ([keys[repr(each)] for each in side] for side in (before, after))
    head = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    if head is None:
        head = min(len(old), len(new))
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    inner = _inner(inner_old, inner_new, head)
    start = _Step(True, slice(0, head), slice(0, head))
    end = _Step(True, slice(len(old) - tail, len(old)), slice(len(new) - tail, len(new)))
    return _joined([each for each in (start, *inner, end) if _size(each)])


def _inner(old: Sequence[int], new: Sequence[int], head: int) -> Iterator[_Step]:
    """The way through what lies between equal heads and tails; where that is too much, all of it differs."""
    if len(old) * len(new) > _MOST:
        yield _Step(False, slice(head, head + len(old)), slice(head, head + len(new)))
        return
    for code in Levenshtein.opcodes(old, new):
        yield _Step(
            code.tag == "equal",
            slice(head + code.src_start, head + code.src_end),
            slice(head + code.dest_start, head + code.dest_end),
        )


def _joined(steps: Sequence[_Step]) -> list[_Step]:
    """The steps, neighbours of one kind as one."""
    found = []
    for same, several in groupby(steps, key=lambda each: each.same):
        first, *_ = run = list(several)
        last = run[-1]
        found.append(
            _Step(
                same, slice(first.before.start, last.before.stop), slice(first.after.start, last.after.stop)
            )
        )
    return found


def _without_islands(steps: Sequence[_Step]) -> list[_Step]:
    """The steps, where a word or two that stay among many that go are no step of their own."""
    kept = []
    for at, step in enumerate(steps):
        around = [*steps[max(0, at - 1) : at], *steps[at + 1 : at + 2]]
        island = step.same and len(around) == 2 and _size(step) <= _ISLAND
        kept.append(step._replace(same=False) if island and all(map(_outweighs, around)) else step)
    return _joined(kept)


def _outweighs(step: _Step) -> bool:
    return _size(step) > _ISLAND


def _size(step: _Step) -> int:
    sizes = (side.stop - side.start for side in (step.before, step.after))
    return int(max(sizes))
