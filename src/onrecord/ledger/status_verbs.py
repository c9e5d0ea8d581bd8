"""Verbs that tell what becomes of things: `data/status_outcomes.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from onrecord.core.tables import rows, several
from onrecord.match.statements.forms import kin_of

Verb = tuple[str, ...]
"""The words of a verb, the first in its base form."""
Told = Literal["kept", "dropped", "delayed", "moved"]
_TOLD: dict[str, Told] = {each: each for each in get_args(Told)}


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[Verb, ...]
    told: Told
    of: tuple[Verb, ...]


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(_verbs(words), _TOLD[told], _verbs(of))
        for words, told, of, _ in rows(__package__, "status_outcomes")
    )


def _verbs(cell: str) -> tuple[Verb, ...]:
    return tuple(tuple(each.split()) for each in several(cell))


@cache
def all_verbs() -> frozenset[Verb]:
    """Every verb of the table."""
    return frozenset(verb for row in _rows() for verb in row.words + row.of)


@cache
def doings() -> frozenset[Verb]:
    """What can be done, as the table has it."""
    return frozenset(verb for row in _rows() if row.told == "kept" for verb in row.words + row.of)


@cache
def ends() -> dict[Verb, Told]:
    """The verbs by which something is dropped, delayed or moved."""
    return {verb: row.told for row in _rows() if row.told != "kept" for verb in row.words}


@cache
def done_by(verb: Verb) -> frozenset[Verb]:
    """The verbs that tell that it was done: "completed" of what was to be built."""
    found = {
        each for row in _rows() if row.told == "kept" and verb in row.words + row.of for each in row.words
    }
    return frozenset(found | {verb}) if found else frozenset()


def longest(forms: Sequence[str], at: int, verbs: frozenset[Verb]) -> Verb | None:
    """The longest of some verbs that stands at a place among words; its first word may be inflected."""
    if at >= len(forms):
        return None
    known = _by_first(verbs).get(kin_of(forms[at]), ())
    return next((verb for verb in known if tuple(forms[at + 1 : at + len(verb)]) == verb[1:]), None)


def begins(form: str) -> bool:
    """Whether a word can be the first of a verb of the table."""
    return kin_of(form) in _by_first(all_verbs())


@cache
def _by_first(verbs: frozenset[Verb]) -> dict[str, list[Verb]]:
    """The verbs by the kin of their first word, the longest first."""
    found: dict[str, list[Verb]] = {}
    for verb in sorted(verbs, key=lambda each: (-len(each), each)):
        found.setdefault(kin_of(verb[0]), []).append(verb)
    return found
