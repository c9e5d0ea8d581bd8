"""Steps over words made into pieces that can be drawn: none goes beyond a part of a content or a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from onrecord.core import Span, Spans
from onrecord.match.statements.changes import Kind, Step, Words

Marks = Literal["kept", "lost", "gained"]
"""Whether words stand between quotation marks in the base alone (lost) or in the other alone (gained)."""


class Piece(NamedTuple):
    """A step, or a part of one, within one part of either content.

    `marks` says whether its words stand between quotation marks in the base alone (lost) or in the other
    alone (gained); None where only one side has words.
    """

    kind: Kind
    base: range
    here: range
    marks: Marks | None


class Stretch(NamedTuple):
    """Pieces in a row that kept, lost or gained their quotation marks."""

    marks: Marks
    pieces: tuple[Piece, ...]


def in_pieces(steps: Sequence[Step], base: Words, here: Words) -> list[Piece]:
    """The steps, each parted where a part of one of the contents ends or quotation marks do."""
    return [piece for step in steps for piece in _of_step(step, base, here)]


def _of_step(step: Step, base: Words, here: Words) -> Iterator[Piece]:
    if step.base and len(step.base) == len(step.here):
        pairs = zip(step.base, step.here, strict=True)
        for _, several in groupby(pairs, lambda pair: _place(base, here, *pair)):
            run = list(several)
            one, other = range(run[0][0], run[-1][0] + 1), range(run[0][1], run[-1][1] + 1)
            yield Piece(step.kind, one, other, _marks(base, here, one, other))
        return
    for one, other in zip_longest(_parts(step.base, base), _parts(step.here, here), fillvalue=range(0)):
        yield Piece(step.kind, one, other, _marks(base, here, one, other))


def _place(base: Words, here: Words, one: int, other: int) -> tuple[int, int, Marks | None]:
    marks = _marks(base, here, range(one, one + 1), range(other, other + 1))
    return base[one].part, here[other].part, marks


def _parts(places: range, words: Words) -> Iterator[range]:
    for _, several in groupby(places, lambda at: words[at].part):
        run = list(several)
        yield range(run[0], run[-1] + 1)


def _marks(base: Words, here: Words, one: range, other: range) -> Marks | None:
    if not one or not other:
        return None
    quoted = [base[at].quoted for at in one], [here[at].quoted for at in other]
    if all(quoted[0]) and not any(quoted[1]):
        return "lost"
    return "gained" if all(quoted[1]) and not any(quoted[0]) else "kept"


def stretches(pieces: Sequence[Piece]) -> list[Stretch]:
    """The pieces in order; what only one side has belongs to the stretch around it, unless it was cut."""
    marks: list[Marks] = []
    for at, piece in enumerate(pieces):
        behind = next((each.marks for each in pieces[at:] if each.marks), "kept")
        before = marks[-1] if marks else "kept"
        own: Marks = behind if behind == before and piece.kind != "cut" else "kept"
        marks.append(piece.marks or own)
    numbered = groupby(zip(marks, pieces, strict=True), lambda each: each[0])
    return [Stretch(kept, tuple(piece for _, piece in several)) for kept, several in numbered]


def covering(kinds: Sequence[Kind], places: Sequence[range], words: Words, content: Spans) -> dict[int, Span]:
    """The characters of one side's pieces, by their numbers, where they have words on that side.

    Together they are all characters of the parts that have words: what stands between two pieces belongs
    to the one that is the same in both, so that what changed is drawn to the letter.
    """
    own = [at for at, here in enumerate(places) if here]
    spans: dict[int, Span] = {}
    for before, at, behind in zip([None, *own], own, [*own[1:], None], strict=False):
        start, end = words[places[at][0]].span.start, words[places[at][-1]].span.end
        part = words[places[at][0]].part
        if before is None or words[places[before][-1]].part != part:
            start = content[part].start
        elif not _holds(kinds, before, at):
            start = words[places[before][-1]].span.end
        if behind is None or words[places[behind][0]].part != part:
            end = content[part].end
        elif _holds(kinds, at, behind):
            end = words[places[behind][0]].span.start
        spans[at] = Span(start, end)
    return spans


def _holds(kinds: Sequence[Kind], before: int, behind: int) -> bool:
    """Whether what stands between two pieces belongs to the first of them."""
    return kinds[before] == "same" or kinds[behind] != "same"
