"""An organisation's name cut into what matters: words, the state it belongs to, legal form, acronym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from onrecord.match.roles import place_key, without_form_of_state
from onrecord.match.tables import tables
from onrecord.match.words import ascii_of, clean

BodyRelation = Literal[
    "organisation equal",
    "legal form left out",
    "acronym",
    "initials of its words",
    "common name",
    "country left out",
    "legal form differs",
    "name with more words",
    "another of the sort",
    "country differs",
    "organisation differs",
]
BODY_SHORTER: frozenset[BodyRelation] = frozenset({"legal form left out", "acronym"})
"""Relations of a shorter form to a fuller one: enough where only one organisation can be meant."""

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_TOKEN = re.compile(r"[^\W_]+(?:['’.&\-‐‑][^\W_]+)*\.?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.\-]{1,7}")
_SMALL = frozenset("the of for and to in on at a an de la le les des du der die das und et y".split())
_PEOPLE = re.compile("(?:ian|ean|ese|ish|an)$")


@dataclass(frozen=True, slots=True)
class BodyName:
    """An organisation's name; `place` is the country it names, if it is a state's body.

    `key` is the folded name by which appearances are put together, `told_apart` what keeps namesakes apart.
    """

    words: tuple[str, ...]
    place: tuple[str, bool] | None
    legal: str | None
    acronym: str | None
    initials: str
    key: str

    @property
    def generic(self) -> bool:
        """Whether many countries have a body of that name: it does not say whose."""
        return bool(self.words) and all(map(_is_generic, self.words))

    @property
    def told_apart(self) -> str:
        """What keeps it from namesakes: its legal form."""
        return self.legal or ""


def _is_generic(word: str) -> bool:
    known = tables().generic
    return word in known or word.removesuffix("s") in known


@lru_cache(maxsize=1 << 15)
def read_body(name: str) -> BodyName:
    """An organisation's name, cut into its parts.

    >>> found = read_body("The Alliance to Restore the Piers (ARP)")
    >>> found.words, found.acronym
    (('alliance', 'restore', 'piers'), 'arp')
    >>> read_body("Norvian Ministry of Health").key == read_body("Ministry of Health of Norvia").key
    True
    """
    cleaned = clean(name).replace("&", " and ").replace("’", "'")
    cleaned = without_form_of_state(cleaned)
    bracketed = [each.strip() for each in _BRACKETS.findall(cleaned)]
    tokens = _TOKEN.findall(_BRACKETS.sub(" ", cleaned)) or _TOKEN.findall(cleaned)
    tokens, legal = _without_legal_form(tokens)
    acronym = next((_folded(each) for each in bracketed if _ACRONYM.fullmatch(each)), None)
    if acronym is None and len(tokens) == 1 and _ACRONYM.fullmatch(tokens[0]):
        acronym = _folded(tokens[0])
    place, tokens = _placed(tokens)
    folded = [_folded(token.removesuffix("'s")) for token in tokens]
    # "Foreign Ministry" and "Ministry of Foreign Affairs" are one where a country is named.
    small = _SMALL | {"affairs"} if place else _SMALL
    words = tuple(each for each in folded if each and each not in small) or tuple(filter(None, folded))
    initials = "".join(token[0] for token in map(_folded, tokens) if token and token not in _SMALL)
    key = " ".join((f"@{place[0]}", *words) if place else words) or cleaned.lower()
    return BodyName(words, place, legal, acronym, initials, key)


def _folded(token: str) -> str:
    plain = ascii_of(token)
    return tables().spellings.get(plain, plain)


def _without_legal_form(tokens: list[str]) -> tuple[list[str], str | None]:
    forms = tables().legal_forms
    legal = None
    while len(tokens) > 1 and ascii_of(tokens[-1]) in forms:
        legal = legal or forms[ascii_of(tokens[-1])]
        tokens = tokens[:-1]
        if tokens[-1].lower() == "and" and len(tokens) > 1:
            tokens = tokens[:-1]
    # "OOO Romashka": Russian forms stand before the name.
    if len(tokens) > 1 and tokens[0].isupper() and ascii_of(tokens[0]) in {"ooo", "oao", "zao", "pao", "ao"}:
        return tokens[1:], forms[ascii_of(tokens[0])]
    return tokens, legal


def _placed(tokens: list[str]) -> tuple[tuple[str, bool] | None, list[str]]:
    """The country of a state's body ("Norvian ...", "... of Norvia", "Norvia's ..."), and the rest."""
    low = [ascii_of(token.removesuffix("'s")) for token in tokens]
    for size in (3, 2, 1):
        for at in sorted({0, int(low[:1] == ["the"]), max(len(tokens) - size, 0)}):
            phrase, rest = tokens[at : at + size], tokens[:at] + tokens[at + size :]
            if (
                len(phrase) == size
                and _of_state(rest)
                and _is_place(phrase, first=at <= 1, before=tokens[:at])
            ):
                return place_key(" ".join(phrase).removesuffix("'s")), rest
    return None, tokens


def _of_state(rest: Sequence[str]) -> bool:
    words = [word for word in map(_folded, rest) if word not in _SMALL]
    return bool(words) and all(map(_is_generic, words)) and any(word in tables().state for word in words)


def _is_place(phrase: Sequence[str], *, first: bool, before: Sequence[str]) -> bool:
    joined = " ".join(phrase)
    lowered = joined.removesuffix("'s").lower().replace(".", "")
    if lowered in tables().supranational or not joined[0].isupper():
        return False
    if lowered in tables().countries:
        return True
    if len(phrase) > 1 or _is_generic(lowered):
        return False
    if first and (joined.endswith("'s") or _PEOPLE.search(lowered) is not None):
        return True
    return len(before) > 1 and before[-1].lower() == "of"


def body_likeness(one: BodyName, other: BodyName) -> BodyRelation:
    """How the names of two organisations relate; the same whichever comes first."""
    acronym = _by_acronym(one, other) or _by_acronym(other, one)
    if acronym is not None:
        return acronym
    if sorted(one.words) != sorted(other.words):
        return _of_other_words(one, other)
    return _of_one_name(one, other)


def _of_one_name(one: BodyName, other: BodyName) -> BodyRelation:
    if one.place != other.place:
        if one.place is None or other.place is None:
            return "country left out"
        return "country differs" if one.place[1] == other.place[1] else "common name"
    if one.legal != other.legal:
        return "legal form differs" if one.legal and other.legal else "legal form left out"
    # The words of a generic name come in any order, but nothing says that it is one country's.
    if one.generic and one.place is None:
        return "common name"
    return "organisation equal" if one.words == other.words or one.place else "name with more words"


def _by_acronym(short: BodyName, full: BodyName) -> BodyRelation | None:
    """The relation of an acronym alone to a name that gives it, or has its initials."""
    if len(short.words) != 1 or short.acronym != short.words[0] or len(full.words) < 2:
        return None
    if full.acronym is not None:
        return "acronym" if full.acronym == short.acronym else None
    return "initials of its words" if full.initials == short.acronym else None


def _of_other_words(one: BodyName, other: BodyName) -> BodyRelation:
    few, many = sorted((one, other), key=lambda body: len(body.words))
    if not few.words or not set(few.words) <= set(many.words):
        return "organisation differs"
    return "another of the sort" if set(few.words) <= tables().media else "name with more words"
