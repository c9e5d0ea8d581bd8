"""Which of the deadlines in and around a clause is its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.core.ledger import Deadline
from onrecord.ledger.candidates import Candidate
from onrecord.ledger.clause_words import AUXILIARY, Sentence, of_kind
from onrecord.ledger.clauses import Clause
from onrecord.ledger.commitment_signs import verb_kinds
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.tenses import is_past_form
from onrecord.ledger.times import words_of_time
from onrecord.ledger.timewords import phrases
from onrecord.resolve.tables import tables

_TAIL = 8
"""So many words at most does a time have that stands behind a clause and a comma."""
_OWNER = re.compile(r"[’']s?\s")
_SEASONS = re.compile(r"(?:(?:in|at|during|for) )?(?:this|next) year[’']s ", re.IGNORECASE)
_OCCASIONS = frozenset({"day", "week", "month"})
"""“Monday’s debate” is on Monday; “this year’s race” is not said to be all year."""
_LENGTH = re.compile(r"(?:with)?in (?!the year|the \S+ of)|(?:over|during|for) ", re.IGNORECASE)
_UNIT = re.compile(r"\b(?:hour|day|week|month|year|decade)s?$", re.IGNORECASE)
_DISTANCE = re.compile(r"[\w ]+\b(?:days?|weeks?|months?|years?) (?:before|after|ahead of)\b", re.IGNORECASE)
_NOW = re.compile(r"today|tonight|this ", re.IGNORECASE)
_COMPARED = 3
"""So many words at most stand from "than" to the time that is compared."""
_LINKS = frozenset({"before", "until", "till"})


def dated(candidate: Candidate, said: date | None) -> Candidate:
    """The candidate with its deadline: the first behind its verb, else the last before it.

    Reading deadlines takes more time than all the rest, so only clauses with a word of time are read.
    """
    sentence, clause = candidate.sentence, candidate.clause
    verb = sentence.words[min(candidate.opening.verb, len(sentence) - 1)].start
    times = _within(candidate, clause, said)
    candidate = replace(candidate, time=_nearest(times, verb))
    due = _nearest([each for each in times if _belongs(candidate, each)], verb)
    if due is not None:
        return replace(candidate, due=_counted(candidate, due))
    if sentence.marks(clause.end) != "," or not sentence.is_a(clause.end, "lead"):
        return candidate
    # "They will end the fee, starting in May": what is said often ends before its time.
    tail = Clause(clause.end, min(clause.end + _TAIL, len(sentence)), clause.subject)
    for each in _within(candidate, tail, said)[:1]:
        if each.text.start == sentence.words[clause.end].start:
            inside = range(clause.end, tail.end)
            end = next((at for at in inside if sentence.words[at].end >= each.text.end), tail.end - 1)
            return replace(candidate, due=each, time=each, clause=replace(clause, end=end + 1))
    return candidate


def _nearest(times: Sequence[Deadline], verb: int) -> Deadline | None:
    """The first behind a verb, else the last before it."""
    behind = (each for each in times if each.text.start >= verb)
    return next(behind, times[-1] if times else None)


def _within(candidate: Candidate, clause: Clause, said: date | None) -> list[Deadline]:
    text, span = candidate.sentence.text, candidate.sentence.between(clause.start, clause.end)
    named = words_of_time().search(text, span.start, span.end)
    return deadlines(text, said, span) if named else []


def _belongs(candidate: Candidate, deadline: Deadline) -> bool:
    """Whether a time is that of what is to be done: not of what it depends on, nor of a thing in it."""
    sentence, due, condition = candidate.sentence, deadline.text, candidate.condition
    # "Unless the talks begin by May" does tell by when.
    if condition is not None and condition.overlaps(due) and condition.of(sentence.text)[:2].lower() == "if":
        return False
    owned = _OWNER.match(sentence.text, due.end) and deadline.precision not in _OCCASIONS
    if owned or _SEASONS.match(sentence.text, due.start, due.end):
        return False
    at = next(i for i, word in enumerate(sentence.words) if word.end > due.start)
    if at <= candidate.opening.verb:
        return _leads(candidate, at, deadline)
    inside = range(candidate.opening.verb + 1, at)
    if "," in sentence.marks(at) and _DISTANCE.match(due.of(sentence.text)):
        return False  # "He repeated that they will stay, four months before the vote": when he did so.
    told = any(sentence.is_a(i, "telling") or _opens_clause(sentence, i, at) for i in inside)
    return not (told or _is_of_participle(sentence, inside) or _is_compared(sentence, inside, deadline))


def _leads(candidate: Candidate, at: int, deadline: Deadline) -> bool:
    """Whether a time before the verb is that of the clause, not of its subject or of the verb before it."""
    sentence, clause = candidate.sentence, candidate.clause
    if at == clause.start:
        # "A merger announced Monday would ..."
        return bool(sentence.marks(at)) or not is_past_form(sentence.form(at - 1))
    places = clause.subject.places
    # "Our win tonight will": an adverb belongs to no subject, yet stands as close.
    if places is None or not places.start < at <= places.stop or "," in sentence.marks(at):
        return True
    if any("," in sentence.marks(i) and sentence.is_a(i, "telling") for i in range(places.start + 1, at)):
        return False  # "This year, which ends in May, will ..."
    last = sentence.words[places[-1]]
    alone = not any(sentence.is_a(i, "preposition") for i in range(places.start, at))
    if alone and sentence.words[at - 1].capital and deadline.text.end >= last.end:
        return True  # "Holt on Monday will ..."
    # "Her win on Monday will ..." is no time of what comes of it; "the vote on Monday will ..." is.
    before = [sentence.form(i) for i in range(places.start, at)]
    happens = any((form,) in phrases("event").values or form in of_kind("happening") for form in before)
    return happens or (before[-1],) in phrases("moving").values


def _opens_clause(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "before" or "that" opens a clause that goes on up to a place: "before they leave in May"."""
    if sentence.form(at) == "that":
        return any(sentence.is_a(i, *AUXILIARY) for i in range(at + 2, end))
    if sentence.form(at) not in _LINKS:
        return False
    if sentence.is_a(at + 1, "personal") and at + 1 < end:
        return True
    stop = next((i for i in range(at + 1, end) if sentence.is_a(i, "joiner")), end)
    verbs = (sentence.form(i).removesuffix("s") in verb_kinds() for i in range(at + 2, stop))
    return any(verbs) or any(sentence.is_a(i, *AUXILIARY) for i in range(at + 2, stop))


