"""Which figures, of many reports, claim one thing: so that different values for it can be seen side by side.

Two do where their units can be compared, the words for what they measure are alike, so are the names and the
rest of their sentences, and they are of one time. Where another number of the same sentence would fit as well
("46 to 42 percent"), none is taken: a wrong pair would be read as a contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import fsum, inf
from typing import NamedTuple

from onrecord.core.ledger import Bound, Change
from onrecord.ledger.units import converted, dimension
from onrecord.match.statements.numbers import kind_of
from onrecord.match.statements.wording import is_content_word, stem_of, weight_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_RATE = re.compile(r"\b(?:an?|per|each|every)[ -](\w+)")
"""What a rate is by: dollars a month are none a year."""
_ABOUT, _NAMES, _AROUND = 0.6, 0.5, 0.4
"""So much of their words, by weight, both must have: of those for what is measured, of names, of the rest."""
_LEAST = 6.0
"""What the words that both have beside those weigh at least (nats): two rare ones, or three."""
_MOST = 300
"""With so many of the next ones alike a claim is compared, in order of time."""
_DAYS = 3
"""So far apart at most are figures told of that do not say of when they are: counts go on rising."""
_NEAR = Decimal("0.05")
"""How far from the number "about" it may be."""
_ROUNDED = 1000
"""From here on noughts at the end may be rounded."""
_VAGUE = frozenset({"degree"})
"""Units of which two may be meant."""


_Block = tuple[str, str | None, str, tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a report: what it measures, in which sentence, who claims it, when and where.

    `period` is what the figure is said of, `day` when it was said, both in ISO 8601 days; `speaker` is None
    for what the report tells itself.
    """

    id: str
    value: Decimal
    unit: str
    about: str
    sentence: str
    report: str
    upper: Decimal | None = None
    bound: Bound = "exact"
    change: Change | None = None
    period: tuple[str, str] | None = None
    speaker: str | None = None
    day: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """One thing that is measured, as several claim it: the earliest first, those without a day last."""

    claims: tuple[Claim, ...]

    @property
    def differ(self) -> bool:
        """Whether two of its values cannot both be so, roundings and bounds allowed for."""
        spans = [_range(each, self.claims[0].unit) for each in self.claims]
        return max(low for low, _ in spans) > min(high for _, high in spans)


def claimed(claims: Iterable[Claim]) -> list[Claimed]:
    """What at least two sentences claim, by the first claim of each; the order of `claims` is no matter."""
    read = sorted(
        (_Read.of(each) for each in claims), key=lambda one: (one.claim.day or "9999", one.claim.id)
    )
    pairs = _pairs(read)
    near: defaultdict[int, set[int]] = defaultdict(set)
    for _, one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    groups = {at: _Group({at}, alike) for at, alike in near.items()}
    for _, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        ones, others = groups[one], groups[other]
        if others.members <= ones.alike:
            joined = _Group(ones.members | others.members, ones.alike & others.alike)
            groups.update(dict.fromkeys(joined.members, joined))
    found = {min(group.members): group for group in groups.values() if len(group.members) > 1}
    return [Claimed(tuple(read[at].claim for at in sorted(found[first].members))) for first in sorted(found)]


class _Group(NamedTuple):
    """Claims of one thing, each alike to every other, and those outside that are alike to all of them."""

    members: set[int]
    alike: set[int]


@dataclass(frozen=True, slots=True)
class _Read:
    """A claim with its words: stems of what is measured and of the rest of the sentence, and names."""

    claim: Claim
    about: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]
    rates: tuple[str, ...]

    @classmethod
    def of(cls, claim: Claim) -> _Read:
        about = frozenset(_stems(claim.about))
        words = [match[0] for match in _WORD.finditer(claim.sentence)]
        speaker = frozenset(_stems(claim.speaker or ""))
        names = frozenset(stem_of(word) for word in words[1:] if word[0].isupper())
        around = frozenset(_stems(claim.sentence)) - about - speaker
        return cls(claim, about, around, names & around, tuple(_RATE.findall(claim.about)))

    @property
    def place(self) -> tuple[str, str]:
        """Which sentence it stands in."""
        return self.claim.report, self.claim.sentence

    @property
    def told_by(self) -> tuple[str, str | None]:
        """Who tells it: a report, or somebody in it."""
        return self.claim.report, self.claim.speaker


