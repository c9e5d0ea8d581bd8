"""How two names of people relate: the same, the same in other letters, a shorter form, another's.

The relation is the weakest link: a name whose family name agrees letter for letter and whose given name is an
initial is an initial's likeness. What each relation is worth stands in `weights`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from rapidfuzz.distance import OSA

from onrecord.match.arabic import reads_as
from onrecord.match.people import PersonName, Word
from onrecord.match.tables import tables

Relation = Literal[
    "name equal",
    "name in other letters",
    "name with more parts",
    "short given name",
    "initials",
    "surname alone",
    "given name translated",
    "name in another order",
    "given name alone",
    "name one letter off",
    "middle name differs",
    "given name differs",
    "surname differs",
]
_RANK: dict[Relation, int] = {relation: rank for rank, relation in enumerate(get_args(Relation))}
ALIKE: frozenset[Relation] = frozenset({"name equal", "name in other letters"})
"""Relations of one name to itself."""
SHORTER: frozenset[Relation] = frozenset(
    {"name with more parts", "short given name", "initials", "surname alone"}
)
"""Relations of a shorter form to a fuller one: enough where only one person can be meant."""
_SHORTEST_WITH_SLIP = 4
"""In shorter words one letter makes another name: "Ann" and "Anna", "Li" and "Lu"."""


def likeness(one: PersonName, other: PersonName) -> Relation:
    """How two names relate; the same whichever comes first."""
    if one.family is None or other.family is None:
        return "name equal" if one.key == other.key else "surname differs"
    if one.bare or other.bare:
        return _of_bare(one, other) if one.bare else _of_bare(other, one)
    evidence = _carried_over(one) or _carried_over(other)
    family = _words(one.family, other.family, evidence=evidence)
    if family == "surname differs":
        return _of_other_surnames(one, other, evidence=evidence)
    return max(family, _given(one, other, evidence=evidence), key=_RANK.__getitem__)


def shorter(one: PersonName, other: PersonName) -> bool:
    """Whether the first of two names that relate as `SHORTER` is the short form."""
    return _fullness(one) < _fullness(other)


def _fullness(name: PersonName) -> tuple[int, int, int, str]:
    full = [each for each in name.given if not each.initial]
    common = any(each.plain in tables().given.short for each in name.given)
    return len(full), len(name.given), -int(common), name.key


def _carried_over(name: PersonName) -> bool:
    words = (*name.given, name.family) if name.family else name.given
    return any(each.carried_over for each in words)


def _of_bare(bare: PersonName, other: PersonName) -> Relation:
    if bare.family is None or other.family is None:
        return "surname differs"
    evidence = _carried_over(bare) or _carried_over(other)
    relation = _words(bare.family, other.family, evidence=evidence)
    if relation in ALIKE:
        return "surname alone"
    if relation == "name one letter off":
        return relation
    shorts = (*(each.plain for each in other.given), *other.short)
    return "given name alone" if bare.family.plain in shorts else "surname differs"


def _of_other_surnames(one: PersonName, other: PersonName, *, evidence: bool) -> Relation:
    """The relation of two full names whose last words differ."""
    if one.family is None or other.family is None:
        return "surname differs"
    if len(one.given) == len(other.given) == 1:
        crossed = {
            _words(one.family, other.given[0], evidence=evidence),
            _words(other.family, one.given[0], evidence=evidence),
        }
        if crossed <= ALIKE:
            return "name in another order"
    short, full = (one, other) if len(one.given) < len(other.given) else (other, one)
    # "Ildefonso Guajardo" and "Ildefonso Guajardo Villarreal"
    if len(short.given) < len(full.given) and _first(one, other, evidence=evidence) == "name equal":
        inner = full.given[-1]
        if short.family is not None and _words(short.family, inner, evidence=evidence) == "name equal":
            return "name with more parts"
    return "surname differs"


def _first(one: PersonName, other: PersonName, *, evidence: bool) -> Relation:
    return _given_words(one.given[0], other.given[0], evidence=evidence)


def _given(one: PersonName, other: PersonName, *, evidence: bool) -> Relation:
    """The relation of the given names of two full names with one family name."""
    first = _first(one, other, evidence=evidence)
    if first == "given name differs":
        joined = ("".join(each.plain for each in name.given) for name in (one, other))
        if len(set(joined)) == 1:
            return "name equal"
        bold = {*one.short, *other.short} & {one.given[0].plain, other.given[0].plain}
        return "short given name" if bold else first
    if len(one.given) == len(other.given) == 1:
        return first
    return max(first, _middle(one.given[1:], other.given[1:], evidence=evidence), key=_RANK.__getitem__)


def _middle(one: Sequence[Word], other: Sequence[Word], *, evidence: bool) -> Relation:
    few, many = sorted((one, other), key=len)
    at, found = 0, 0
    worst: Relation = "name equal" if len(few) == len(many) else "name with more parts"
    for each in few:
        while at < len(many):
            relation = _given_words(each, many[at], evidence=evidence)
            at += 1
            if relation != "given name differs":
                # A middle initial beside a full given name is a shorter form, no mere initial.
                kind: Relation = "name with more parts" if relation == "initials" else relation
                worst, found = max(worst, kind, key=_RANK.__getitem__), found + 1
                break
    return worst if found == len(few) else "middle name differs"


def _given_words(one: Word, other: Word, *, evidence: bool) -> Relation:
    if one.initial or other.initial:
        return _initial(one, other) if one.initial else _initial(other, one)
    relation = _words(one, other, evidence=evidence)
    if relation != "surname differs":
        return relation
    short, translated = tables().given.short, tables().given.translated
    for nick, name in ((one, other), (other, one)):
        if name.name in translated.get(nick.plain, ()):
            return "given name translated"
        if name.plain in short.get(nick.plain, ()) or (name.name or "") in short.get(nick.plain, ()):
            return "short given name"
    return "given name differs"


def _initial(initial: Word, other: Word) -> Relation:
    if other.initial:
        return "name equal" if initial.plain == other.plain else "given name differs"
    first = {other.plain[:1]}
    if other.name is not None:
        first |= tables().given.initials[other.name]
    return "initials" if initial.plain[:1] in first else "given name differs"


def _words(one: Word, other: Word, *, evidence: bool) -> Relation:
    """The relation of two words; "surname differs" stands for any two that differ.

    That two words may sound alike is enough only where something shows that the name was carried over from
    another script (`evidence`): "Fischer" and "Fisher" are two families.
    """
    if one is other or one.text == other.text:
        return "name equal"
    if one.arabic != other.arabic:
        return _across_arabic(one, other) if one.arabic else _across_arabic(other, one)
    if one.spellings & other.spellings:
        return "name equal"
    known = one.name is not None and other.name is not None
    alike = one.name == other.name if known else bool(one.readings & other.readings)
    if alike:
        return "name in other letters" if evidence else "name one letter off"
    return "name one letter off" if not known and _slip(one, other) else "surname differs"


def _slip(one: Word, other: Word) -> bool:
    """Whether one letter more, less, other or in another place makes one word the other."""
    if one.arabic or min(len(one.plain), len(other.plain)) < _SHORTEST_WITH_SLIP:
        return False
    return OSA.distance(one.plain, other.plain, score_cutoff=1) <= 1


def _across_arabic(arabic: Word, latin: Word) -> Relation:
    if arabic.name is not None or (latin.name is not None and latin.name in tables().given.in_arabic):
        return "name in other letters" if arabic.name == latin.name else "surname differs"
    return "name in other letters" if reads_as(arabic.text, latin.plain) else "surname differs"
