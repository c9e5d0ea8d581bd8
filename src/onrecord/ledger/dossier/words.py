"""The words by which a dossier knows what it is told of, read from the tables in `data/`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.ledger.timewords import words_of
from onrecord.resolve.tables import fold

_PACKAGE = "onrecord.ledger"


class Phrase(NamedTuple):
    """Words of a table and what the table says of them."""

    words: tuple[str, ...]
    value: str


@cache
def phrases(table: str, kind: str) -> tuple[Phrase, ...]:
    """The phrases of one kind in a table, the longest first."""
    found = [
        Phrase(tuple(fold(token.form) for token in words_of(each, Span(0, len(each))).tokens), value)
        for cell, sort, value, *_ in rows(_PACKAGE, table)
        if sort == kind
        for each in several(cell)
    ]
    return tuple(sorted(found, key=lambda phrase: -len(phrase.words)))


@cache
def _by_first_word(table: str, kind: str) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases(table, kind):
        found[phrase.words[0]] = (*found.get(phrase.words[0], ()), phrase)
    return found


def phrase_at(words: Sequence[str], at: int, table: str, kind: str) -> Phrase | None:
    """The longest phrase of a kind that begins at a place among these words."""
    for phrase in _by_first_word(table, kind).get(words[at], ()):
        if tuple(words[at : at + len(phrase.words)]) == phrase.words:
            return phrase
    return None


@cache
def words_of_kind(table: str, kind: str) -> frozenset[str]:
    """The single words of one kind in a table."""
    return frozenset(phrase.words[0] for phrase in phrases(table, kind) if len(phrase.words) == 1)


@cache
def _kinds() -> dict[str, str]:
    named = (("dossier_bodies", "body"), ("dossier_bodies", "office"), ("dossier_agreements", "agreement"))
    return {word: kind for table, kind in named for word in words_of_kind(table, kind)}


def kind_of(word: str) -> str | None:
    """Whether a word is that for a body, an office or an agreement."""
    return _kinds().get(word)