def _is_of_participle(sentence: Sentence, inside: Sequence[int]) -> bool:
    """Whether the last word before a time tells about a noun: "link him to everybody running in May"."""
    # "To start sailing in May" is what is to be done.
    own = 1 + (len(inside) > 0 and sentence.form(inside[0] - 1) == "to")
    if len(inside) <= own:
        return False
    before, last = inside[-2], inside[-1]
    if not sentence.form(last).endswith("ing") or sentence.marks(last) or sentence.is_adverb(before):
        return False
    return not sentence.is_a(before, "preposition", "joiner", "opener", "be", "determiner")


def _is_compared(sentence: Sentence, inside: Sequence[int], deadline: Deadline) -> bool:
    """As in "life will be worse than life today"; "more than 40 pilots today" compares no times."""
    near = inside[-_COMPARED:]
    than = next((i for i in near if sentence.form(i) == "than"), None)
    last = sentence.form(inside[-1]) if inside else ""
    if than is not None and than == inside[-1] - 1 and (last == "forecast" or is_past_form(last)):
        return True  # "Less than forecast in July"
    if than is None or not _NOW.match(deadline.text.of(sentence.text)):
        return False
    return not any(sentence.form(i)[:1].isdecimal() for i in near if i > than)


def _counted(candidate: Candidate, due: Deadline) -> Deadline:
    """A deadline whose length is counted from taking office ("in six months as mayor") has no days."""
    words = due.text.of(candidate.sentence.text)
    length = due.precision != "event" and _LENGTH.match(words) and _UNIT.search(words)
    if not length or not _in_office(candidate.sentence, candidate.clause.end):
        return due
    return replace(due, earliest=None, latest=None, precision="event")


def _in_office(sentence: Sentence, end: int) -> bool:
    """Whether words up to a place say that somebody must be in office first: "as president", "if elected"."""
    for at in range(end):
        opens, following = sentence.form(at), sentence.form(at + 1)
        if opens == "as" and following in tables().roles:
            return True
        if opens in {"if", "once"} and following in {"elected", "re", "reelected", "in"}:
            return True
    return False
