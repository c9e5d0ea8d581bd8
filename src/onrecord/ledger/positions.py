"""One speaker's positions on one thing in order of time: what was said again, refined, or possibly reversed.

Each statement is compared with the earlier one it is most alike to; where none is alike, nothing is said of
it. "Possibly reversed" always comes with the words that show it. It is for a reader to judge them.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import fsum
from typing import Literal

from onrecord.core import Quotation, QuotationType, Relay, Report, Span
from onrecord.ledger.clause_words import AUXILIARY, of_kind
from onrecord.ledger.positions_signs import Sides, Sign, breaks, has_opposite, signs
from onrecord.ledger.tenses import is_past_form
from onrecord.match.statements.changes import Step
from onrecord.match.statements.comparison import Comparison, compared
from onrecord.match.statements.drift import Change
from onrecord.match.statements.spoken import Word, words

Label = Literal["first", "new", "repeated", "refined", "possibly reversed"]

_TELLS = 1.1
"""What a word that tells something weighs more than (nats)."""
_LEAST = 3.0
"""What the words that both have weigh at least (nats): "a good thing" is no subject."""
_OF_LIGHTER, _OF_HEAVIER = 0.55, 0.4
"""So much of either content, by weight, an alike one has: a few words of a long one are a topic of both."""
_OF_BREAK = 0.6
"""So much of what stands behind a break with the past, by weight, an earlier stand has."""
_MOST = 12
"""So many earlier stands, those that share most, are compared word by word."""
_NEAREST = 60
"""So many earlier stands, those that share the most words, the latest first, are weighed."""
_FRAGMENT = 3
"""Of so few words one must be a verb, or go with one."""
_BESIDE_VERBS = frozenset("i we you he she they it who to not never no don't let".split())
_LAID = 400
"""So many words of a content are laid side by side: what is longer is no single position."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One act of saying: the id of its statement, its ISO 8601 day, a content as a reader would quote it.

    `day` is the first day on which it can have been said, `last` the last; None where no other is known.
    """

    statement: str
    day: str | None
    report: str
    content: str
    quotations: tuple[str, ...] = ()
    type: QuotationType = "indirect"
    polarity: str | None = None
    """How its cue puts it, where that is no plain assertion: "denied", "asked"."""
    last: str | None = None

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day on which it can have been said."""
        return self.day, self.last or self.day


@dataclass(frozen=True, slots=True)
class Position:
    """A stand and how it compares with the earlier one that it is most alike to.

    `first`: nothing was said earlier. `new`: nothing earlier is alike, or one of the two days is not known,
    or it is no sentence. What is denied is compared with what is denied only.
    Spans of `signs` and `changes` are offsets in the two contents, `against` being the earlier (the base).
    `changes` are the words that differ, side by side.
    """

    stand: Stand
    label: Label
    against: Stand | None = None
    changes: tuple[Change, ...] = ()
    signs: tuple[Sign, ...] = ()


def positions(stands: Iterable[Stand]) -> list[Position]:
    """The positions, the earliest first, undated ones last; the order of `stands` changes nothing.

    Several stands of one statement are one. Of one day none is earlier than another.
    """
    ordered = sorted(map(_read, _as_one(stands)), key=lambda each: each.stand.statement)
    ordered.sort(key=lambda each: each.stand.day or "9999")
    earlier = _Earlier()
    found: list[Position] = []
    for day, of_day in groupby(ordered, key=lambda each: each.stand.day):
        together = list(of_day)
        for each in together:
            if not found or (day and day == ordered[0].stand.day):
                found.append(Position(each.stand, "first"))
            elif day is None or not each.whole:
                found.append(Position(each.stand, "new"))
            else:
                found.append(_placed(each, earlier.near(each)))
        earlier.take(each for each in together if each.whole)
    return found


class _Earlier:
    """The stands of the days before, found by the words that they share with a later one."""

    def __init__(self) -> None:
        self._stands: list[_Said] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)

    def take(self, stands: Iterable[_Said]) -> None:
        """Let some stands be earlier than what comes next."""
        for each in stands:
            for kin in each.telling:
                self._having[kin].append(len(self._stands))
            self._stands.append(each)

    def near(self, said: _Said) -> list[_Said]:
        """Those that may be about one thing with a stand, in order of time."""
        shared: Counter[int] = Counter()
        for kin in self._leading(said):
            shared.update(self._having.get(kin, ()))
        alike = (at for at in shared if self._stands[at].stand.polarity == said.stand.polarity)
        nearest = heapq.nlargest(_NEAREST, alike, key=lambda at: (shared[at], at))
        return [self._stands[at] for at in sorted(nearest)]

    def _leading(self, said: _Said) -> list[str]:
        """The rarer words of a stand, without which none can share as much as an alike one must."""
        kins = sorted(said.telling, key=lambda kin: (len(self._having.get(kin, ())), kin))
        if said.broken:
            return kins
        spare = _OF_HEAVIER * fsum(said.telling.values())
        while kins and said.telling[kins[-1]] < spare:
            spare -= said.telling[kins.pop()]
        return kins


@dataclass(frozen=True, slots=True)
class _Said:
    """A stand with its words, and what those weigh that tell something."""

    stand: Stand
    words: tuple[Word, ...]
    telling: Mapping[str, float]
    broken: Span | None
    """Where the speaker breaks with what was said before."""
    cut: bool
    """Whether it has more words than are laid side by side."""
    whole: bool
    """Whether it may be a sentence: a few words without a verb ("the harbour toll") are no position."""


