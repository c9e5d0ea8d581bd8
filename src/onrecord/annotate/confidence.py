"""How sure a relation is: a calibrated probability, and the grade that follows from it.

A logistic regression over the model's own probabilities, fitted by `python -m lab.train.calibrate`; its
coefficients travel in the model's card, because they hold for that model alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.annotate.relations import Draft
from onrecord.core import Grade, QuotationType, plain

IMPLICIT, UNCLAIMED = 0.6, 0.3
"""Probability of an utterance in marks without cue and source: if the model took it for content, and if not.

PolNeAR annotates none of these, so nothing fitted on it can tell. The values only place them: the first kind
above the floor and below every "record"; the second (titles, mottoes, quoted documents) below the floor.
"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients by feature, and the two thresholds on the probability that comes out.

    Below `floor` a relation is not reported; from `record` on its grade is "record".
    """

    weights: Mapping[str, float]
    floor: float
    record: float

    def probability(self, draft: Draft, kind: QuotationType, text: str) -> float:
        """The probability (0 to 1) that content and source of `draft` in `text` are right."""
        if not draft.cue:
            return IMPLICIT if draft.content_probability > IMPLICIT else UNCLAIMED
        total = sum(
            self.weights.get(name, 0.0) * value for name, value in features(draft, kind, text).items()
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def grade(self, probability: float) -> Grade:
        """The grade of a relation that is right with this probability."""
        return "record" if probability >= self.record else "review"


def features(draft: Draft, kind: QuotationType, text: str) -> dict[str, float]:
    """What the probability depends on: log odds of the parts, type, and how the relation is built."""
    # Only what a reader sees counts, so that nothing else can change a grade.
    size = sum(len(plain(text).of(span)) for span in draft.content)
    return {
        "one": 1.0,
        "content": _log_odds(draft.content_probability),
        "cue": _log_odds(draft.cue_probability),
        "link": _log_odds(draft.link_probability),
        "source": _log_odds(draft.source_probability),
        "direct": float(kind == "direct"),
        "mixed": float(kind == "mixed"),
        "no_source": float(not draft.source),
        "parts": float(len(draft.content) > 1),
        "size": math.log1p(size),
    }


def _log_odds(probability: float) -> float:
    p = min(0.9995, max(0.0005, probability))
    return math.log(p / (1 - p))


def kind_of_draft(draft: Draft, text: str, inside: Sequence[int]) -> QuotationType:
    """The type of a relation: a turn is direct speech, for all else the marks tell."""
    return "direct" if draft.turn else kind_of(draft.content, text, inside)


def kind_of(content: Sequence[tuple[int, int]], text: str, inside: Sequence[int]) -> QuotationType:
    """Direct where all letters of the content stand inside quotation marks, mixed where some do.

    All means 97 in a hundred, so that an interjected word does not make direct speech mixed.
    """
    letters = [i for start, end in content for i in range(start, end) if text[i].isalnum()]
    quoted = sum(inside[i] for i in letters)
    if not letters or quoted == 0:
        return "indirect"
    return "direct" if quoted >= 0.97 * len(letters) else "mixed"
