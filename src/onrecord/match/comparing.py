"""Whether two profiles are one person or organisation: signs for and against, added up and told in words.

A comparison knows the two profiles alone. That nobody else of a surname is known, which lets a shorter form
stand for a fuller one, is for `judging` to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

from onrecord.core import Profile
from onrecord.match.bodies import BODY_SHORTER, BodyName, body_likeness, read_body
from onrecord.match.likeness import ALIKE, SHORTER, likeness, shorter
from onrecord.match.people import PersonName, read_person
from onrecord.match.roles import Role, contradict, in_common, of_two_nations, read_role, same_office
from onrecord.match.rolesigns import far_apart, gender_of, of_two_walks, other_office
from onrecord.match.weights import DIFFERENT, SAME, SIGNS, probability

Opinion = Literal["same", "different", "unsure"]
Feature = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two profiles are to each other.

    `confidence` is the probability (0 to 1) of `verdict`, for "unsure" that they are the same. `why` is for
    readers. `features` are the signs found, with their weights (see `weights`).
    """

    verdict: Opinion
    confidence: float
    why: str
    features: tuple[Feature, ...]

    @property
    def score(self) -> float:
        """The sum of the weights: the log odds that the two are the same."""
        return sum(weight for _, weight in self.features)


@dataclass(frozen=True)
class Known:
    """A profile with its names and roles read, once for all comparisons."""

    profile: Profile

    @cached_property
    def people(self) -> tuple[PersonName, ...]:
        """Its names as a person's, each form once."""
        return tuple({_form(name): name for name in map(read_person, self.profile.names)}.values())

    @cached_property
    def bare(self) -> bool:
        """Whether no name of this person has more than one word."""
        return all(name.bare for name in self.people)

    @cached_property
    def shorter(self) -> frozenset[PersonName]:
        """Names that shorten another of this person's: for others they stand only letter for letter.

        Somebody listed as "Ivo Dent" and "I. Dent" is not "Ida Dent", whom the initial would fit.
        """
        if len(self.people) == 1:
            return frozenset()
        return frozenset(
            name
            for name in self.people
            if any(likeness(name, full) in SHORTER and shorter(name, full) for full in self.people)
        )

    @cached_property
    def bodies(self) -> tuple[BodyName, ...]:
        """Its names as an organisation's, each form once."""
        return tuple(dict.fromkeys(map(read_body, self.profile.names)))

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Its roles, read."""
        return tuple(map(read_role, self.profile.roles))

    @cached_property
    def weight(self) -> int:
        """How much it counts: in how many reports it appears."""
        return max(1, len(self.profile.appearances))


@dataclass(frozen=True, slots=True)
class Found:
    """What comparing two profiles found: signs with what fills their words, and which is the shorter form."""

    signs: tuple[tuple[str, str], ...]
    score: float
    shorter: int
    """-1 where the first is a short form of the second, 1 where the second is, 0 where neither is."""


def compare(one: Profile, other: Profile) -> Comparison:
    """What two profiles are to each other; the same whichever comes first."""
    if (other.names, other.id) < (one.names, one.id):
        one, other = other, one
    found = examine(Known(one), Known(other))
    likely = probability(found.score)
    features = tuple((sign, SIGNS[sign].weight) for sign, _ in found.signs)
    why = told(one, other, found)
    if likely >= SAME:
        return Comparison("same", likely, why, features)
    if likely <= DIFFERENT:
        return Comparison("different", 1 - likely, why, features)
    return Comparison("unsure", likely, why, features)


def told(one: Profile, other: Profile, found: Found, *more: str) -> str:
    """A sentence that a reader can check: the two names, and what was found."""
    reasons = [SIGNS[sign].told.format(detail) for sign, detail in found.signs]
    reasons += [SIGNS[sign].told for sign in more]
    named = " and ".join(f"“{profile.names[0]}”" if profile.names else "?" for profile in (one, other))
    return f"{named}: {'; '.join(reasons)}."


def examine(one: Known, other: Known) -> Found:
    """The signs for and against two profiles being one."""
    if one.profile.kind != other.profile.kind:
        return _found([("kind differs", "")], 0)
    told_by_ids = list(_ids(one.profile, other.profile))
    if one.profile.kind == "organisation":
        named, side = _bodies(one, other)
    else:
        named, side = _people(one, other)
    if SIGNS[named[0][0]].weight <= -6 and not told_by_ids:
        return _found(named, side)  # nothing that roles can say joins two names that differ
    signs = [*named, *_roles(one, other), *_short_of_proof(named[0][0], one, other), *told_by_ids]
    return _found(signs, side)


def _found(signs: Sequence[tuple[str, str]], side: int) -> Found:
    return Found(tuple(signs), sum(SIGNS[sign].weight for sign, _ in signs), side)


def _form(name: PersonName) -> tuple[object, ...]:
    words = (*name.given, name.family) if name.family else ()
    return (tuple(word.text for word in words), name.short, name.told_apart, name.key)


def _people(one: Known, other: Known) -> tuple[list[tuple[str, str]], int]:
    """The best that any two of their names say."""
    best: tuple[float, list[tuple[str, str]], int] | None = None
    for mine, theirs in product(one.people, other.people):
        # A single word by which somebody is also known is not the surname of others.
        if mine.bare != theirs.bare and not (one if mine.bare else other).bare:
            continue
        signs = list(_person_signs(mine, theirs))
        if (mine in one.shorter or theirs in other.shorter) and signs[0][0] not in ALIKE:
            continue
        score = sum(SIGNS[sign].weight for sign, _ in signs)
        if best is None or score > best[0]:
            side = 0
            if signs[0][0] in SHORTER and not (mine.bare and theirs.bare):
                side = -1 if shorter(mine, theirs) else 1
            best = (score, signs, side)
    return (best[1], best[2]) if best else ([("surname differs", "")], 0)


def _person_signs(one: PersonName, other: PersonName) -> Iterator[tuple[str, str]]:
    relation = likeness(one, other)
    yield relation, ""
    if SIGNS[relation].weight <= -6:
        return
    if one.generation != other.generation:
        both = one.generation and other.generation
        mixed = {one.generation, other.generation} & {"senior"}
        named = " and one ".join(sorted(filter(None, (one.generation, other.generation))))
        yield (
            ("generation differs" if both and (mixed or _numbered(one, other)) else "generation on one side"),
            named,
        )
    if one.gender and other.gender and one.gender != other.gender:
        yield "gender differs", ""
    elif one.gender != other.gender and relation == "surname alone":
        yield "title on one side", "a man" if "m" in (one.gender, other.gender) else "a woman"
    if one.characters and other.characters and one.characters != other.characters:
        yield "characters differ", ""


def _numbered(one: PersonName, other: PersonName) -> bool:
    """Whether both have a number: "John XII" is not "John XIII", but "junior" may be "II"."""
    return "junior" not in {one.generation, other.generation}


def _bodies(one: Known, other: Known) -> tuple[list[tuple[str, str]], int]:
    best: tuple[float, str, int] | None = None
    for mine, theirs in product(one.bodies, other.bodies):
        relation = body_likeness(mine, theirs)
        if best is None or SIGNS[relation].weight > best[0]:
            side = 0
            if relation in BODY_SHORTER:
                bare = len(mine.words) < len(theirs.words) if relation == "acronym" else mine.legal is None
                side = -1 if bare else 1
            best = (SIGNS[relation].weight, relation, side)
    return ([(best[1], "")], best[2]) if best else ([("organisation differs", "")], 0)


def _roles(one: Known, other: Known) -> Iterator[tuple[str, str]]:
    if not one.roles or not other.roles:
        return
    against = contradict(one.roles, other.roles)
    if against is not None:
        yield "roles contradict", against
    elif of_two_nations(one.roles, other.roles):
        yield "nations differ", ""
    elif office := same_office(one.roles, other.roles):
        yield "same office", office
    elif of_two_walks(one.roles, other.roles):
        yield "walks of life differ", ""
    elif not in_common(one.roles, other.roles):
        yield "nothing in common", ""


def _short_of_proof(named: str, one: Known, other: Known) -> Iterator[tuple[str, str]]:
    """What makes a shorter form another's though nothing else of that name is known, and any two doubtful."""
    if named in SHORTER and far_apart(one.roles, other.roles):
        yield "years apart", ""
    if named == "surname alone" and other_office(one.roles, other.roles):
        yield "offices differ", ""
    if {gender_of(one.roles), gender_of(other.roles)} == {"m", "f"}:
        yield "a man and a woman", ""


def _ids(one: Profile, other: Profile) -> Iterator[tuple[str, str]]:
    mine, theirs = set(one.external), set(other.external)
    if shared := sorted(mine & theirs):
        yield "same id", f"{shared[0][0]} {shared[0][1]}"
    elif {scheme for scheme, _ in mine} & {scheme for scheme, _ in theirs}:
        pair = sorted(
            f"{value} ({scheme})"
            for scheme, value in mine | theirs
            if scheme in {s for s, _ in mine} & {s for s, _ in theirs}
        )
        yield "different id", "one is " + " and one is ".join(pair[:2])