def _stems(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        stem = stem_of(match[0])
        if is_content_word(stem) and not kind_of(match[0].lower()):
            yield stem


def _pairs(read: Sequence[_Read]) -> list[tuple[float, int, int]]:
    """The pairs that claim one thing, with how alike they are."""
    found: dict[tuple[int, int], float] = {}
    for group in _blocks(read).values():
        for n, one in enumerate(group):
            for other in group[n + 1 : n + 1 + _MOST]:
                if (one, other) not in found:
                    found[one, other] = _likeness(read[one], read[other])
    return _unambiguous(sorted((likeness, *pair) for pair, likeness in found.items() if likeness), read)


def _blocks(read: Sequence[_Read]) -> Mapping[_Block, list[int]]:
    """Claims of one dimension and change that share a word for what is measured, in order of time.

    Those that say of when they are stand with those of the same period and with those that do not say.
    """
    blocks: defaultdict[_Block, list[int]] = defaultdict(list)
    for at, each in enumerate(read):
        if each.claim.unit in _VAGUE:
            continue
        for stem in each.about:
            key = dimension(each.claim.unit), each.claim.change, stem
            blocks[*key, None].append(at)
            if each.claim.period:
                blocks[*key, each.claim.period].append(at)
    return blocks


def _likeness(one: _Read, other: _Read) -> float:
    """How alike two claims are; 0 for two that do not claim one thing as far as can be seen."""
    if one.told_by == other.told_by or not _of_one_time(one.claim, other.claim):
        return 0.0
    if one.rates != other.rates:
        return 0.0
    if _share(one.about, other.about) < _ABOUT or _share(one.names, other.names) < _NAMES:
        return 0.0
    around = _share(one.around, other.around)
    return around if around >= _AROUND and _weight(one.around & other.around) >= _LEAST else 0.0


@lru_cache(maxsize=1 << 14)
def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the words of two sets, by weight, both have; 0 where there are none."""
    together = _weight(one | other)
    return _weight(one & other) / together if together else 0.0


@lru_cache(maxsize=1 << 14)
def _weight(stems: frozenset[str]) -> float:
    return fsum(map(weight_of, sorted(stems)))


def _of_one_time(one: Claim, other: Claim) -> bool:
    if one.period and other.period:
        return one.period == other.period
    if one.day is None or other.day is None:
        return False
    return abs((date.fromisoformat(one.day[:10]) - date.fromisoformat(other.day[:10])).days) <= _DAYS


def _unambiguous(
    pairs: Sequence[tuple[float, int, int]], read: Sequence[_Read]
) -> list[tuple[float, int, int]]:
    """Without the pairs of a claim with two of one sentence, unless just one of these has its value."""
    rivals: defaultdict[tuple[int, tuple[str, str]], list[int]] = defaultdict(list)
    for _, one, other in pairs:
        rivals[one, read[other].place].append(other)
        rivals[other, read[one].place].append(one)
    dropped: set[tuple[int, int]] = set()
    for (at, _), others in rivals.items():
        if len(others) > 1:
            equal = [each for each in others if _is_equal(read[at].claim, read[each].claim)]
            dropped |= {
                (min(at, each), max(at, each)) for each in others if len(equal) != 1 or each != equal[0]
            }
    return [pair for pair in pairs if pair[1:] not in dropped]


def _is_equal(one: Claim, other: Claim) -> bool:
    return converted(one.value, one.unit, other.unit) == other.value and one.upper == other.upper


def _range(claim: Claim, unit: str) -> tuple[float, float]:
    """From where to where the value may be, in a unit."""
    low = converted(claim.value, claim.unit, unit)
    high = low if claim.upper is None else converted(claim.upper, claim.unit, unit)
    slack = max(_rounding(low), abs(low) * _NEAR if claim.bound == "about" else Decimal(0))
    if claim.bound == "at_least":
        return float(low - slack), inf
    if claim.bound == "at_most":
        return -inf, float(high + slack)
    return float(low - slack), float(high + slack)


def _rounding(value: Decimal) -> Decimal:
    """Half of the last digit that is not nought, of large round numbers; a tenth at most."""
    exponent = int(value.normalize().as_tuple().exponent)
    if abs(value) < _ROUNDED or exponent <= 0:
        return Decimal(0)
    return min(Decimal(5).scaleb(exponent - 1), abs(value) / 10)
