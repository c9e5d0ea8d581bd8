"""Which profiles are worth comparing: those that share a key.

A person's keys are the ways the surname may sound, each with the first letters that the given name may have
in any spelling. A surname alone has the keys of every letter, so that it meets all people of that name while
they do not all meet each other. An organisation's keys are its words in any order, and its acronym.
"""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from onrecord.core import Profile
from onrecord.match.arabic import consonants
from onrecord.match.bodies import BodyName
from onrecord.match.comparing import Known
from onrecord.match.people import PersonName, Word
from onrecord.match.tables import tables

_ANY = (*string.ascii_lowercase, "")
_SHORTEST_INITIALS = 3


def keys(profile: Profile) -> frozenset[str]:
    """The keys of a profile; those without a common one are never compared.

    >>> one, other = (Profile(f"p{i}", "person", (name,)) for i, name in enumerate(("Ivo Dent", "Dent")))
    >>> sorted(keys(one) & keys(other))
    ['person:dent/i']
    """
    known = Known(profile)
    found = set(_full_keys(known))
    for name in _alone(known):
        letters = _ANY if known.bare else ("",)
        found.update(f"person:{sound}/{letter}" for sound in sounds(name) for letter in letters)
    return frozenset(found)


def _alone(known: Known) -> list[PersonName]:
    """A person's names of a single word."""
    return [name for name in known.people if name.bare] if known.profile.kind == "person" else []


def sounds(name: PersonName) -> frozenset[str]:
    """The ways a surname may sound; for one without letters the name itself."""
    return name.family.readings | name.family.spellings if name.family else frozenset((name.key,))


def candidates(known: Sequence[Known]) -> Iterator[tuple[int, list[int]]]:
    """For each profile, by number, the later ones and the surnames that share a key with it."""
    blocks: dict[str, list[int]] = defaultdict(list)
    alone: dict[str, list[int]] = defaultdict(list)
    by_sound: dict[str, list[int]] = defaultdict(list)
    mine: list[frozenset[str]] = []
    for i, each in enumerate(known):
        mine.append(_full_keys(each))
        for key in mine[-1]:
            blocks[key].append(i)
        for sound in _sounds(_alone(each)):
            alone[sound].append(i)
        for sound in _sounds(each.people if each.profile.kind == "person" and not each.bare else ()):
            by_sound[sound].append(i)
    for i, each in enumerate(known):
        found = {j for key in mine[i] for j in blocks[key] if j > i}
        for sound in _sounds(_alone(each)):
            found.update(j for j in alone[sound] if j > i)
            found.update(by_sound.get(sound, ()) if each.bare else ())
        yield i, sorted(found - {i})


def _sounds(names: Iterable[PersonName]) -> set[str]:
    return {sound for name in names for sound in sounds(name)}


def _full_keys(known: Known) -> frozenset[str]:
    external = (f"{scheme}:{value}" for scheme, value in known.profile.external)
    if known.profile.kind == "organisation":
        return frozenset(chain(external, (key for body in known.bodies for key in _of_body(body))))
    return frozenset(chain(external, (key for name in known.people for key in _of_person(name))))


def _of_person(name: PersonName) -> Iterator[str]:
    """The keys of a full name."""
    if name.bare or name.family is None:
        return
    letters = _letters(name.given[0]) | {short[:1] for short in name.short if short}
    for sound in sounds(name):
        for letter in letters:
            yield f"person:{sound}/{letter}"
    if len(name.given) > 1 and not name.given[-1].initial:
        # "Ildefonso Guajardo Villarreal" is also "Ildefonso Guajardo".
        for sound in name.given[-1].spellings:
            for letter in letters:
                yield f"person:{sound}/{letter}"
    for one in consonants(_letters_of(name.family), arabic=name.family.arabic):
        for other in consonants(_letters_of(name.given[0]), arabic=name.given[0].arabic):
            yield f"consonants:{other} {one}"


def _letters_of(word: Word) -> str:
    return word.text if word.arabic else word.plain


def _letters(word: Word) -> set[str]:
    given = tables().given
    letters = {word.plain[:1], *(sound[:1].lower() for sound in word.readings)}
    if word.name is not None:
        letters |= given.initials[word.name]
    for names in (given.short.get(word.plain, ()), given.translated.get(word.plain, ())):
        letters |= {name[:1] for name in names}
    return letters


def _of_body(body: BodyName) -> Iterator[str]:
    yield "words:" + " ".join(sorted(body.words))
    if body.acronym is not None:
        yield f"acronym:{body.acronym}"
    if len(body.initials) >= _SHORTEST_INITIALS:
        yield f"acronym:{body.initials}"
