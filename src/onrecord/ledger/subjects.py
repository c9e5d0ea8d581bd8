"""Which words before a verb are its subject, by small words and marks; none rather than a wrong one."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.core import Span
from onrecord.ledger.clause_words import AUXILIARY, QUOTES, Sentence
from onrecord.ledger.tenses import is_past_form

_INSERTED = 16
"""So many words at most stand between two commas behind a subject ("Holt, the mayor, will ...")."""
_BEFORE_AND = 8
"""Within so many words before "and" a verb shows that no subject goes on with it."""
_OWNED = 5
_TOLD_OF = 7
_STOPS = frozenset(";:—–()[]…")
_DASHES = frozenset({"-", "--"})


class Subject(NamedTuple):
    """The places of a subject in its sentence; None where it has none of its own, or none is known."""

    places: range | None = None
    relative: bool = False
    """Whether the clause tells about it ("the judges who will hear the case")."""
    shared: bool = False
    """Whether it stands before another verb ("has won and will sign")."""


def stops_before(sentence: Sentence, at: int) -> bool:
    """Whether the marks before a place part two clauses: more than a comma or a quotation mark."""
    marks = sentence.marks(at)
    if marks == ":" and sentence.form(at - 1).isdigit():
        return False
    return not _STOPS.isdisjoint(marks) or marks in _DASHES or ".." in marks


def subject_of(sentence: Sentence, first: int, bounds: Span) -> Subject:
    """The subject of the verb at a place, not before the bounds."""
    at = sentence.skip(first - 1, -1)
    if at < 0 or sentence.words[at].start < bounds.start or stops_before(sentence, at + 1):
        return Subject()
    end = at + 1
    if "," in sentence.marks(end):
        opened = _before_insertion(sentence, at, bounds)
        if opened is None:
            return Subject(shared=sentence.is_a(at, "joiner"))
        at, end = opened, first
    if sentence.is_a(at, "joiner") or sentence.form(at) in {"but", "then"}:
        return Subject(_shared(sentence, at, bounds), shared=True)
    if sentence.is_a(at, "relative") and not _stands_alone(sentence, at):
        antecedent = noun_phrase(sentence, at - 1, bounds)
        return Subject(range(at, end) if antecedent is None else range(antecedent, at), relative=True)
    if sentence.is_a(at, "pronoun"):
        return Subject(range(at, end))
    verb = sentence.tells(at) and not sentence.is_a(at, "noun and verb")
    start = None if verb or sentence.form(at) == "to" else noun_phrase(sentence, at, bounds)
    return Subject(None if start is None else range(start, end))


def owner_of(sentence: Sentence, noun: int, bounds: Span) -> range | None:
    """Whose a noun is: "its promise", "the mayor’s new pledge"."""
    for at in range(noun - 1, max(noun - _OWNED, -1), -1):
        if sentence.marks(at + 1):
            return None
        if sentence.words[at].possessive:
            start = noun_phrase(sentence, at, bounds)
            return None if start is None else range(start, at + 1)
        if sentence.is_a(at, "owner"):
            return range(at, at + 1)
    return None


def noun_phrase(sentence: Sentence, last: int, bounds: Span) -> int | None:
    """Where the words that name somebody or something begin, of which the last is at a place."""
    if last < 0 or sentence.is_a(last, "opener", "joiner", *AUXILIARY):
        return None
    at = last
    while at > 0 and sentence.words[at - 1].start >= bounds.start and not _begins(sentence, at, last):
        at -= 1
    if sentence.is_a(at, "lead") and not sentence.is_a(at, "pronoun"):
        # "From April, Castra and Skarv will ..."
        at = next((i for i in range(at + 1, last + 1) if "," in sentence.marks(i)), at)
    while at < last and sentence.is_adverb(at) and not sentence.words[at].capital:
        at += 1
    return at


def _begins(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a noun phrase that ends at `last` begins at a place."""
    if stops_before(sentence, at) or not QUOTES.isdisjoint(sentence.marks(at)):
        return True
    if "," in sentence.marks(at) and not _listed(sentence, at, last):
        return True
    verb = any(sentence.is_a(i, *AUXILIARY) for i in range(at, last))
    match sentence.form(at - 1):
        case "who" | "whose" | "whom" | "which":
            return not verb and not any(sentence.form(i).endswith(("ed", "s")) for i in range(at, last))
        case "that":
            return not verb or _stands_alone(sentence, at - 1)
        case "so" | "as":
            return not sentence.is_a(at - 2, "be")
        case _:
            return _ends_before(sentence, at - 1) or _is_object(sentence, at)


