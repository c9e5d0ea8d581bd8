"""Roles: reading "the Norvian finance minister", and telling for whom it can stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.resolve.layout import Word
from onrecord.resolve.tables import Gender, RoleEntry, fold, tables

DETERMINERS = frozenset("the a an his her its their our my your this that these those".split())
BREAKS = frozenset(
    "of for at in on with from to who whom whose that which and or but as by since under after before during "
    "about over into against among between behind including like than near said says is was were are has had "
    "told when where while because if".split()
)
_FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile", "then", "ex-president", "outgoing"})
_EMPTY = frozenset(
    {"new", "current", "own", "top", "senior", "acting", "interim", "longtime", "its", "their"}
)
_LONGEST_ROLE = 4
_PLACE_ENDINGS = ("ians", "ian", "ish", "ese", "ans", "an", "ia", "n", "i", "a", "s")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Role:
    """A role as a report's words give it: `form` is the noun, `name` the role it stands for."""

    name: str
    form: str
    also: frozenset[str]
    places: frozenset[str]
    portfolio: frozenset[str]
    former: bool
    at: int
    text: str

    @property
    def gender(self) -> Gender | None:
        """The gender the word itself tells ("spokeswoman")."""
        return tables().gendered.get(self.form)


def place_key(word: str) -> str:
    """One key for a place or party and its adjective: by table, by stem for any other capitalised word.

    >>> place_key("Norvia") == place_key("Norvian")
    True
    """
    folded = fold(word)
    known = tables().places.get(folded) or tables().parties.get(folded)
    if known is not None:
        return known
    for ending in _PLACE_ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            return folded.removesuffix(ending)
    return folded


def _form_ending_at(words: Sequence[Word], last: int) -> tuple[int, str, RoleEntry] | None:
    """The longest role whose words end at `last`: index of its first word, the words, the entry."""
    known = tables().roles
    for length in range(min(_LONGEST_ROLE, last + 1), 0, -1):
        form = " ".join(word.folded for word in words[last - length + 1 : last + 1])
        entry = known.get(form) or (known.get(form.removesuffix(".")) if length == 1 else None)
        if entry is not None:
            return last - length + 1, form, entry
    return None


def _form_around(words: Sequence[Word], head: int) -> tuple[int, int, str, RoleEntry] | None:
    """A role that begins at the head and goes on past it ("head of state"), else one that ends at it."""
    for length in range(_LONGEST_ROLE, 1, -1):
        form = " ".join(word.folded for word in words[head : head + length])
        entry = tables().roles.get(form)
        if entry is not None and head + length <= len(words):
            return head, head + length - 1, form, entry
    ending = _form_ending_at(words, head)
    return None if ending is None else (ending[0], head, ending[1], ending[2])


def read_role(words: Sequence[Word], *, invent: bool = False) -> Role | None:
    """The role that a noun phrase names, or None where its head is no role.

    `words` run from after the article to the end of the phrase. With `invent`, a head that no table knows is
    taken as a role of its own, so that "the glassblower" can find "Ivo Dent, a glassblower".
    """
    words = [word for word in words if word.folded not in DETERMINERS]
    if not words or words[0].folded == "one":
        return None
    head = next((i for i, word in enumerate(words) if word.folded in BREAKS), len(words)) - 1
    if head < 0:
        return None
    found = _form_around(words, head)
    if found is None:
        if not invent or words[head].capital or not words[head].text.isalpha():
            return None
        form = words[head].folded
        found = (head, head, form, RoleEntry(form, frozenset()))
    first, last, form, entry = found
    return _role(entry, form, words[:first], words[first : last + 1], words[last + 1 : last + 8])


def _role(
    entry: RoleEntry, form: str, before: Sequence[Word], itself: Sequence[Word], after: Sequence[Word]
) -> Role:
    places: set[str] = set()
    portfolio: set[str] = set()
    former = False
    for word in [*before, *after]:
        if word.folded in _FORMER:
            former = True
        elif (
            word.folded in tables().places
            or word.folded in tables().parties
            or (word.capital and word.folded not in tables().function_words)
        ):
            places.add(place_key(word.text))
        elif word.folded not in BREAKS and word.folded not in _EMPTY:
            portfolio.add(word.folded.removesuffix("s"))
    deputy = any(word.folded in {"vice", "deputy"} for word in before)
    name = f"deputy {entry.name}" if deputy else entry.name
    text, at = " ".join(word.text for word in [*before, *itself]), [*before, *itself][0].start
    also = frozenset({"official"}) if deputy else entry.also
    return Role(name, form, also, frozenset(places), frozenset(portfolio), former, at, text)


@cache
def _known_places() -> frozenset[str]:
    return frozenset(tables().places.values()) | frozenset(tables().parties.values())


def fits(description: Role, introduced: Role) -> bool:
    """Whether a description can stand for somebody introduced with a role.

    The words agree (the same role, or a wider one), and place and portfolio do not contradict. A country or a
    party may go unsaid at the introduction; any other name may not: "the Dent lawyer" is not just any lawyer.
    """
    if description.former != introduced.former:
        return False
    same = description.name == introduced.name
    if not same and not ({description.form, description.name} & introduced.also):
        return False
    placed = bool(description.places & introduced.places)
    if description.places and not placed and (introduced.places or not description.places <= _known_places()):
        return False
    return description.portfolio <= introduced.portfolio or (placed and not introduced.portfolio)
