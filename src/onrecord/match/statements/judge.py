"""Whether two quotations relay one act of saying: a sum of weighted signs, and the probability it stands for.

The weights are those of two logistic regressions, fitted to pairs that people labelled by
`python -m lab.train.statements`: one tells the same statement from all else, one the same words on another
occasion from what is different.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import itemgetter, mul

from onrecord.core import Likeness, Likening
from onrecord.match.statements.apart import (
    are_of_two,
    are_within,
    is_denied_by_one,
    may_be_of_two,
    published_long_apart,
    said_on_other_days,
    tell_of_other_things,
)
from onrecord.match.statements.opposing import opposed
from onrecord.match.statements.signs import SIGNS, says_again, share_too_little, signs
from onrecord.match.statements.turning import changed_position, contradicts, is_told_again
from onrecord.match.statements.wording import Wording

SAME = 0.8
"""From this probability on two quotations relay one statement: in five folds, right in 95 of 100 pairs."""
DOUBTED = 0.49
"""The most where another speaker was found, if not by name, and both do not quote the very same words."""
REPEATED = 0.5
"""From this probability on one is the other said again."""
UNSURE, SOON = 0.5, 30
"""From this probability on it may be the same, if the reports are fewer days apart: then it is not said to be
another occasion either."""
_SLIGHT = 0.2
"""Of what is less likely than this to be either no reader is told."""
_TOLD = 3
"""Signs named to a reader."""
_NAMES = tuple((sign.__doc__ or "").rstrip(".").lower() for sign in SIGNS)

_APART: tuple[tuple[str, Callable[[Wording, Wording], bool]], ...] = (
    ("said by two", are_of_two),
    ("one stands in the other", are_within),
    ("little shared", share_too_little),
    ("another position", changed_position),
    ("denied by one", is_denied_by_one),
)
"""What makes two quotations neither one statement nor the same said again."""
_AGAIN: tuple[tuple[str, Callable[[Wording, Wording], bool]], ...] = (
    ("said on other days", said_on_other_days),
    ("told as said before", is_told_again),
    ("reported long after", published_long_apart),
)
"""What makes them two acts of saying."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the signs are worth, in the order of SIGNS: their means; for each question bias and weights."""

    means: Sequence[float]
    same: tuple[float, Sequence[float]]
    repeat: tuple[float, Sequence[float]]


@cache
def weights() -> Weights:
    """The weights that ship."""
    lines = (
        files("onrecord.match").joinpath("data/statement_signs.tsv").read_text(encoding="utf-8").splitlines()
    )
    rows = {
        name: (float(m), float(s), float(r))
        for name, m, s, r in (x.split("\t") for x in lines if x[0] != "#")
    }
    ordered = [rows[sign.__name__] for sign in SIGNS]
    means, same, repeat = zip(*ordered, strict=True)
    bias = rows["bias"]
    return Weights(means, (bias[1], same), (bias[2], repeat))


def compare(one: Wording, other: Wording) -> Likeness:
    """How two quotations compare; the same whichever comes first."""
    first, second = sorted((one.relay.id, other.relay.id))
    barred = next((why for why, bars in _APART if bars(one, other)), "")
    if barred:
        return Likeness(first, second, 0.0, 0.0, "different", f"against: {barred}")
    values, worth = signs(one, other), weights()
    same, repeat = _probability(values, worth.same), _probability(values, worth.repeat)
    # Laying word by word takes time, and nobody is told of what is hardly likely to be either.
    if max(same, repeat) >= _SLIGHT and opposed(one, other):
        return Likeness(first, second, 0.0, 0.0, "different", "against: the opposite")
    again = next((why for why, tells in _AGAIN if tells(one, other)), "")
    same = 0.0 if again else same
    if may_be_of_two(one, other):
        same = min(same, DOUBTED)
    told_again = says_again(one, other) and not contradicts(one, other)
    told_again = told_again and not tell_of_other_things(one, other)
    repeat = (1 - same) * repeat if told_again else 0.0
    days = one.setting.day, other.setting.day
    soon = days[0] is None or days[1] is None or abs(days[0] - days[1]) < SOON
    unsure = same >= UNSURE and soon
    decision: Likening = (
        "same" if same >= SAME else "other_occasion" if repeat >= REPEATED and not unsure else "different"
    )
    why = f"against: {again}" if again else _why(values, worth, likely=same >= 0.5)
    return Likeness(first, second, same, repeat, decision, why)


def _probability(values: Sequence[float], worth: tuple[float, Sequence[float]]) -> float:
    bias, each = worth
    return 1 / (1 + exp(-bias - sum(map(mul, values, each))))


def _why(values: Sequence[float], worth: Weights, *, likely: bool) -> str:
    """The signs that moved the judgement most to where it is from where an average pair would be."""
    moved = [
        ((value - mean) * weight, told)
        for value, mean, weight, told in zip(values, worth.means, worth.same[1], _NAMES, strict=True)
    ]
    most = sorted(moved, key=itemgetter(0), reverse=likely)[:_TOLD]
    return f"{'for' if likely else 'against'}: " + "; ".join(told for by, told in most if (by > 0) == likely)
