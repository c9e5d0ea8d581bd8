"""Which profiles are worth comparing: those that share a key.

A person's keys are the ways the surname may sound, each with the first letters that the given name may have
in any spelling. A surname alone has the keys of every letter, so that it meets all people of that name while
they do not all meet each other. An organisation's keys are its words in any order, and its acronym.

Where more share a key than can all be compared, those meet whose given names may be one: first by the first
given name, then by the second. Who gives an initial, or nothing, meets everybody.
"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from onrecord.core import Profile
from onrecord.match.arabic import consonants
from onrecord.match.bodies import BodyName
from onrecord.match.comparing import Known
from onrecord.match.people import PersonName, Word
from onrecord.match.tables import tables

_ANY = (*string.ascii_lowercase, "")
_PERSON = "person:"
_SHORTEST_INITIALS = 3
_CROWD = 60
"""So many may share a key and all be compared with each other."""
_PARTS = 3
"""By so many words a crowd is parted: two given names, then the surname of those it is a middle name of."""


def keys(profile: Profile) -> frozenset[str]:
    """The keys of a profile; those without a common one are never compared.

    >>> one, other = (Profile(f"p{i}", "person", (name,)) for i, name in enumerate(("Ivo Dent", "Dent")))
    >>> sorted(keys(one) & keys(other))
    ['person:dent/i']
    """
    return _all_keys(Known(profile))


def in_question(profiles: Sequence[Profile]) -> list[Known]:
    """Those who appear in reports, and those of lists who share a key with one of them: lists can be long.

    Of a list's entries that stay out nothing is kept. In the order of `profiles`.
    """
    known = {i: Known(each) for i, each in enumerate(profiles) if each.appearances}
    if known and len(known) < len(profiles):
        near = frozenset(key for each in known.values() for key in _all_keys(each))
        listed = ((i, Known(each)) for i, each in enumerate(profiles) if not each.appearances)
        known |= {i: each for i, each in listed if not near.isdisjoint(_all_keys(each))}
    return [known[i] for i in sorted(known)]


def candidates(
    known: Sequence[Known], among: Collection[int] | None = None
) -> Iterator[tuple[int, list[int]]]:
    """For each profile, by number, the others that share a key with it: each pair once.

    Of a crowd that shares a key only those meet whose given names may be one. With `among` only the pairs of
    which one is among these.
    """
    chosen = frozenset(range(len(known)) if among is None else among)
    blocks: dict[str, list[int]] = defaultdict(list)
    surnames: dict[str, list[int]] = defaultdict(list)
    bearers: dict[str, list[int]] = defaultdict(list)
    for i, each in enumerate(known):
        surname = _is_surname(each)
        mine = _external(each) if surname else _keys(each)
        for key in mine:
            blocks[key].append(i)
        if surname:
            for sound in _sounds(each):
                surnames[sound].append(i)
            continue
        for sound in {
            key.removeprefix(_PERSON).rpartition("/")[0] for key in mine if key.startswith(_PERSON)
        }:
            bearers[sound].append(i)
    near: dict[int, list[list[int]]] = defaultdict(list)
    for block in blocks.values():
        if among is None or not chosen.isdisjoint(block):
            _introduce(known, block, near)
    for i, each in enumerate(known):
        found = {j for others in near.pop(i, ()) for j in others if j > i}
        if _is_surname(each):
            found.update(j for sound in _sounds(each) for j in surnames[sound] if j > i)
            found.update(j for sound in _sounds(each) for j in bearers.get(sound, ()))
        yield i, sorted(found if i in chosen else found.intersection(chosen))


def _introduce(
    known: Sequence[Known], block: list[int], near: dict[int, list[list[int]]], part: int = 0
) -> None:
    """Add to `near` those of a block that each of it is to be compared with: all, or a crowd in parts."""
    if len(block) <= _CROWD or part == _PARTS:
        for i in block:
            near[i].append(block)
        return
    anybody: list[int] = []
    parts: dict[str, list[int]] = defaultdict(list)
    for i in block:
        tokens = _tokens(known[i], part)
        if not tokens:
            anybody.append(i)
            near[i].append(block)
        for token in tokens:
            parts[token].append(i)
    for members in parts.values():
        if anybody:
            for i in members:
                near[i].append(anybody)
        if len(members) > 1:
            _introduce(known, members, near, part + 1)


def _tokens(known: Known, part: int) -> frozenset[str]:
    """What two people's words in one place have in common if they may be one; none if any may fit."""
    if known.profile.kind == "organisation":
        return frozenset()
    found: set[str] = set()
    for name in known.people:
        if name.family is None or len(name.given) <= min(part, 1):
            return frozenset()
        word = name.given[part] if part < _PARTS - 1 else name.family
        if word.initial:
            return frozenset()
        if part == 0:
            # Given names may be written as one, one may go by the second, or by a name in quotes.
            found.update(("".join(each.plain for each in name.given), *name.short))
            found.update(each.plain for each in name.given)
        found.update(_written(word))
    return frozenset(found - {""})


