"""How two names of people relate: the same, the same in other letters, a shorter form, another's.

The relation is the weakest link: a name whose family name agrees letter for letter and whose given name is an
initial is an initial's likeness. What each relation is worth stands in `weights`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from rapidfuzz.distance import OSA

from onrecord.match.arabic import consonants, reads_as
from onrecord.match.people import PersonName, Word
from onrecord.match.tables import tables
from onrecord.match.words import ascii_of

Relation = Literal[
    "name equal",
    "name in other letters",
    "name with more parts",
    "short given name",
    "initials",
    "surname alone",
    "given name translated",
    "goes by a middle name",
    "surnames fit in part",
    "name in another order",
    "middle names fit in part",
    "name one letter off",
    "given name alone",
    "characters may be read otherwise",
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
    if _parts(bare.family) & _parts(other.family):
        return "surnames fit in part"
    shorts = (*(each.plain for each in other.given), *other.short)
    return "given name alone" if bare.family.plain in shorts else _strangers(bare, other)


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
    if _first(one, other, evidence=evidence) in ALIKE:
        # "Ivo Garrido Villar" and "Ivo Garrido"; "Ida Dent-Harl" and "Ida Dent"
        inner = [_inner(one), _inner(other)]
        if inner[0] & _parts(other.family) or inner[1] & _parts(one.family):
            return "surnames fit in part"
    return _strangers(one, other)


def _inner(name: PersonName) -> frozenset[str]:
    """The words of a name that may be its surname or a part of it."""
    words = frozenset(each.plain for each in name.given[1:] if not each.initial)
    return words | (_parts(name.family) if name.family else frozenset())


def _parts(surname: Word) -> frozenset[str]:
    """A surname, and the parts of one with a hyphen."""
    return frozenset((surname.plain, *(ascii_of(part) for part in surname.text.split("-"))))


def _strangers(one: PersonName, other: PersonName) -> Relation:
    """The relation of two names that differ: in characters one may be Japanese, or of another pinyin."""
    chinese = one.in_pinyin if other.characters else other.in_pinyin
    if bool(one.characters) != bool(other.characters) and not chinese:
        return "characters may be read otherwise"
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
        if _particle(one) or _particle(other):
            return "surnames fit in part"
        if any(_inside(each, name) for each, name in ((one.given[0], other), (other.given[0], one))):
            return "goes by a middle name"
        bold = {*one.short, *other.short} & {one.given[0].plain, other.given[0].plain}
        return "short given name" if bold else first
    if len(one.given) == len(other.given) == 1:
        return first
    return max(first, _middle(one.given[1:], other.given[1:], evidence=evidence), key=_RANK.__getitem__)


def _particle(name: PersonName) -> bool:
    """Whether what looks like a given name begins a surname: "Van Dyke"."""
    return len(name.given) == 1 and name.given[0].plain in tables().particles


def _inside(given: Word, name: PersonName) -> bool:
    return not given.initial and given.plain in {each.plain for each in name.given[1:]}


def _middle(one: Sequence[Word], other: Sequence[Word], *, evidence: bool) -> Relation:
    """The relation of the names between first given name and surname."""
    few, many = sorted((one, other), key=len)
    relations = [_given_words(a, b, evidence=evidence) for a, b in zip(few, many, strict=False)]
    if "given name differs" in relations:
        shared = {each.plain[:1] for each in few} <= {each.plain[:1] for each in many}
        return "middle names fit in part" if len(few) < len(many) and shared else "middle name differs"
    # A middle initial beside a full given name is a shorter form, no mere initial.
    kinds: list[Relation] = ["name with more parts" if each == "initials" else each for each in relations]
    whole: Relation = "name equal" if len(few) == len(many) else "name with more parts"
    return max((whole, *kinds), key=_RANK.__getitem__)


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
    if reads_as(arabic.text, latin.plain):
        return "name in other letters"
    alike = consonants(arabic.text, arabic=True) & consonants(latin.plain, arabic=False)
    return "name one letter off" if alike else "surname differs"
