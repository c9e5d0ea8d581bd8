"""Roles as reports give them: what office, in which place, and whether one person can have two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.core import ObservedRole
from onrecord.match.tables import Scope, tables
from onrecord.match.words import ascii_of, clean

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")
_FORMER = frozenset("former ex onetime one-time erstwhile late then outgoing ousted deposed exiled".split())
_HOPEFUL = frozenset("candidate nominee hopeful contender designate elect".split())
_FORMER_PREFIX = re.compile(r"\bex-(?=\w)", re.IGNORECASE)
_FORM_OF_STATE = re.compile(
    r"(\b)of (?:the )?(?:[A-Z]\w+ )?(?:Republic|Kingdom|Commonwealth|Principality) of\b"
)
_FORMS = frozenset({"Republic", "Federation", "Kingdom"})
_FULL_NAME = re.compile(
    r"(?:[A-Z][\w']+ ){0,2}(?:Republic|Kingdom|Commonwealth|Principality) of (?:the )?[A-Z]\w+"
)
_EMPTY = frozenset(
    "a an the of for to in at on and or de his her its their new current acting interim longtime senior top "
    "deputy chief who is was as from".split()
)
_ADJECTIVE = re.compile("(?:ian|ean|ese|ish|an)$")
_PLACE_ENDING = re.compile("(?:ians|ian|ean|ese|ish|ans|an|ia|land|n|i|a)$")
_DOUBLED = re.compile(r"(.)\1$")
_ON_A_COUNTRY = frozenset(
    "ambassador consul envoy correspondent expert analyst researcher scholar specialist historian".split()
)
_SHORTEST_STEM = 3
_TELLING = 3
_NEAR_MONTHS = 36
"""Whoever holds an office within so many months of another with the same surname is taken for the same."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role read: its office, the place it is held in, what else it says, and when it was observed.

    `place` is a country's ISO code, or the stem of a place's name that the tables do not know, in which case
    `listed` is false. `held` is false for what somebody was, or wants to be. `portfolio` are the words that
    are neither office nor place ("health"); `words` are all.
    """

    office: str | None
    scope: Scope
    place: str | None
    listed: bool
    held: bool
    portfolio: frozenset[str]
    words: frozenset[str]
    first: str | None = None
    last: str | None = None


_DAY = re.compile(r"[0-9]{4}(?![0-9])")


def read_role(observed: ObservedRole) -> Role:
    """A role as it was observed, read; what is no day of ISO 8601 tells of no time."""
    return replace(_read(observed.text), first=_dated(observed.first), last=_dated(observed.last))


def _dated(day: str | None) -> str | None:
    return day if day and _DAY.match(day) else None


def without_form_of_state(words: str) -> str:
    """Without "Republic of" and the like before a country's name, unless that makes it another country's.

    >>> without_form_of_state("President of the Republic of Norvia")
    'President of Norvia'
    >>> without_form_of_state("President of the Democratic Republic of the Congo")
    'President of the DR Congo'
    """
    return _FORM_OF_STATE.sub(r"\1of", _FULL_NAME.sub(_known_name, words))


def _known_name(full: re.Match[str]) -> str:
    """The short name of a country whose full name the tables give, after the words before it."""
    words = full[0].split()
    for at in range(len(words)):
        code = tables().countries.get(" ".join(words[at:]).lower())
        if code is not None and at < words.index("of"):
            return " ".join((*words[:at], tables().country_names[code]))
    return full[0]


def place_key(word: str) -> tuple[str, bool]:
    """One key for a place and its adjective, and whether it is a country of the tables.

    >>> place_key("Norvian") == place_key("Norvia")
    True
    >>> place_key("French")
    ('fr', True)
    """
    lowered = word.lower().replace(".", "")
    code = tables().countries.get(lowered)
    if code is not None:
        return code, True
    folded = ascii_of(lowered)
    stem = _DOUBLED.sub(r"\1", _PLACE_ENDING.sub("", folded))
    return (stem if len(stem) >= _SHORTEST_STEM else folded), False


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Role:
    cleaned = clean(text).replace("’", "'")
    former = _FORMER_PREFIX.search(cleaned) is not None
    cleaned = without_form_of_state(_FORMER_PREFIX.sub("", cleaned))
    match = tables().office.search(cleaned.lower())
    low = [token.lower().rstrip(".").removesuffix("'s") for token in _TOKEN.findall(cleaned)]
    office: str | None = None
    scope: Scope = "-"
    if match:
        office, scope = tables().offices[match[0]]
    place = _place_before(cleaned[: match.start()] if match else cleaned, office=match is not None)
    if place is None and match:
        place = _place_after(cleaned[match.end() :])
    words = frozenset(folded for word in low if word not in _EMPTY | _FORMER if (folded := ascii_of(word)))
    portfolio = words - frozenset(map(ascii_of, match[0].split()) if match else ())
    if place is not None:
        portfolio = frozenset(word for word in portfolio if place_key(word) != place)
    held = not former and not _FORMER & set(low) and not _HOPEFUL & set(low)
    listed = place is not None and place[1]
    return Role(office, scope, place[0] if place else None, listed, held, portfolio, words)


def _place_before(words: str, *, office: bool) -> tuple[str, bool] | None:
    """The place of "Norvian foreign minister", "Norvia's foreign minister", "US senator"."""
    found = _TOKEN.findall(words)
    before = found if office else found[:-1]
    for size in (3, 2, 1):
        for i in range(len(found) - size + 1):
            phrase = " ".join(found[i : i + size]).removesuffix("'s")
            lowered = phrase.lower().replace(".", "")
            if lowered in tables().supranational:
                return None
            if found[i][0].isupper() and lowered in tables().countries:
                return place_key(phrase)
    for token in before:
        if not token[0].isupper() or not token.isascii():
            continue
        if token.endswith("'s") and office:
            return place_key(token.removesuffix("'s"))
        if _ADJECTIVE.search(token) and token.lower() not in tables().generic:
            return place_key(token)
    return None


def _place_after(words: str) -> tuple[str, bool] | None:
    """The place of "president of Norvia", "minister of health of Norvia", "mayor of the city of Tarn"."""
    for phrase in reversed(re.split(r"\bof\b|,", words)[1:]):
        found = re.split(r"\b(?:to|for|in|at|and|who)\b", phrase)[0]
        tokens = [token for token in _TOKEN.findall(found) if token.lower() != "the"]
        if not tokens or not tokens[0][0].isupper() or tokens[0].lower() in tables().generic:
            continue
        if any(token.lower() in tables().generic for token in tokens):
            continue  # "head of the Norvian Central Bank": an organisation, no place
        name = " ".join(tokens)
        if name.lower() not in tables().countries and tokens[-1] in _FORMS and len(tokens) > 1:
            name = " ".join(tokens[:-1])  # "president of the French Republic"
        return None if name.lower() in tables().supranational else place_key(name)
    return None


def contradict(one: Sequence[Role], other: Sequence[Role]) -> str | None:
    """Why two people's roles cannot be one person's, or None: what is beyond doubt only.

    Offices that a country gives its own people, in two countries (regions count apart); or one office that
    has one holder at a time, in two places at once.
    """
    countries = [
        {(r.place, r.listed) for r in roles if r.scope == "national" and r.place} for roles in (one, other)
    ]
    if _elsewhere(*countries):
        return "offices of two countries"
    for a in one:
        for b in other:
            alike = a.scope == "local" and a.office == b.office and a.held and b.held
            if alike and a.place and b.place and a.place != b.place and _at_once(a, b):
                return f"{a.office} of two places at once"
    return None


def of_two_nations(one: Sequence[Role], other: Sequence[Role]) -> bool:
    """Whether the countries told of the one are others than those told of the other, and none is shared."""
    places = [{place for role in roles if (place := nation(role)) is not None} for roles in (one, other)]
    return places[0].isdisjoint(places[1]) and _elsewhere(*places)


def nation(role: Role) -> tuple[str, bool] | None:
    """The country that a role puts somebody in: not their town, nor what they are sent to or know about."""
    if role.place is None or role.scope == "local" or (role.scope == "-" and role.words & _ON_A_COUNTRY):
        return None
    return role.place, role.listed


def _elsewhere(one: set[tuple[str, bool]], other: set[tuple[str, bool]]) -> bool:
    """Whether two sets of countries tell two people apart, beyond doubt.

    A region of a country is no other country, so that places of the tables are compared with each other, and
    those that are not in them with each other: what one sort tells, no role of the other sort undoes.
    """
    for listed in (True, False):
        places = [{place for place, known in each if known == listed} for each in (one, other)]
        if all(places) and places[0].isdisjoint(places[1]):
            return True
    return False


def _at_once(one: Role, other: Role) -> bool:
    """Whether each was observed while the other was held: their observed times overlap."""
    if not (one.first and one.last and other.first and other.last):
        return False
    return max(one.first, other.first) < min(one.last, other.last)


def same_office(one: Iterable[Role], other: Sequence[Role]) -> str | None:
    """The office that both hold in the same place within a few years of each other, or None.

    Only such offices as few people hold at once: a minister's with one portfolio, a mayor's, or a role of
    three words and more ("head of the Harbour Authority") given to both.
    """
    for a in one:
        for b in other:
            if not (a.held and b.held and within(a, b, _NEAR_MONTHS)):
                continue
            alike = a.office == b.office and a.place == b.place and a.portfolio == b.portfolio
            if alike and a.office and a.place and a.scope != "-":
                return a.office
            if a.words == b.words and len(a.words) >= _TELLING:
                return " ".join(sorted(a.words))
    return None


def within(one: Role, other: Role, months: int) -> bool:
    """Whether no more months lie between when two roles were observed; also where that is not known."""
    if not (one.first and one.last and other.first and other.last):
        return True
    return _months(max(one.first, other.first)) - _months(min(one.last, other.last)) <= months


def _months(day: str) -> int:
    """The months to a day of ISO 8601, which may be a month or a year alone."""
    year, month, *_ = (*map(int, re.findall(r"\d+", day)[:2]), 1, 1)
    return 12 * year + month


def in_common(one: Sequence[Role], other: Sequence[Role]) -> bool:
    """Whether two people's roles share an office, a place or a word."""
    for a in one:
        for b in other:
            if a.words & b.words or (a.office and a.office == b.office) or (a.place and a.place == b.place):
                return True
    return False