def _written(word: Word) -> Iterator[str]:
    """The ways a given name may be written, and the names it may be short for or translate."""
    given = tables().given
    yield from word.spellings
    yield from word.readings
    yield from given.short.get(word.plain, ())
    yield from given.translated.get(word.plain, ())
    if word.name is not None:
        yield word.name
    yield from (f"consonants:{each}" for each in consonants(_letters_of(word), arabic=word.arabic))


def _all_keys(known: Known) -> frozenset[str]:
    """The keys of a profile; a surname alone has those of every letter."""
    if _is_surname(known):
        return _external(known).union(_key(sound, letter) for sound in _sounds(known) for letter in _ANY)
    return _keys(known)


def _is_surname(known: Known) -> bool:
    """Whether a profile is a person's of whom no more than single words are known."""
    return known.profile.kind == "person" and known.bare


def _sounds(known: Known) -> set[str]:
    return {sound for name in known.people for sound in _sounds_of(name)}


def _sounds_of(name: PersonName) -> frozenset[str]:
    """The ways a surname may sound; for one without letters the name itself."""
    return name.family.readings | name.family.spellings if name.family else frozenset((name.key,))


def _key(sound: str, letter: str) -> str:
    return f"{_PERSON}{sound}/{letter}"


def _external(known: Known) -> frozenset[str]:
    return frozenset(f"id:{scheme}:{value}" for scheme, value in known.profile.external)


def _keys(known: Known) -> frozenset[str]:
    found = set(_external(known))
    if known.profile.kind == "organisation":
        return frozenset(found.union(*map(_of_body, known.bodies)))
    for name in known.people:
        if name.bare:
            # What somebody is also called meets those who are called that alone.
            found.update(_key(sound, "") for sound in _sounds_of(name))
        else:
            found.update(_of_person(name))
    return frozenset(found)


def _of_person(name: PersonName) -> Iterator[str]:
    """The keys of a full name."""
    if name.family is None:
        return
    letters = _letters(name.given[0], name.short)
    for sound in _sounds_of(name):
        for letter in letters:
            yield _key(sound, letter)
    if len(name.given) > 1 and _may_be_surname(name.given[-1]):
        # "Ivo Garrido Villar" is also "Ivo Garrido".
        for sound in name.given[-1].spellings:
            for letter in letters:
                yield _key(sound, letter)
    for one in consonants(_letters_of(name.family), arabic=name.family.arabic):
        for other in consonants(_letters_of(name.given[0]), arabic=name.given[0].arabic):
            yield f"consonants:{other} {one}"


def _may_be_surname(middle: Word) -> bool:
    """Whether a middle name can be a first surname: no initial, no "Van", no given name of the tables."""
    return not middle.initial and middle.name is None and middle.plain not in tables().particles


def _letters_of(word: Word) -> str:
    return word.text if word.arabic else word.plain


def _letters(word: Word, short: Sequence[str]) -> set[str]:
    """The first letters that a given name may have, in any spelling; "" for what is no Latin letter."""
    given = tables().given
    letters = {word.plain[:1], *(sound[:1].lower() for sound in word.readings), *(each[:1] for each in short)}
    if word.name is not None:
        letters |= given.initials[word.name]
    for names in (given.short.get(word.plain, ()), given.translated.get(word.plain, ())):
        letters |= {name[:1] for name in names}
    return {letter if letter in _ANY else "" for letter in letters}


def _of_body(body: BodyName) -> Iterator[str]:
    yield "words:" + " ".join(sorted(body.words))
    if body.acronym is not None:
        yield f"acronym:{body.acronym}"
    if len(body.initials) >= _SHORTEST_INITIALS:
        yield f"acronym:{body.initials}"
