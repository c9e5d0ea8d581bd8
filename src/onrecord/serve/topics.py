"""What somebody speaks of: the words that tell most of what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.match.statements.wording import is_content_word, stem_of, tokens, weight_of

_LEAST = 2
"""Quotations in which a word stands, at least: one is no topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A word, as it is mostly written, and in how many quotations it stands."""

    word: str
    quotations: int


def topics(said: Iterable[str], *, without: Collection[str] = (), most: int = 12) -> tuple[Topic, ...]:
    """The words of some quotations that are used often here and seldom in news, the most telling first.

    How seldom is measured on news at large (`wording.weight_of`). `without` are words that are none.

    >>> [topic.word for topic in topics(["The ferry is late.", "A late ferry", "The ferry"])]
    ['ferry', 'late']
    """
    left_out = {stem_of(word) for word in without if word}
    standing: Counter[str] = Counter()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in said:
        found = [each for each in tokens(text, (Span(0, len(text)),)) if each.text[0].isalpha()]
        for each in found:
            written[each.stem][each.text] += 1
        standing.update({each.stem for each in found if is_content_word(each.stem)})
    some = [stem for stem, times in standing.items() if times >= _LEAST and stem not in left_out]
    some.sort(key=lambda stem: (-standing[stem] * weight_of(stem), stem))
    return tuple(Topic(_usual(written[stem]), standing[stem]) for stem in some[:most])


def _usual(written: Counter[str]) -> str:
    """How a word is mostly written; of equals in small letters, as the first of a sentence has a capital."""
    return min(written, key=lambda word: (-written[word], word[0].isupper(), word))
