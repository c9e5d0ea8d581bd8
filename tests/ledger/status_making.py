"""Commitments and later statements written down shortly, for tests."""

from __future__ import annotations

import re
from datetime import date

from onrecord.core import Span
from onrecord.core.ledger import Commitment, CommitmentType
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.status import Later, Made

_LATER = re.compile(r"(\d{4}-\d\d-\d\d): (?:([A-Z]\w+ [A-Z]\w+): )?(.*)")
_TYPES: dict[str, CommitmentType] = {
    "promise": "promise",
    "decision": "decision",
    "plan": "plan",
    "order": "order",
    "prediction": "prediction",
}


def made(marked: str, day: str | None, kind: str = "promise", name: str | None = None) -> Made:
    """A commitment: who stands in braces, what in brackets, its deadline is read from that."""
    text, marks = "", {}
    for char in marked:
        if char in "{}[]":
            marks[char] = len(text)
        else:
            text += char
    who, what = Span(marks["{"], marks["}"]), Span(marks["["], marks["]"])
    said = date.fromisoformat(day) if day else None
    due = next(iter(deadlines(text, said, Span(what.start, len(text)))), None)
    kept = Commitment("c", _TYPES[kind], Span(who.start, what.end), what, who, name or who.of(text), due=due)
    return Made(kept, text, day)


def later(told: str) -> list[Later]:
    """Later statements, as `data/status.tsv` has them."""
    found = []
    for number, each in enumerate(told.split(" || ") if told != "-" else []):
        match = _LATER.fullmatch(each)
        assert match, each
        day, speaker, text = match.groups()
        found.append(Later(str(number), day, text, Span(0, len(text)), speaker))
    return found
