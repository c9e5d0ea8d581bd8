"""What each sign is worth that two profiles are one person or organisation, and when that is enough.

Weights are logarithms of odds: they add up, and the sum is the probability's logit. They were set by hand, by
what each sign must be able to do alone and what only together with others, and are held by the pairs of
`tests/match`; they were not fitted to data. The reasons stand in decisions/0051-registry.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign for or against: its weight, and how a reader is told (`{}` takes what was found)."""

    weight: float
    told: str


SAME = 0.95
"""From this probability on, two profiles are the same."""
DIFFERENT = 0.05
"""Up to this probability, two profiles are different."""

SIGNS: dict[str, Sign] = {
    # Names of people, one of these for each pair (see `likeness`).
    "name equal": Sign(4.0, "the same name"),
    "name in other letters": Sign(3.5, "one name in two spellings of another script or language"),
    "name with more parts": Sign(1.5, "one name has parts that the other leaves out"),
    "short given name": Sign(1.2, "one given name is short for the other"),
    "initials": Sign(1.0, "the initials fit"),
    "surname alone": Sign(1.0, "the surname fits"),
    "given name translated": Sign(0.5, "one given name translates the other"),
    "goes by a middle name": Sign(0.5, "one may go by a middle name"),
    "surnames fit in part": Sign(0.5, "one surname may be part of the other"),
    "middle names fit in part": Sign(0.0, "some middle names fit"),
    "characters may be read otherwise": Sign(-2.0, "Chinese characters may be read in other ways"),
    "name in another order": Sign(1.0, "the same words in another order"),
    "given name alone": Sign(-1.0, "only a given name fits"),
    "name one letter off": Sign(0.0, "names nearly alike"),
    "middle name differs": Sign(-4.0, "middle names differ"),
    "given name differs": Sign(-6.0, "given names differ"),
    "surname differs": Sign(-6.0, "surnames differ"),
    # What stands in a name beside it.
    "generation on one side": Sign(-4.5, "only one is called {}"),
    "generation differs": Sign(-12.0, "one is called {}"),
    "title on one side": Sign(-1.5, "only one is addressed as {}"),
    "gender differs": Sign(-12.0, "one is addressed as a man and one as a woman"),
    "characters differ": Sign(-4.0, "the Chinese characters differ"),
    # Names of organisations, one of these for each pair (see `bodies`).
    "organisation equal": Sign(4.0, "the same name"),
    "legal form left out": Sign(1.5, "one name leaves the legal form out"),
    "acronym": Sign(1.5, "the name gives the acronym"),
    "initials of its words": Sign(0.5, "the acronym has the initials of the name"),
    "common name": Sign(0.0, "many countries have a body of that name"),
    "country left out": Sign(0.0, "one name leaves the country out"),
    "legal form differs": Sign(-1.0, "legal forms differ"),
    "name with more words": Sign(-1.5, "one name has more words"),
    "another of the sort": Sign(-2.0, "one word more may make it another's name"),
    "country differs": Sign(-6.0, "they belong to two countries"),
    "organisation differs": Sign(-6.0, "names differ"),
    # Roles, at most one of these.
    "roles contradict": Sign(-12.0, "{}"),
    "nations differ": Sign(-3.0, "roles in different countries"),
    "walks of life differ": Sign(-3.0, "one is an athlete or on stage, one in a high office at that time"),
    "same office": Sign(2.5, "both called {} within a few years"),
    "nothing in common": Sign(-0.5, "their roles have nothing in common"),
    # Roles again, each by itself.
    "years apart": Sign(-1.0, "seen many years apart"),
    "offices differ": Sign(-0.75, "each in another office"),
    "a man and a woman": Sign(-4.0, "one is called what a man is, one what a woman is"),
    # What lists say, and what only all profiles together tell.
    "same id": Sign(16.0, "both are {}"),
    "different id": Sign(-16.0, "{}"),
    "kind differs": Sign(-16.0, "one is a person, one an organisation"),
    "only one": Sign(2.0, "nobody else of that name is known"),
}

KEEPS_APART = frozenset(
    {"nations differ", "walks of life differ", "years apart", "offices differ", "a man and a woman"}
)
"""Signs of two people: short of proof, but no third name joins those who are not the same by themselves."""


def probability(score: float) -> float:
    """The probability that a sum of weights stands for.

    >>> round(probability(4.0), 3)
    0.982
    """
    return 1 / (1 + math.exp(-score))
