"""Which words of two wordings are the same ones: the heaviest run first, then what lies before and behind it.

A longest common subsequence would pair a "the" here with a "the" far away; a reader pairs passages. So runs
are taken by weight (as Ratcliff and Obershelp take them by length), a run too light for the differences
around it is let go, and only what little is left between two runs is aligned word by word (Levenshtein).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from onrecord.match.statements.spoken import Word

_LEAST = 1.6
"""A run that weighs less is no ground to stand on (nats): a word in one article of five."""
_SMALL = 8
"""Up to so many words on either side are aligned word by word."""
_MOST_PAIRS = 1_000_000
"""So many pairs of words are looked at for runs: those of two speeches of seven thousand words each."""
_SHARE = 0.15
"""A run is let go if it weighs less than this share of the lighter of the two differences around it."""


class Run(NamedTuple):
    """`size` words from `one` on are those from `other` on."""

    one: int
    other: int
    size: int


class Gap(NamedTuple):
    """The words between two runs: of one wording, of the other."""

    one: range
    other: range


def align(one: Sequence[Word], other: Sequence[Word]) -> list[Run]:
    """The runs of words that two wordings share, in order in both; none where they are too long to tell."""
    anchors = _without_weak(sorted(_anchors(one, other)), one, other)
    between = gaps(anchors, len(one), len(other))
    return _merged(sorted([*anchors, *(run for gap in between for run in _by_word(gap, one, other))]))


def gaps(runs: Sequence[Run], one: int, other: int) -> list[Gap]:
    """What lies before, between and behind the runs, in order; one more than there are runs."""
    edges = [(0, 0), *((run.one + run.size, run.other + run.size) for run in runs)]
    starts = [*((run.one, run.other) for run in runs), (one, other)]
    return [Gap(range(a, c), range(b, d)) for (a, b), (c, d) in zip(edges, starts, strict=True)]


def weight(words: Sequence[Word], places: range) -> float:
    """What the words at some places weigh together."""
    return sum(words[at].weight for at in places)


def _anchors(one: Sequence[Word], other: Sequence[Word]) -> list[Run]:
    pair, found = _Pair(one, other), list[Run]()
    open_gaps = [Gap(range(len(one)), range(len(other)))]
    while open_gaps and pair.left >= 0:
        gap = open_gaps.pop()
        run = pair.heaviest(gap)
        if run is not None:
            found.append(run)
            before, behind = _around(gap, run)
            open_gaps += [before, behind]
    return found if pair.left >= 0 else []


def _around(gap: Gap, run: Run) -> tuple[Gap, Gap]:
    return (
        Gap(range(gap.one.start, run.one), range(gap.other.start, run.other)),
        Gap(range(run.one + run.size, gap.one.stop), range(run.other + run.size, gap.other.stop)),
    )


class _Pair:
    """Two wordings; `left` is how many pairs of words may yet be looked at."""

    def __init__(self, one: Sequence[Word], other: Sequence[Word]) -> None:
        self.left = _MOST_PAIRS
        self._one, self._other = [word.kin for word in one], [word.kin for word in other]
        self._weights = [word.weight for word in one]
        self._places: dict[str, list[int]] = {}
        for at, kin in enumerate(self._other):
            self._places.setdefault(kin, []).append(at)

    def heaviest(self, gap: Gap) -> Run | None:
        """The heaviest run in a gap; of equals the one nearest to its edges, where other runs are."""
        best, run = (_LEAST, -1 - len(gap.one) - len(gap.other)), None
        ending: dict[int, tuple[int, float]] = {}
        for at in gap.one:
            found: dict[int, tuple[int, float]] = {}
            here, worth = self._places.get(self._one[at], []), self._weights[at]
            here = here[bisect_left(here, gap.other.start) : bisect_left(here, gap.other.stop)]
            self.left -= len(here) + 1
            if self.left < 0:
                break
            for place in here:
                size, heavy = ending.get(place - 1, (0, 0.0))
                found[place] = (size + 1, heavy + worth)
                # A run that goes on is heavier there.
                if heavy + worth >= best[0] - 1e-5 and not self._goes_on(gap, at + 1, place + 1):
                    grown = Run(at - size, place - size, size + 1)
                    rank = (round(heavy + worth, 6), -_inset(grown, gap))
                    if rank > best:
                        best, run = rank, grown
            ending = found
        return run

    def _goes_on(self, gap: Gap, at: int, place: int) -> bool:
        return at < gap.one.stop and place < gap.other.stop and self._one[at] == self._other[place]


def _inset(run: Run, gap: Gap) -> int:
    """How far a run lies from the nearer end of a gap."""
    ahead = max(run.one - gap.one.start, run.other - gap.other.start)
    return min(ahead, max(gap.one.stop - run.one - run.size, gap.other.stop - run.other - run.size))


def _without_weak(runs: list[Run], one: Sequence[Word], other: Sequence[Word]) -> list[Run]:
    """The runs without those that differences on both sides outweigh by far, the lightest let go first."""
    while True:
        between = gaps(runs, len(one), len(other))
        apart = [max(weight(one, gap.one), weight(other, gap.other)) for gap in between]
        # What one has before the first run and behind the last may just not be told by the other.
        apart[0], apart[-1] = (weight(other, gap.other) for gap in (between[0], between[-1]))
        worth = [weight(one, range(run.one, run.one + run.size)) for run in runs]
        weak = [
            (worth[at], at) for at in range(len(runs)) if worth[at] < _SHARE * min(apart[at], apart[at + 1])
        ]
        if not weak:
            return runs
        runs = [run for at, run in enumerate(runs) if at != min(weak)[1]]


def _by_word(gap: Gap, one: Sequence[Word], other: Sequence[Word]) -> Iterator[Run]:
    """What small words two short differences share, if that is much of them."""
    longer = max(len(gap.one), len(gap.other))
    if not gap.one or not gap.other or longer > _SMALL:
        return
    codes = Levenshtein.opcodes([one[at].kin for at in gap.one], [other[at].kin for at in gap.other])
    runs = [
        Run(gap.one.start + code.src_start, gap.other.start + code.dest_start, code.src_end - code.src_start)
        for code in codes
        if code.tag == "equal"
    ]
    if 3 * sum(run.size for run in runs) >= longer:
        yield from runs


def _merged(runs: Sequence[Run]) -> list[Run]:
    """The runs, those that follow each other without a difference as one."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and (last.one + last.size, last.other + last.size) == (run.one, run.other):
            whole[-1] = Run(last.one, last.other, last.size + run.size)
        else:
            whole.append(run)
    return whole
