"""Whether words tell of what has happened, of what is to come, or of neither: a wish, a doubt, a denial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord.ledger.dossier.pages import Page, Sentence
from onrecord.ledger.dossier.types import Event, EventKind
from onrecord.ledger.dossier.whens import When, nearest
from onrecord.ledger.dossier.words import phrase_at, words_of_kind

Mood = Literal["real", "ahead", "unreal"]
_TABLE = "dossier_events"
_REACH = 12
"""So many words before a verb can change what it tells, those of other clauses apart."""
_BREAKS = frozenset(
    {";", ":", "—", "–", "(", ")", "that", "which", "who", "where", "because", "but", "after"}
)
_TO_COME = frozenset({"planned", "starts", "ends"})
_KINDS: dict[str, EventKind] = {
    "signed": "signed",
    "in force": "in force",
    "ratified": "ratified",
    "planned": "planned",
    "proposed": "proposed",
    "started": "started",
    "starts": "starts",
    "ended": "ended",
    "ends": "ends",
    "founded": "founded",
}


class Told(NamedTuple):
    """Words from `first` up to `end` that tell what became of something, and whether that is to come."""

    first: int
    end: int
    kind: EventKind
    ahead: bool


def mood(page: Page, at: int) -> Mood:
    """How the verb at a place is meant, by the words before it in its clause; a question tells nothing."""
    sentence = page.sentence(at)
    if page.form(sentence.end - 1) == "?" or "?" in page.span(at, sentence.end).of(page.text):
        return "unreal"
    found: Mood = "real"
    for place in range(at - 1, max(sentence.first, at - _REACH) - 1, -1):
        word = page.form(place)
        if word in _BREAKS:
            break
        if word == "may" and page.words.capital(place) and place > sentence.first:
            continue  # the month
        if word in words_of_kind(_TABLE, "denied") or word in words_of_kind(_TABLE, "unreal"):
            return "unreal"
        if word in words_of_kind(_TABLE, "ahead"):
            found = "ahead"
    return found


def is_real(page: Page, at: int) -> bool:
    """Whether what begins at a place is told as a fact: nothing before it denies or doubts it."""
    return mood(page, at) != "unreal"


def happenings(page: Page, sentence: Sentence, kind: str) -> list[tuple[Told, When | None]]:
    """What a sentence tells of what became of things of a kind, each with its own days where it has any."""
    found = list(told(page, sentence, kind))
    return [
        (each, _days(page, sentence, each, [other.first for other in found if other != each]))
        for each in found
    ]


def _days(page: Page, sentence: Sentence, told: Told, others: Sequence[int]) -> When | None:
    if told.kind == "proposed":
        return None  # When somebody proposed it is no date of a treaty.
    return nearest(page, sentence, told.first, told.end, to_come=told.kind in _TO_COME, others=others)


def event(page: Page, told: Told, when: When | None) -> Event:
    """What became of something, on the days that were found, with the words for both."""
    return event_of(page, told.kind, told.first, told.end, when)


def event_of(page: Page, kind: EventKind, first: int, end: int, when: When | None) -> Event:
    """An event told by the words from `first` up to `end`."""
    words = [page.proof(page.span(first, end)), *([page.proof(when.span)] if when else [])]
    days = (when.earliest.isoformat(), when.latest.isoformat()) if when else (None, None)
    return Event(kind, days[0], days[1], tuple(words))


def told(page: Page, sentence: Sentence, kind: str) -> Iterator[Told]:
    """What a sentence tells of what became of things of a kind."""
    for at in range(sentence.first, sentence.end):
        phrase = phrase_at(page.folded, at, _TABLE, kind)
        if phrase is None:
            continue
        now, _, later = phrase.value.partition("/")
        meant = mood(page, at)
        value = {"real": now, "ahead": later, "unreal": "-"}[meant]
        if value in _KINDS and not (meant == "real" and page.words.capital(at)):
            yield Told(at, at + len(phrase.words), _KINDS[value], meant == "ahead")