def _ends_before(sentence: Sentence, at: int) -> bool:
    """Whether the word at a place belongs to what stands before a noun phrase."""
    if sentence.is_a(at, "joiner"):
        return _verb_before(sentence, at - 1)
    if sentence.tells(at):
        named = sentence.is_a(at - 1, "determiner") or (at > 0 and sentence.words[at - 1].possessive)
        return not named
    if sentence.is_a(at, *AUXILIARY):
        related = any(sentence.is_a(sentence.skip(i, -1), "relative") for i in (at - 1, at - 2))
        return not related
    return sentence.is_a(at, "subordinate")


def _is_object(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase begins at a place behind a verb: "met the men", but not "the man who met"."""
    if not sentence.is_a(at, "determiner") or sentence.words[at - 1].capital:
        return False
    if sentence.is_a(at - 1, "preposition", "joiner", "determiner", "pronoun") or sentence.is_adverb(at - 1):
        return False
    for i in range(at - 1, max(at - _TOLD_OF, -1), -1):
        if sentence.is_a(i, "relative"):
            return False
        if sentence.marks(i):
            break
    return True


def _verb_before(sentence: Sentence, last: int) -> bool:
    """Whether there is a verb among the words that end at a place, up to a mark."""
    for at in range(last, max(last - _BEFORE_AND, -1), -1):
        past = is_past_form(sentence.form(at)) and not sentence.words[at].capital
        if past or sentence.tells(at) or sentence.is_a(at, *AUXILIARY):
            return True
        # The full stop is that of "St. Ulla".
        if sentence.marks(at) not in {"", "."}:
            return False
    return False


def _listed(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a comma before a place parts names in a row ("Holt, Brun and Dent will ...")."""
    joined = any(sentence.form(i) == "and" for i in range(at, last + 1))
    return joined and sentence.words[at].capital and sentence.words[at - 1].capital


def _shared(sentence: Sentence, joiner: int, bounds: Span) -> range | None:
    """The subject of the clause that "and" goes on with: its first words up to a verb."""
    start = joiner
    while start > 0 and sentence.words[start - 1].start >= bounds.start:
        parted = stops_before(sentence, start) or not QUOTES.isdisjoint(sentence.marks(start))
        if parted or sentence.is_a(start - 1, "opener") or sentence.tells(start - 1):
            break
        start -= 1
    if sentence.is_a(start, "pronoun"):
        return range(start, start + 1)
    for at in range(start + 1, joiner):
        if "," in sentence.marks(at):
            return None
        if sentence.is_a(at, *AUXILIARY) or sentence.tells(at) or sentence.is_adverb(at):
            return range(start, at)
    return None


def _before_insertion(sentence: Sentence, last: int, bounds: Span) -> int | None:
    """The place before an insertion that ends at `last` with a comma behind it."""
    for at in range(last, max(last - _INSERTED, 0), -1):
        outside = sentence.words[at].start < bounds.start or not QUOTES.isdisjoint(sentence.marks(at))
        if outside or stops_before(sentence, at):
            return None
        if "," in sentence.marks(at):
            return at - 1
    return None


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether "that" is a subject or opens a clause: nothing is before it that it could tell more about."""
    if sentence.form(at) != "that":
        return False
    if at == 0 or sentence.marks(at) or sentence.tells(at - 1):
        return True
    return sentence.is_a(at - 1, "joiner", "opener", "be", "preposition")
