"""Which wordings of a statement are most complete: one rule for what is listed and what drift starts from.

The most complete say most between quotation marks: the content words there, weighed by how much they tell
(all content words, where no wording has any there). Those lighter by less than a tenth, and by less than one
rare word, are as complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_AS_COMPLETE = 0.1
_ONE_WORD = 4.0
"""A rare word (nats)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How much a wording tells (nats): in all, and between quotation marks."""

    whole: float
    quoted: float


def fullest(told: Sequence[Telling]) -> list[int]:
    """Which of these wordings are most complete, by their numbers; raises ValueError where there are none.

    >>> fullest([Telling(9.0, 0.0), Telling(30.0, 6.0), Telling(8.0, 5.9)])
    [1, 2]
    """
    quoted = any(each.quoted > 0 for each in told)
    weights = [each.quoted if quoted else each.whole for each in told]
    heaviest = max(weights)
    least = heaviest - min(_AS_COMPLETE * heaviest, _ONE_WORD)
    return [number for number, weight in enumerate(weights) if weight >= least]
