"""The signs that two quotations relay one statement; what each is worth is fitted to labelled pairs.

A sign is a function from a pair to a number; its docstring is what readers are told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from math import log1p, sqrt

from onrecord.match.statements.wording import Wording, dot, likeness_of, weight_of


class Pair:
    """Two wordings, the one that says less first, and what several signs need of them."""

    def __init__(self, one: Wording, other: Wording) -> None:
        self.small, self.large = sorted((one, other), key=lambda each: (each.weight, each.relay.id))
        self.shared = sum(map(weight_of, filter(self.large.words.__contains__, self.small.words)))
        days = self.small.setting.day, self.large.setting.day
        self.days_apart = None if days[0] is None or days[1] is None else abs(days[0] - days[1])

    @cached_property
    def run(self) -> float:
        """The weight of the heaviest run that both have (nats)."""
        return longest_run(self.small.stems, self.large.stems)

    @property
    def quoted_run(self) -> float:
        """The weight of the heaviest run that both have between quotation marks (nats)."""
        if all(len(each.quoted) == len(each.stems) for each in (self.small, self.large)):
            return self.run
        return longest_run(self.small.quoted, self.large.quoted)


_MOST_PAIRS = 2_000_000
"""So many pairs of words are looked at for runs: those of two speeches of ten thousand words each."""


def longest_run(one: Sequence[str], other: Sequence[str]) -> float:
    """The weight of the heaviest run of words that both have (nats)."""
    if not one or not other:
        return 0.0
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(other):
        places.setdefault(stem, []).append(place)
    best, sizes, left = 0.0, (len(one), len(other)), _MOST_PAIRS
    for start, stem in enumerate(one):
        left -= len(places.get(stem, ()))
        if left < 0:
            break
        if stem not in places:
            continue
        before = one[start - 1] if start else None
        for place in places[stem]:
            if place and other[place - 1] == before:
                continue  # inside a run that was weighed from its start
            end, at = start + 1, place + 1
            while end < sizes[0] and at < sizes[1] and one[end] == other[at]:
                end, at = end + 1, at + 1
            best = max(best, sum(map(weight_of, one[start:end])))
            left -= end - start
            if left < 0:
                return best
    return best


def meaning(pair: Pair) -> float:
    """How near their meanings are."""
    one, other = pair.small.vector, pair.large.vector
    return float(one @ other) if one is not None and other is not None else _MIDDLING


def run(pair: Pair) -> float:
    """How much of the shorter stands in the longer in one piece."""
    whole = sum(map(weight_of, pair.small.stems))
    return pair.run / whole if whole else 0.0


def quoted_run(pair: Pair) -> float:
    """How long a piece both have between quotation marks."""
    return log1p(pair.quoted_run)


def least_quoted(pair: Pair) -> float:
    """That both are quoted in full."""
    return min(len(each.quoted) / max(1, len(each.stems)) for each in (pair.small, pair.large))


def same_speaker(pair: Pair) -> float:
    """The same speaker."""
    one, other = pair.small.relay.speaker, pair.large.relay.speaker
    return float(one is not None and one == other)


def other_speaker(pair: Pair) -> float:
    """Another speaker."""
    one, other = pair.small.relay.speaker, pair.large.relay.speaker
    return float(one is not None and other is not None and one != other)


def days_apart(pair: Pair) -> float:
    """How many days lie between their reports."""
    return log1p(_SOME_DAYS if pair.days_apart is None else pair.days_apart)


def said_together(pair: Pair) -> float:
    """That both texts give a day of saying, and it can be the same."""
    one, other = pair.small.days, pair.large.days
    if one is None or other is None or one[0] > other[1] or other[0] > one[1]:
        return 0.0
    # The same week says less than the same day: one over the root of the days it can have been.
    return 1 / sqrt(1 + max(last - first for first, last in (one, other)))


def figures_missing(pair: Pair) -> float:
    """Figures of the shorter that the longer lacks."""
    return log1p(len(pair.small.figures - pair.large.figures))


def names_missing(pair: Pair) -> float:
    """Names in the shorter that the longer lacks."""
    return log1p(sum(pair.small.words[name] for name in pair.small.names - pair.large.words.keys()))


def names_shared(pair: Pair) -> float:
    """Names in both."""
    return log1p(sum(pair.small.words[name] for name in pair.small.names & pair.large.names))


def around(pair: Pair) -> float:
    """How alike the words around them are."""
    return dot(pair.small.around, pair.large.around)


def standing(pair: Pair) -> float:
    """That they are told as a habit or a position."""
    return float(pair.small.standing) + float(pair.large.standing)


def contained_in_like_reports(pair: Pair) -> float:
    """How much of the shorter the longer has, in reports on the same matter."""
    if not pair.shared:
        return 0.0
    alike = likeness_of(pair.small.setting, pair.large.setting)
    return pair.shared / pair.small.weight * sqrt(alike)


def share_too_little(one: Wording, other: Wording) -> bool:
    """Whether what the shorter says is not in the longer: all else alike, they are two things said at once.

    Within one report everything around two quotations is alike, so there they must share most.
    """
    least = LEAST_WITHIN if one.relay.report_id == other.relay.report_id else LEAST_SHARED
    return share(one, other) < least


def says_again(one: Wording, other: Wording) -> bool:
    """Whether two that are not one statement may be one remark made twice, not a mere topic of both."""
    tell = min(len(one.words), len(other.words)) >= _FEWEST_REPEATED or (one.quoted and other.quoted)
    return bool(tell) and share(one, other) >= LEAST_REPEATED


def share(one: Wording, other: Wording) -> float:
    """How much of the shorter the longer has, by weight; no word counts for more than `_NAME_COUNTS`."""
    small, large = sorted((one, other), key=lambda each: (each.weight, each.relay.id))
    whole = sum(map(_counts, small.words))
    return sum(map(_counts, filter(large.words.__contains__, small.words))) / whole if whole else 0.0


@lru_cache(maxsize=1 << 17)
def _counts(stem: str) -> float:
    return min(weight_of(stem), _NAME_COUNTS)


LEAST_SHARED = 0.25
"""Share of the shorter, by weight, that two quotations of one statement have in common; fewer than one in
twenty labelled as the same have less."""
_NAME_COUNTS = 3.0
"""Most that one word counts there (nats): a rare name alone is what something is about, not what is said."""
LEAST_REPEATED = 0.6
"""The same of what is called said again: less is another remark on the matter, or a change of mind."""
_FEWEST_REPEATED = 3
"""Words that tell something, in either, if they are not quoted: "the harbour reactor" is a topic."""
LEAST_WITHIN = 0.6
"""The same within one report: a lead and the quotation it sums up."""
_MIDDLING = 0.4
"""Cosine of two contents that share a topic, where a vector is missing."""
_SOME_DAYS = 3
"""Where a report has no date."""

SIGNS: tuple[Callable[[Pair], float], ...] = (
    meaning,
    run,
    quoted_run,
    least_quoted,
    same_speaker,
    other_speaker,
    days_apart,
    said_together,
    figures_missing,
    names_missing,
    names_shared,
    around,
    standing,
    contained_in_like_reports,
)


def signs(one: Wording, other: Wording) -> list[float]:
    """The signs of a pair, in the order of SIGNS; the same whichever comes first."""
    pair = Pair(one, other)
    return [sign(pair) for sign in SIGNS]
