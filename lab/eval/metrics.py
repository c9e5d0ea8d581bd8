"""The measures of attribution: content F1 and AR F1 over one-to-one matched relations, and exact spans.

A prediction matches a gold relation by the Dice overlap of their contents' characters, white space left
out, from 0.5 up, best first. AR asks in addition that the two share a character of source, or that both
have none. Types are told by quotation marks (`onrecord.annotate.confidence.kind_of`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.annotate.confidence import kind_of
from onrecord.core import Spans
from onrecord.core.marks import inside

KINDS = ("all", "direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Pair:
    """Content, source and cue of one relation, gold or predicted."""

    content: Spans
    source: Spans
    cue: Spans = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def characters(spans: Spans, text: str) -> frozenset[int]:
    """The positions of the characters in `spans` that are not white space."""
    return frozenset(i for s, e in spans for i in range(s, min(e, len(text))) if not text[i].isspace())


def match(predicted: Sequence[Collection[int]], gold: Sequence[Collection[int]]) -> dict[int, int]:
    """One-to-one assignment of predicted to gold contents, best overlap first, from Dice 0.5 up."""
    sets = [frozenset(g) for g in gold]
    scored = []
    for i, one in enumerate(map(frozenset, predicted)):
        for j, other in enumerate(sets):
            both = len(one & other)
            if both:
                scored.append((2 * both / (len(one) + len(other)), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for dice, i, j in sorted(scored, reverse=True):
        if dice >= 0.5 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def same_source(one: Spans, other: Spans, text: str) -> bool:
    """Whether two sources share a character, or neither relation has one."""
    a, b = characters(one, text), characters(other, text)
    return bool(a & b) or (not a and not b)


@dataclass(slots=True)
class Tally:
    """Counts over many texts; `add` each, then read `content` and `ar`."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    exact: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self, text: str, predicted: Iterable[Pair], gold: Iterable[Pair], soft: Iterable[Pair] = ()
    ) -> list[bool]:
        """Count one text and return for each prediction whether content and source are right.

        Predictions that match one of `soft` (debatable gold) and no gold are neither right nor wrong:
        they are counted nowhere, and reported as right.
        """
        ours, theirs = list(predicted), list(gold)
        p = [characters(x.content, text) for x in ours]
        g = [characters(x.content, text) for x in theirs]
        quoted = inside(text)
        pairs = match(p, g)
        open_ones = [i for i in range(len(p)) if i not in pairs]
        forgiven = match([p[i] for i in open_ones], [characters(x.content, text) for x in soft])
        spared = {open_ones[i] for i in forgiven}
        for role in ROLES:
            spans = [{span for pair in each for span in getattr(pair, role)} for each in (ours, theirs)]
            self.exact[role, "right"] += len(spans[0] & spans[1])
            self.exact[role, "predicted"] += len(spans[0])
            self.exact[role, "gold"] += len(spans[1])
        for one in theirs:
            self._count("gold", kind_of(one.content, text, quoted))
        right = [i in spared for i in range(len(p))]
        for i, one in enumerate(ours):
            if i in spared:
                continue
            kind = kind_of(one.content, text, quoted)
            self._count("predicted", kind)
            if i not in pairs:
                continue
            other = theirs[pairs[i]]
            right[i] = same_source(one.source, other.source, text)
            for key in ("content", "ar") if right[i] else ("content",):
                self._count(key + "/predicted", kind)
                self._count(key + "/gold", kind_of(other.content, text, quoted))
        return right

    def _count(self, key: str, kind: str) -> None:
        self.counts[key, kind] += 1
        self.counts[key, "all"] += 1

    def score(self, key: str, kind: str = "all") -> Score:
        """The score of "content" or "ar" for one kind of quotation."""
        n = self.counts
        predicted, gold = n["predicted", kind], n["gold", kind]
        return Score(
            n[f"{key}/predicted", kind] / predicted if predicted else 0.0,
            n[f"{key}/gold", kind] / gold if gold else 0.0,
        )

    def exact_score(self, role: str) -> Score:
        """How many of the role's spans begin and end where they should; debatable gold counts against."""
        right = self.exact[role, "right"]
        predicted, gold = self.exact[role, "predicted"], self.exact[role, "gold"]
        return Score(right / predicted if predicted else 0.0, right / gold if gold else 0.0)
