"""Figures, dates, denials and opposites in which reports of one statement differ, if not both quote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.core import Relay
from onrecord.match.statements.apart import are_of_unlike_days
from onrecord.match.statements.cautions import Caution, Told
from onrecord.match.statements.changes import Difference, Kind, Step, Words
from onrecord.match.statements.comparison import compared
from onrecord.match.statements.differing import GRAVITY, Variant, attributed, readings, variant
from onrecord.match.statements.drift import most_complete, when
from onrecord.match.statements.opposing import have_opposites
from onrecord.match.statements.quoting import Side
from onrecord.match.statements.spoken import words
from onrecord.match.statements.wording import days_of

_FACTS: frozenset[Kind] = frozenset({"number", "date"})
_EXCHANGED: frozenset[Kind] = frozenset({"replaced", "name"})
_ALIKE: frozenset[Kind] = frozenset({"same", "shift"})

Place = tuple[int, int]
"""From which to which word of the base, the last not included."""


def told_differently(relays: Sequence[Relay]) -> Iterator[Caution]:
    """The warnings of one statement, in the order of the fullest wording."""
    if not relays:
        return
    said = {relay.id: words(relay) for relay in relays}
    fullest = most_complete(relays, said)
    base = Told(fullest, said[fullest.id])
    sides = [
        Side(Told(relay, said[relay.id]), comparison.steps)
        for relay in sorted(relays, key=when)
        if relay.id != fullest.id and not _are_of_unlike_days(fullest, relay)
        if (comparison := compared(base.words, said[relay.id])).alike
    ]
    changed: defaultdict[Place, list[tuple[Difference, Variant]]] = defaultdict(list)
    for side in sides:
        for place, kind, here in (*_facts(side), *_contraries(base.words, side)):
            if not (_is_quoted(base.words, range(*place)) and _is_quoted(side.told.words, here)):
                changed[place].append((kind, variant(side.told, here)))
    for place in sorted(changed):
        alike = [variant(side.told, its) for side in sides if (its := _same(side, place)) is not None]
        variants = [variant(base, range(*place)), *alike, *(found for _, found in changed[place])]
        several = readings(variants)
        evidence = tuple(each.evidence for reading in several for each in reading)
        sentence = f"Reports tell this differently: {'; '.join(map(attributed, several))}."
        gravest = min((kind for kind, _ in changed[place]), key=GRAVITY.index)
        yield Caution("told_differently", sentence, evidence, gravest)


def _are_of_unlike_days(one: Relay, other: Relay) -> bool:
    """Whether two were said on two days by what their reports tell, so that more may be known by then."""
    return are_of_unlike_days(days_of(one.quotation.said_on), days_of(other.quotation.said_on))


def _facts(side: Side) -> Iterator[tuple[Place, Difference, range]]:
    """The figures and dates that a relay has otherwise, by their places in the base."""
    for step in side.steps:
        if step.kind in _FACTS:
            for one, here in zip(step.base, step.here, strict=True):
                yield (one, one + 1), "number" if step.kind == "number" else "date", range(here, here + 1)


def _contraries(base: Words, side: Side) -> Iterator[tuple[Place, Difference, range]]:
    """Where a relay denies what the base says, or says the opposite, between words that both have."""
    for at, step in enumerate(side.steps):
        beside = [*side.steps[max(0, at - 1) : at], *side.steps[at + 1 : at + 2]]
        if not beside or any(each.kind not in _ALIKE for each in beside):
            continue
        place = step.base.start, step.base.stop
        if step.kind == "negation":
            yield place, "negation", step.here
        elif step.kind in _EXCHANGED and _have_opposites(base, side.told.words, step):
            yield place, "replaced", step.here


def _have_opposites(base: Words, here: Words, step: Step) -> bool:
    return have_opposites((base[at].form for at in step.base), (here[at].form for at in step.here))


def _is_quoted(said: Words, places: range) -> bool:
    """Whether words stand in quotation marks; where there are none, those between which they are missing."""
    near = places or range(max(0, places.start - 1), min(len(said), places.start + 1))
    return all(said[at].quoted for at in near)


def _same(side: Side, place: Place) -> range | None:
    """Where a relay has the words of a place as the base has them; of an empty place, where nothing is."""
    start, stop = place
    if start < stop:
        found = [side.places.get(at) for at in range(start, stop)]
        first = found[0]
        whole = first is not None and found == list(range(first, first + len(found)))
        return range(first, first + len(found)) if whole and first is not None else None
    before, behind = side.places.get(start - 1), side.places.get(start)
    return range(behind, behind) if behind is not None and before == behind - 1 else None
