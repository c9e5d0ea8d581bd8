"""Whether a time is told of something past or of something to come, by the verb it stands with.

"Closed on Friday" and "will close on Friday" name a day alike; only the verb tells which Friday.
"""

from __future__ import annotations

from typing import Literal

from onrecord.ledger.timewords import Words, number_words, past_forms, phrases

Sense = Literal["past", "future"]

_FAR = 60
"""So many words away a verb is looked for at most."""
_ENDS = frozenset(".!?;")
_BE = frozenset({"be", "being", "is", "are", "am", "get", "gets", "getting", "'s", "'re", "'m"})
_HAVE = frozenset({"has", "have", "had", "ve", "having"})
_MODALS = frozenset({"will", "shall", "ll", "must", "to"})
_BEFORE_NOUNS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "no", "some", "this"})
_NOUNS = frozenset({"children", "feet", "men", "mice", "teeth", "women"})
"""Irregular forms that are plurals, not verbs."""
_IN_EED = frozenset({"agreed", "disagreed", "decreed", "freed", "guaranteed"})
"""Past forms among words such as "need" and "speed"."""


class Tenses:
    """With which tense times stand in a text, by its words, of which each is read once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[int, Sense | Literal["end"] | None] = {}

    def is_past(self, floor: int, start: int, end: int) -> bool:
        """Whether the words from `start` up to `end` stand with a past tense: that before, else that behind.

        Words before `floor` do not count. Without a verb they do not: a commitment's clause is asked about.
        """
        behind = range(end, min(end + _FAR, len(self._words)))
        for places in (range(start - 1, max(floor, start - _FAR) - 1, -1), behind):
            shown = next((shows for at in places if (shows := self._at(at)) is not None), None)
            if shown not in {None, "end"}:
                return shown == "past"
        return False

    def _at(self, at: int) -> Sense | Literal["end"] | None:
        if at not in self._known:
            self._known[at] = "end" if ends_sentence(self._words, at) else sense_at(self._words, at)
        return self._known[at]


def ends_sentence(words: Words, at: int) -> bool:
    """Whether a sentence ends with the mark at a place; those of "Nov." and "p.m." end none."""
    form, before = words.form(at), words.form(at - 1)
    if form != ".":
        return form in _ENDS
    if len(before) == 1 or (before,) in phrases("month").values:
        return False
    return at + 1 >= len(words) or words.capital(at + 1) or not words.form(at + 1).isalnum()


def sense_at(words: Words, at: int) -> Sense | None:
    """The tense that the word at a place shows, "past" or "future"; None if none."""
    form, before = words.form(at), words.form(_word_before(words, at))
    if words.find("neutral", at):
        return None
    if words.find("forward", at) or words.find("moving", at):
        return "future"
    if form == "to":
        following = words.form(at + 1)
        verb = following.isalpha() and not words.capital(at + 1) and following not in _BEFORE_NOUNS
        return "future" if verb else None
    if words.find("back", at):
        return "past"
    compound = words.form(at - 1) == "-"  # "coal-fired"
    if not is_past_form(form) or compound or words.capital(at) or before in _BE | _BEFORE_NOUNS:
        return None
    # "Will have closed" looks ahead, "has closed" back: what stands before "have" decides.
    had = _word_before(words, at)
    return None if before in _HAVE and words.form(_word_before(words, had)) in _MODALS else "past"


def _word_before(words: Words, at: int) -> int:
    """The place of the word before, adverbs passed over."""
    at -= 1
    while at > 0 and words.form(at).endswith("ly"):
        at -= 1
    return at


def is_past_form(form: str) -> bool:
    """Whether a word, in small letters, has the form of a past tense or a participle."""
    if form in past_forms():
        return form not in _NOUNS
    ended = form.endswith("ed") and (not form.endswith("eed") or form in _IN_EED)
    return len(form) > 4 and ended and form not in number_words()
