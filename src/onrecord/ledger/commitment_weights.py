"""What the signs of a commitment are worth: weights fitted to labelled clauses by `lab.train.commitments`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Literal

from onrecord.core.tables import rows

Sort = Literal["none", "promise", "plan", "prediction"]
"""What a clause may be; a decision and an order are plans here, told apart by their words."""
SORTS: tuple[Sort, ...] = ("none", "promise", "plan", "prediction")


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """The weights of each sign, in logarithms of odds, one for each of `SORTS`."""
    return {row[0]: tuple(float(cell) for cell in row[1:]) for row in rows(__package__, "commitment_weights")}


def probabilities(found: Iterable[str]) -> dict[Sort, float]:
    """How likely each sort is for a clause that shows these signs; they sum to 1."""
    known = weights()
    scores = list(known["always"])
    for sign in found:
        for i, weight in enumerate(known.get(sign, ())):
            scores[i] += weight
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    return {sort: each / total for sort, each in zip(SORTS, odds, strict=True)}
