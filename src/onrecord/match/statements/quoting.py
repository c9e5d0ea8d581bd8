"""The relays of a statement side by side: each compared with the fullest quotations of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from onrecord.core import Relay
from onrecord.match.statements.apart import are_apart
from onrecord.match.statements.cautions import Told
from onrecord.match.statements.changes import Step, Words
from onrecord.match.statements.comparison import compared
from onrecord.match.statements.drift import when
from onrecord.match.statements.spoken import words
from onrecord.match.statements.wording import days_of

_COVERED = 0.5
"""A relay of whose quoted words the fuller ones have less than this share stands for passages of its own."""


@dataclass(frozen=True)
class Side:
    """A relay beside a fuller one, which is the base of its comparison."""

    told: Told
    steps: Sequence[Step]

    @cached_property
    def places(self) -> dict[int, int]:
        """Where the words of the base stand in this relay, those that are the same."""
        pairs = (
            step for step in self.steps if step.kind in {"same", "shift"} and len(step.base) == len(step.here)
        )
        return {one: here for step in pairs for one, here in zip(step.base, step.here, strict=True)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A relay that quotes a passage in full, and the others that have some of it."""

    base: Told
    sides: tuple[Side, ...]


def passages(relays: Sequence[Relay]) -> list[Passage]:
    """The passages that reports quote, the fullest first; the order of `relays` changes nothing."""
    told = [Told(relay, words(relay)) for relay in sorted(relays, key=when)]
    told = [each for each in told if any(word.quoted for word in each.words)]
    told.sort(key=lambda each: -round(quoted_weight(each.words), 6))
    found: list[tuple[Told, list[Side]]] = []
    for each in told:
        covered = False
        for base, sides in found:
            if are_of_other_days(base.relay, each.relay):
                continue
            comparison = compared(base.words, each.words)
            if comparison.alike:
                side = Side(each, comparison.steps)
                sides.append(side)
                covered = covered or _is_covered(each.words, side)
        if not covered:
            found.append((each, []))
    return [Passage(base, tuple(sides)) for base, sides in found]


def are_of_other_days(one: Relay, other: Relay) -> bool:
    """Whether two relays that were made one say themselves that they are of two occasions."""
    return are_apart(days_of(one.quotation.said_on), days_of(other.quotation.said_on))


def quoted_weight(said: Words) -> float:
    """What the words between quotation marks weigh."""
    return fsum(word.weight for word in said if word.quoted)


def _is_covered(said: Words, side: Side) -> bool:
    have = fsum(said[at].weight for at in side.places.values() if said[at].quoted)
    return have >= _COVERED * quoted_weight(said)
