"""From where to where the clause of a commitment goes, by small words and marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.core import Span
from onrecord.ledger.clause_words import AUXILIARY, QUOTES, Sentence
from onrecord.ledger.markers import Opening
from onrecord.ledger.subjects import Subject, owner_of, stops_before, subject_of
from onrecord.match.reading import rows

_LEAD = 16
"""So many words an introduction ("If the dam holds, ...") has at most."""
_CLAUSE = 9
"""Within so many words behind "and" a verb shows that another clause begins."""
_SOURCE = 5
"""Within so many words behind a comma a verb of saying shows that who says it is told."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as places in its sentence, `end` excluded."""

    start: int
    end: int
    subject: Subject


def clause_of(sentence: Sentence, opening: Opening, bounds: Span) -> Clause:
    """The clause that a marker opens, within bounds: a content, and up to who says it."""
    end = _end(sentence, opening.verb, bounds)
    if opening.marker.reading == "modal" and sentence.is_a(opening.first - 1, "relative"):
        end = _main_verb(sentence, opening.verb, end)
    behind = opening.at + len(opening.marker.words)
    match opening.marker.reading:
        case "inverted":
            after = sentence.skip(opening.verb + 1, 1)
            places = range(after, after + 1) if sentence.is_a(after, "pronoun") else None
            return Clause(opening.at, end, Subject(places))
        case "noun":
            return Clause(opening.verb, end, Subject(owner_of(sentence, opening.at, bounds)))
        case "other":
            return Clause(behind, end, Subject(range(behind, opening.verb)))
        case "own" | "thing":
            return Clause(opening.verb, end, subject_of(sentence, opening.first, bounds))
        case _:
            subject = subject_of(sentence, opening.first, bounds)
            begins = subject.places.start if subject.places and not subject.shared else opening.first
            return Clause(_with_lead(sentence, begins, bounds), end, subject)


def condition_of(sentence: Sentence, clause: Clause) -> Span | None:
    """The part of a clause that tells on what it depends ("if the dam holds")."""
    for at in range(clause.start, clause.end):
        opens = _conditions().get(sentence.form(at), ())
        if any(tuple(sentence.form(at + i) for i in range(len(words))) == words for words in opens):
            inside = range(at + 1, clause.end)
            end = (i for i in inside if "," in sentence.marks(i) or stops_before(sentence, i))
            return sentence.between(at, next(end, clause.end))
    return None


@cache
def _conditions() -> dict[str, tuple[tuple[str, ...], ...]]:
    """How a condition opens, by its first word; "until" tells a time and "except" a part."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words, kind in rows("conditions"):
        first, *rest = words.split()
        if kind == "condition" and first not in {"until", "except"}:
            found[first] = (*found.get(first, ()), (first, *rest))
    return found


def _with_lead(sentence: Sentence, start: int, bounds: Span) -> int:
    """Where a clause begins with what introduces it: a condition or a time, closed by a comma."""
    marks = sentence.marks(start)
    if start <= 0 or "," not in marks or not QUOTES.isdisjoint(marks):
        return start
    for at in range(start - 1, max(start - _LEAD, -1), -1):
        word = sentence.words[at]
        if word.start < bounds.start:
            return start
        quoted = not QUOTES.isdisjoint(word.marks)
        opens = at == 0 or word.start == bounds.start or quoted or stops_before(sentence, at)
        linked = sentence.is_a(at - 1, "joiner", "relative") or sentence.form(at - 1) == "but"
        if sentence.is_a(at, "lead") and (opens or linked or "," in word.marks):
            return at
        if opens or "," in word.marks:
            return start
    return start


def _end(sentence: Sentence, verb: int, bounds: Span) -> int:
    """The place behind the clause whose verb is at a place."""
    for at in range(verb + 1, len(sentence)):
        if sentence.words[at].start >= bounds.end or stops_before(sentence, at) or _breaks(sentence, at):
            return at
    return len(sentence)


def _main_verb(sentence: Sentence, verb: int, end: int) -> int:
    """Where what is told about goes on: "the people who will drive them [are here today]", else the end."""
    for at in range(verb + 2, end):
        if sentence.is_a(at, "relative", "opener", "joiner", "personal") or sentence.marks(at):
            return end
        plain = sentence.form(at) == "have" and sentence.is_a(at - 1, "adverb", "do")
        if sentence.is_a(at, "finite be", "modal") or (sentence.is_a(at, "have") and not plain):
            return at if sentence.form(at) not in {"having", "'s"} else end
    return end


def _breaks(sentence: Sentence, at: int) -> bool:
    """Whether another clause begins at a place."""
    if "," in sentence.marks(at):
        if sentence.is_a(at, "joiner"):
            return _clause_follows(sentence, at + 1)
        opens = sentence.is_a(at, "turn", "personal") or sentence.form(at) in {"which", "who", "where"}
        return opens or _attributes(sentence, at)
    if sentence.form(at) in {"and", "but", "or"}:
        return _goes_on(sentence, at + 1, sentence.form(at))
    return sentence.form(at) in {"although", "though", "whereas"}


def _goes_on(sentence: Sentence, at: int, joiner: str) -> bool:
    """Whether another clause stands behind "and": with a subject or a verb of its own."""
    if sentence.is_a(at, "personal") and at + 1 < len(sentence):
        return True
    after = sentence.skip(at, 1)
    finite = sentence.is_a(after, *AUXILIARY) and not sentence.is_a(after, "bare verb")
    told = sentence.tells(after) and sentence.form(after).endswith(("ed", "id", "s"))
    return finite or told or (joiner != "or" and _clause_follows(sentence, at))


def _clause_follows(sentence: Sentence, begin: int) -> bool:
    """Whether a clause with a verb of its own begins at a place, before the next mark."""
    for at in range(begin, min(begin + _CLAUSE, len(sentence))):
        later = at > begin
        if sentence.form(at) == "to" or (later and sentence.marks(at).strip("“\"”'‘")):
            return False
        if later and sentence.is_a(at, "relative", "opener"):
            return False
        if later and sentence.is_a(at, "modal", "have", "finite be"):
            return True
    return False


def _attributes(sentence: Sentence, at: int) -> bool:
    """Whether who says it is told from a place on: "he said", "Brun added", "according to"."""
    if sentence.form(at) == "according" or sentence.tells(at):
        return True
    for i in range(at, min(at + _SOURCE, len(sentence))):
        if sentence.tells(i):
            return True
        if not (sentence.words[i].capital or sentence.is_a(i, "determiner", "pronoun")):
            return False
    return False
