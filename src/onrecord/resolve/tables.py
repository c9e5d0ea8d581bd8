"""What the rules know about words: the tables of `data/`, here and in `core`, read once.

Names and words are looked up folded (`fold`): lower case, no accents, one kind of apostrophe.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.core import tables as shared
from onrecord.core.tables import Gender, gender, several

__all__ = ["GENDER_OF", "Gender", "RoleEntry", "Tables", "fold", "tables"]

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
    clause_words: dict[str, str]
    """Word -> whether it makes a clause, leads on to its verb, or is a participle that describes."""
    confidence: dict[str, float]
    """Sort of reason -> how often it names the right speaker."""
    least_confidence: float
    """Below this a reason is none."""


def _rows(name: str) -> Iterator[list[str]]:
    return shared.rows(__package__, name)


def _column(name: str) -> frozenset[str]:
    return frozenset(fold(row[0]) for row in _rows(name))


def _roles() -> dict[str, RoleEntry]:
    """The roles by form; those whose words are read one by one are none."""
    entries: dict[str, RoleEntry] = {}
    for each in shared.roles():
        if each.role != "+":
            for form in map(fold, each.forms):
                entries[form] = RoleEntry(form if each.role == "-" else each.role, frozenset(each.also))
    return entries


def _honorifics() -> dict[str, Gender | None]:
    """Forms of address with and without their dot, but for those by which people are introduced."""
    honorifics = (each for each in shared.titles() if not each.trade)
    return {form: each.gender for each in honorifics for form in (fold(each.form), f"{fold(each.form)}.")}


def _places() -> tuple[dict[str, str], frozenset[str], frozenset[str], frozenset[str]]:
    places: dict[str, str] = {}
    seats: set[str] = set()
    speaking: set[str] = set()
    peoples: set[str] = set()
    for each in shared.countries():
        country = fold(each.names[0])
        for word in (*each.names, *each.adjectives, *each.capitals):
            places.setdefault(fold(word), country)
        speaking.update(map(fold, (*each.names, *each.capitals)))
        peoples.update(map(fold, each.people))
        seats.update(map(fold, each.capitals))
    return places, frozenset(speaking), frozenset(peoples), frozenset(seats)


def _states() -> dict[str, str]:
    states: dict[str, str] = {}
    for state, short in _rows("states"):
        for word in (state, *several(short)):
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
        gendered={fold(each.word): each.gender for each in shared.gendered_words()},
        honorifics=_honorifics(),
        given_names={fold(row[0]): gender(row[1]) for row in _rows("given_names")},
        places=places,
        countries=countries | frozenset(states.values()),
        peoples=peoples,
        parties={word: row[0] for row in _rows("parties") for word in several(row[1])},
        adherents=frozenset(word for row in _rows("parties") for word in several(row[2])),
        organisation_nouns={row[0]: row[1] == "institution" for row in _rows("organisations")},
        organisation_words=_column("organisation_words"),
        institutions=_column("institutions"),
        documents={fold(row[0]): row[1] for row in _rows("documents")},
        kin={row[0]: gender(row[1]) for row in _rows("kin")},
        organisation_sorts={row[0]: frozenset(several(row[1])) for row in _rows("organisation_sorts")},
        seats=_column("seats"),
        capitals=capitals,
        party_letters={word: row[0] for row in _rows("parties") for word in several(row[3])},
        states=states,
        unnamed_first=frozenset(row[0] for row in _rows("unnamed") if row[1] == "first"),
        unnamed_heads=frozenset(row[0] for row in _rows("unnamed") if row[1] == "head"),
        function_words=_column("function_words"),
        occasions=_column("occasions"),
        telling_verbs=_column("telling_verbs"),
        polarity={row[0]: row[1] for row in _rows("polarity")},
        clause_words={row[0]: row[1] for row in _rows("clause_words")},
        confidence={row[0]: float(row[3]) for row in _rows("confidence")},
        least_confidence=_LEAST_CONFIDENCE,
    )
