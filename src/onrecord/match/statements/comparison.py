"""Two wordings side by side: the words they share, what became of the rest, whether that says anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from onrecord.match.statements.alignment import Run, align
from onrecord.match.statements.changes import Step, Words, steps

_ALIKE = 0.5
"""Less similar wordings are not compared word by word."""
_MOST_WORDS = 0.6
"""So many of their words in common are enough, however little they tell."""
_QUOTED = 6.0
"""Wordings that both quote so heavy a run are, whatever stands around it (nats)."""
_ALL = 0.9
"""And so much of all that one of them quotes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a wording compares with a base; where they are not `alike`, no step says what became of a word.

    `similarity` (0 to 1) is the weight of the words both have, in what both tell: what is cut does not count.
    """

    runs: tuple[Run, ...]
    steps: tuple[Step, ...]
    similarity: float
    alike: bool


def compared(base: Words, here: Words) -> Comparison:
    """The comparison of two wordings."""
    runs = align(base, here)
    taken = steps(base, here, runs)
    told = [step for step in taken if step.kind != "cut"]
    kept = [step for step in told if step.kind in {"same", "shift"}]
    whole, shared = _weight(told, base, here), _weight(kept, base, here)
    similarity = shared / whole if whole and runs else 0.0
    alike = (
        similarity >= _ALIKE
        or _count(kept) >= _MOST_WORDS * _count(told)
        or _quote_the_same(runs, base, here)
    )
    alike = alike and bool(runs)
    if not alike:
        taken = [Step("unlike", range(len(base)), range(len(here)))]
    return Comparison(tuple(runs), tuple(taken), round(similarity, 4), alike)


def _weight(steps: Sequence[Step], base: Words, here: Words) -> float:
    """What the words of both sides weigh."""
    sides = (
        (base, [at for step in steps for at in step.base]),
        (here, [at for step in steps for at in step.here]),
    )
    return fsum(words[at].weight for words, places in sides for at in places)


def _count(steps: Sequence[Step]) -> int:
    return sum(len(step.base) + len(step.here) for step in steps)


def _quote_the_same(runs: Sequence[Run], base: Words, here: Words) -> bool:
    """Whether both quote one run that is heavy, or nearly all that one of them quotes."""
    quoted = min(fsum(word.weight for word in each if word.quoted) for each in (base, here))
    return quoted > 0 and any(_verbatim(run, base, here) >= min(_QUOTED, _ALL * quoted) for run in runs)


def _verbatim(run: Run, base: Words, here: Words) -> float:
    """What the words of a run weigh that both have between quotation marks."""
    pairs = ((base[run.one + n], here[run.other + n]) for n in range(run.size))
    return fsum(one.weight for one, other in pairs if one.quoted and other.quoted)
