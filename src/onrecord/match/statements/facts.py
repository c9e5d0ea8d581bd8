"""Figures and dates that differ between reports of one statement, where not both stand in quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.core import Relay
from onrecord.match.statements.cautions import Caution, Told
from onrecord.match.statements.changes import Difference, Words
from onrecord.match.statements.comparison import compared
from onrecord.match.statements.differing import GRAVITY, Variant, attributed, readings, variant
from onrecord.match.statements.drift import most_complete, when
from onrecord.match.statements.quoting import Side, are_of_other_days
from onrecord.match.statements.spoken import words

_FACTS: tuple[Difference, ...] = ("number", "date")


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
        if relay.id != fullest.id and not are_of_other_days(fullest, relay)
        if (comparison := compared(base.words, said[relay.id])).alike
    ]
    changed: defaultdict[int, list[tuple[Difference, Variant]]] = defaultdict(list)
    for side in sides:
        for at, kind, found in _changed(base.words, side):
            changed[at].append((kind, found))
    for at in sorted(changed):
        alike = [
            variant(side.told, range(side.places[at], side.places[at] + 1))
            for side in sides
            if at in side.places
        ]
        variants = [variant(base, range(at, at + 1)), *alike, *(found for _, found in changed[at])]
        several = readings(variants)
        evidence = tuple(each.evidence for reading in several for each in reading)
        sentence = f"Reports tell this differently: {'; '.join(map(attributed, several))}."
        yield Caution(
            "told_differently", sentence, evidence, min((kind for kind, _ in changed[at]), key=GRAVITY.index)
        )


def _changed(base: Words, side: Side) -> Iterator[tuple[int, Difference, Variant]]:
    """The figures and dates that a relay has otherwise, by their places in the base."""
    for step in side.steps:
        for kind in _FACTS:
            if step.kind == kind:
                for one, here in zip(step.base, step.here, strict=True):
                    if not (base[one].quoted and side.told.words[here].quoted):
                        yield one, kind, variant(side.told, range(here, here + 1))