def _read(stand: Stand) -> _Said:
    content = (Span(0, len(stand.content)),)
    quotation = Quotation(stand.statement, stand.type, content)
    found = words(Relay(stand.statement, stand.report, Report(stand.content, "", ""), quotation))
    telling = {w.kin: w.weight for w in found if w.weight > _TELLS and w.sort in {"word", "name"}}
    laid = found[:_LAID]
    whole = len(found) > _FRAGMENT or any(map(_may_be_verb, found))
    return _Said(stand, laid, telling, breaks(laid, stand.content), len(found) > _LAID, whole)


def _may_be_verb(word: Word) -> bool:
    """Whether a word is a verb by its form, or goes with one."""
    if word.form in _BESIDE_VERBS or is_past_form(word.form):
        return True
    return any(word.form in of_kind(kind) for kind in AUXILIARY) or has_opposite(word)


def _as_one(stands: Iterable[Stand]) -> list[Stand]:
    """Each statement once: the fullest content, of equals the first, with the quotations of all."""
    of: defaultdict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        of[stand.statement].append(stand)
    found = []
    for several in of.values():
        fullest = min(
            several, key=lambda each: (-len(each.content), each.day or "9999", each.report, each.content)
        )
        quotations = sorted({each for stand in several for each in stand.quotations})
        # The earliest day; of reports that have the same, the one that knows best.
        dated = sorted((each for each in several if each.day), key=lambda each: (each.day, each.days[1]))
        day, last = (dated[0].day, dated[0].last) if dated else (None, None)
        found.append(replace(fullest, day=day, last=last, quotations=tuple(quotations)))
    return found


def _placed(said: _Said, before: Sequence[_Said]) -> Position:
    """How a stand compares with the earlier one it is most alike to, of equals the latest."""
    near = sorted((each for each in before if _shares(each, said)), key=lambda each: -_shared(each, said))
    laid = [_laid(each, said) for each in near[:_MOST]]
    alike = [each for each in laid if each.comparison.alike or said.broken]
    if not alike:
        return Position(said.stand, "new")
    best = max(alike, key=lambda each: (each.likeness, each.earlier.stand.day or ""))
    shown = tuple(signs(best.sides)) if best.comparison.alike else ()
    if said.broken and not best.earlier.broken:
        shown = (Sign("break", None, said.broken),)
    if not shown and not best.comparison.alike:
        return Position(said.stand, "new")
    # Of what is not laid side by side nothing is known.
    unread = (said.cut or best.earlier.cut) and said.stand.content != best.earlier.stand.content
    told_otherwise = unread or any(_is_other(step, best.sides) for step in best.comparison.steps)
    label: Label = "possibly reversed" if shown else "refined" if told_otherwise else "repeated"
    return Position(said.stand, label, best.earlier.stand, tuple(_changes(best.sides)), shown)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A stand laid beside an earlier one, word by word."""

    earlier: _Said
    sides: Sides
    comparison: Comparison
    likeness: tuple[float, float]


def _laid(earlier: _Said, said: _Said) -> _Laid:
    comparison = compared(earlier.words, said.words)
    sides = Sides(earlier.words, said.words, comparison.steps, earlier.stand.content, said.stand.content)
    likeness = (comparison.similarity if comparison.alike else 0.0, _shared(earlier, said))
    return _Laid(earlier, sides, comparison, likeness)


def _shares(one: _Said, other: _Said) -> bool:
    """Whether two contents have enough in common to be about one thing; for a break, one word is."""
    common = one.telling.keys() & other.telling.keys()
    shared = _shared(one, other)
    if other.broken:
        behind = [each for each in other.words if each.span.start >= other.broken.end]
        about = {each.kin: each.weight for each in behind if each.kin in other.telling}
        known = fsum(weight for kin, weight in about.items() if kin in one.telling)
        return shared >= _LEAST and known >= _OF_BREAK * fsum(about.values())
    lighter, heavier = sorted(fsum(each.telling.values()) for each in (one, other))
    return len(common) > 1 and shared >= max(_LEAST, _OF_LIGHTER * lighter, _OF_HEAVIER * heavier)


def _shared(one: _Said, other: _Said) -> float:
    """What the words weigh that both have."""
    return round(fsum(weight for kin, weight in one.telling.items() if kin in other.telling), 6)


def _is_other(step: Step, sides: Sides) -> bool:
    """Whether words that differ tell something else."""
    if step.kind in {"same", "shift"}:
        return False
    if step.kind in {"number", "date", "name", "negation", "hedge"}:
        return True
    taken = [sides.earlier[at] for at in step.base] + [sides.later[at] for at in step.here]
    return any(word.weight > _TELLS or word.sort == "number" for word in taken)


def _changes(sides: Sides) -> Iterator[Change]:
    for step in sides.steps:
        if step.kind == "same" or step.kind == "shift" or step.kind == "unlike":  # noqa: PLR1714
            continue
        one, here = _hull(sides.earlier, step.base), _hull(sides.later, step.here)
        texts = one.of(sides.earlier_text) if one else "", here.of(sides.later_text) if here else ""
        yield Change(step.kind, one, here, *texts)


def _hull(said: Sequence[Word], places: range) -> Span | None:
    return Span(said[places[0]].span.start, said[places[-1]].span.end) if places else None
