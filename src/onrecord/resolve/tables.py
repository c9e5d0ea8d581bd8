"""What the rules know about words: the tables of `data/`, read once, each a tab-separated file with a header.

Names and words are looked up folded (`fold`): lower case, no accents, one kind of apostrophe.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f"]

GENDER_OF: dict[str, Gender] = {
    "he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f",
}  # fmt: skip
"""Pronouns that tell a gender."""

_LEAST_CONFIDENCE = 0.8
"""A sort of reason that is wrong once in five times names nobody."""
_NOT_DECOMPOSED = str.maketrans({"’": "'", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i"})


@lru_cache(maxsize=1 << 16)  # bounded: a long run meets ever new words
def fold(words: str) -> str:
    """Lower case without accents, for comparing names and words.

    >>> fold("Łukasz O’Brien")
    "lukasz o'brien"
    """
    lowered = words.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.translate(_NOT_DECOMPOSED))
    return "".join(char for char in plain if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A role by which people are introduced, and the wider descriptions that may stand for it."""

    name: str
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """All word lists; keys are folded."""

    roles: dict[str, RoleEntry]
    """Form of a role ("press secretary") -> the role."""
    role_verbs: dict[str, str]
    gendered: dict[str, Gender]
    """Role words that tell a gender."""
    honorifics: dict[str, Gender | None]
    given_names: dict[str, Gender | None]
    places: dict[str, str]
    """Country, adjective or capital -> country."""
    countries: frozenset[str]
    """Names under which a country, its capital or a state can speak."""
    peoples: frozenset[str]
    parties: dict[str, str]
    """Party word -> party."""
    adherents: frozenset[str]
    organisation_nouns: dict[str, bool]
    """Noun -> whether it names an institution by itself ("parliament")."""
    organisation_words: frozenset[str]
    institutions: frozenset[str]
    documents: dict[str, str]
    """Noun -> its sort: poll, study, text, rule; "-" for what has no maker."""
    kin: dict[str, Gender | None]
    organisation_sorts: dict[str, frozenset[str]]
    """Noun -> words in the names of organisations called so."""
    seats: frozenset[str]
    capitals: frozenset[str]
    party_letters: dict[str, str]
    states: dict[str, str]
    """State, or how it is abbreviated, without the last dot -> state."""
    unnamed_first: frozenset[str]
    unnamed_heads: frozenset[str]
    function_words: frozenset[str]
    occasions: frozenset[str]
    telling_verbs: frozenset[str]
    polarity: dict[str, str]
    confidence: dict[str, float]
    """Sort of reason -> how often it names the right speaker."""
    least_confidence: float
    """Below this a reason is none."""


def _rows(name: str) -> Iterator[list[str]]:
    for line in (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _column(name: str) -> frozenset[str]:
    return frozenset(fold(row[0]) for row in _rows(name))


def _gender(word: str) -> Gender | None:
    return "m" if word == "m" else "f" if word == "f" else None


def _several(cell: str) -> list[str]:
    return [] if cell in {"", "-"} else cell.split("; ")


def _roles() -> dict[str, RoleEntry]:
    entries: dict[str, RoleEntry] = {}
    for name, forms, also in _rows("roles"):
        for form in map(fold, _several(forms)):
            entries.setdefault(form, RoleEntry(form if name == "-" else name, frozenset(_several(also))))
    return entries


def _places() -> tuple[dict[str, str], frozenset[str], frozenset[str], frozenset[str]]:
    places: dict[str, str] = {}
    seats: set[str] = set()
    speaking: set[str] = set()
    peoples: set[str] = set()
    for names, adjectives, people, capitals in _rows("countries"):
        country = fold(_several(names)[0])
        for word in _several(names) + _several(adjectives) + _several(capitals):
            places.setdefault(fold(word), country)
        speaking.update(fold(word) for word in _several(names) + _several(capitals))
        peoples.update(fold(word) for word in _several(people))
        seats.update(fold(word) for word in _several(capitals))
    return places, frozenset(speaking), frozenset(peoples), frozenset(seats)


def _states() -> dict[str, str]:
    states: dict[str, str] = {}
    for state, short in _rows("states"):
        for word in (state, *_several(short)):
            states[fold(word).rstrip(".")] = fold(state)
    return states


@cache
def tables() -> Tables:
    """The word lists, read at first use."""
    places, countries, peoples, capitals = _places()
    states = _states()
    for state in set(states.values()):
        places.setdefault(state, state)
    return Tables(
        roles=_roles(),
        role_verbs={row[0]: row[1] for row in _rows("role_verbs")},
        gendered={fold(word): gender for word, g in _rows("gendered_words") if (gender := _gender(g))},
        honorifics={fold(row[0]): _gender(row[1]) for row in _rows("honorifics")},
        given_names={fold(row[0]): _gender(row[1]) for row in _rows("given_names")},
        places=places,
        countries=countries | frozenset(states.values()),
        peoples=peoples,
        parties={word: row[0] for row in _rows("parties") for word in _several(row[1])},
        adherents=frozenset(word for row in _rows("parties") for word in _several(row[2])),
        organisation_nouns={row[0]: row[1] == "institution" for row in _rows("organisations")},
        organisation_words=_column("organisation_words"),
        institutions=_column("institutions"),
        documents={fold(row[0]): row[1] for row in _rows("documents")},
        kin={row[0]: _gender(row[1]) for row in _rows("kin")},
        organisation_sorts={row[0]: frozenset(_several(row[1])) for row in _rows("organisation_sorts")},
        seats=_column("seats"),
        capitals=capitals,
        party_letters={word: row[0] for row in _rows("parties") for word in _several(row[3])},
        states=states,
        unnamed_first=frozenset(row[0] for row in _rows("unnamed") if row[1] == "first"),
        unnamed_heads=frozenset(row[0] for row in _rows("unnamed") if row[1] == "head"),
        function_words=_column("function_words"),
        occasions=_column("occasions"),
        telling_verbs=_column("telling_verbs"),
        polarity={row[0]: row[1] for row in _rows("polarity")},
        confidence={row[0]: float(row[3]) for row in _rows("confidence")},
        least_confidence=_LEAST_CONFIDENCE,
    )
