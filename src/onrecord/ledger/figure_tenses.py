"""Whether a time that stands with a quantity has passed or is to come, by the verbs around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from onrecord.core import Span
from onrecord.ledger.tenses import Sense, ends_sentence, is_past_form, sense_at
from onrecord.ledger.timewords import Words, words_of

_BACK, _AHEAD = 40, 14
"""So many words before a time, and behind it, a verb is looked for."""
_MOVED = frozenset({"to", "for", "until", "by", "on", "in"})
"""Behind a verb of schedules these lead to its time: "delayed to May"."""
_AHEAD_OF_TO = frozenset({"about", "going"})
"""These look ahead only before "to"."""
_PRESENT = frozenset({"is", "are", "am"})
SAYING = frozenset(
    "said says say saying told tells announced announces added adds reported reports wrote writes warned "
    "warns claimed claims testified stated noted estimated estimates according released published".split()
)
"""Verbs of saying: they tell when it was said, not when it is."""

_Kind = Literal["past", "future", "present", "infinitive", "said"]


class Verbs:
    """The verbs of a part of a text, which is read when one is first asked for."""

    def __init__(self, text: str, within: Span) -> None:
        self._text, self._within = text, within

    @cached_property
    def _words(self) -> Words:
        return words_of(self._text, self._within)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.span.start for token in self._words.tokens]

    def tense(self, span: Span) -> Sense | None:
        """The tense of the verb nearest before a span, else behind it, in its sentence; None if none tells.

        "To cross in May" leaves it to the verb before: paid to cross, or able to cross.
        """
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        infinitive = False
        for sense in self._senses(range(first - 1, max(first - 1 - _BACK, -1), -1)):
            if sense != "infinitive":
                ahead = sense == "future" or (infinitive and sense == "present")
                return "future" if ahead else "past" if sense == "past" and not infinitive else None
            infinitive = True
        if infinitive:
            return None
        for sense in self._senses(range(last, min(last + _AHEAD, len(self._words)))):
            if sense == "past" or sense == "future":  # noqa: PLR1714 - so that its type is narrowed
                return sense
            if sense == "present":
                return None
        return None

    def _senses(self, places: Iterable[int]) -> Iterator[_Kind]:
        """What the verbs at some places of a sentence tell of the time, the nearest first."""
        words = self._words
        for at in places:
            if ends_sentence(words, at):
                return
            form, sense = words.form(at), self._sense(at)
            if form in SAYING:
                yield "said"
            elif form == "from" and words.form(at - 1) in {"up", "down"}:
                # "Down from 2.4 in May" is told of what was, whatever will be.
                yield "past"
            elif form in _PRESENT:
                yield "present"
            elif sense:
                yield "infinitive" if form == "to" else sense

    def _sense(self, at: int) -> Sense | None:
        words = self._words
        form, following = words.form(at), words.form(at + 1)
        # No sentence begins with its verb: "reduced fares" are fares.
        if at == 0 or ends_sentence(words, at - 1) or (form in _AHEAD_OF_TO and following != "to"):
            return None
        if form == "won" and following != "'":
            return "past"
        if (moved := words.find("moving", at)) and words.form(moved.end) not in _MOVED:
            return "past" if is_past_form(form) else None
        return sense_at(words, at)
