"""Which of the deadlines in and around a clause is its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.core.ledger import Deadline
from onrecord.ledger.candidates import Candidate
from onrecord.ledger.clauses import Clause
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.times import words_of_time

_TAIL = 8
"""So many words at most does a time have that stands behind a clause and a comma."""
_OWNER = re.compile(r"[’']s?\s")
_OCCASIONS = frozenset({"day", "week", "month"})
"""“Monday’s debate” is on Monday; “this year’s race” is not said to be all year."""


def dated(candidate: Candidate, said: date | None) -> Candidate:
    """The candidate with its deadline: the first behind its verb, else the last before it.

    Reading deadlines takes more time than all the rest, so only clauses with a word of time are read.
    """
    sentence, clause = candidate.sentence, candidate.clause
    verb = sentence.words[min(candidate.opening.verb, len(sentence) - 1)].start
    found = [each for each in _within(candidate, clause, said) if _belongs(candidate, each)]
    if found:
        return replace(candidate, due=next((each for each in found if each.text.start >= verb), found[-1]))
    if sentence.marks(clause.end) != "," or not sentence.is_a(clause.end, "lead"):
        return candidate
    # "They will end the fee, starting in May": what is said often ends before its time.
    tail = Clause(clause.end, min(clause.end + _TAIL, len(sentence)), clause.subject)
    for each in _within(candidate, tail, said)[:1]:
        if each.text.start == sentence.words[clause.end].start:
            inside = range(clause.end, tail.end)
            end = next((at for at in inside if sentence.words[at].end >= each.text.end), tail.end - 1)
            return replace(candidate, due=each, clause=replace(clause, end=end + 1))
    return candidate


def _within(candidate: Candidate, clause: Clause, said: date | None) -> list[Deadline]:
    text, span = candidate.sentence.text, candidate.sentence.between(clause.start, clause.end)
    named = words_of_time().search(text, span.start, span.end)
    return deadlines(text, said, span) if named else []


def _belongs(candidate: Candidate, deadline: Deadline) -> bool:
    """Whether a time is that of what is to be done: not of what it depends on, nor of a thing in it."""
    sentence, clause, due = candidate.sentence, candidate.clause, deadline.text
    condition = candidate.condition
    # "Unless the talks begin by May" does tell by when.
    if condition is not None and condition.overlaps(due) and condition.of(sentence.text)[:2].lower() == "if":
        return False
    if _OWNER.match(sentence.text, due.end) and deadline.precision not in _OCCASIONS:
        return False
    told = range(candidate.opening.verb + 1, clause.end)
    before = (at for at in told if sentence.words[at].end <= due.start)
    return not any(sentence.is_a(at, "telling") for at in before)
