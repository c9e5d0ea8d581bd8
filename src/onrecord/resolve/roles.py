"""Roles: reading "the Norvian finance minister", and telling for whom it can stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from onrecord.resolve.layout import Word
from onrecord.resolve.tables import Gender, RoleEntry, fold, tables

DETERMINERS = frozenset("the a an his her its their our my your this that these those".split())
OWNERS = frozenset({"his", "her", "their", "its", "my", "our"})
BREAKS = frozenset(
    "of for at in on with from to who whom whose that which and or but as by since under after before during "
    "about over into against across inside outside throughout within around toward towards among between "
    "behind including like than near said says is was were are has had told "
    "when where while because if".split()
)
_FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile", "then", "ex-president", "outgoing"})
_EMPTY = frozenset(
    {"new", "current", "own", "top", "senior", "acting", "interim", "longtime", "its", "their"}
)
_OF_A_PARTY = frozenset({"politician", "lawmaker", "candidate"})
_VERBS = frozenset("is was were are has had said says told will would can could".split())
_COMPLETING = frozenset({"of", "for", "at"})
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
    owned: bool = False
    """Whether it is somebody's: "his running mate", "Brun's lawyer"."""
    phrase: str = field(default="", compare=False)
    """The role in full, as the report has it: "chair of the council"."""

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
    said = words
    # "The company that owns it": "that" opens a clause anywhere but in front.
    words = [w for i, w in enumerate(words) if w.folded not in DETERMINERS or (i and w.folded == "that")]
    if not words or words[0].folded == "one":
        return None
    head = next((i for i, word in enumerate(words) if word.folded in BREAKS), len(words)) - 1
    if head < 0:
        return None
    found = _form_around(words, head) or _adherent(words, head)
    if found is None:
        clause = head + 1 < len(words) and words[head + 1].folded in _VERBS
        organised = words[head].folded in tables().organisation_nouns
        if not invent or clause or organised or words[head].capital or not words[head].text.isalpha():
            return None
        form = words[head].folded
        found = (head, head, form, RoleEntry(form, frozenset()))
    return _role(found, words, said)


def _adherent(words: Sequence[Word], head: int) -> tuple[int, int, str, RoleEntry] | None:
    """Somebody called after a party: "the Tarn Liberal"."""
    word = words[head]
    if not word.capital or word.folded not in tables().parties or word.folded.endswith("ic"):
        return None
    return head, head, word.folded, RoleEntry("adherent", _OF_A_PARTY)


def _role(found: tuple[int, int, str, RoleEntry], words: Sequence[Word], said: Sequence[Word]) -> Role:
    first, last, form, entry = found
    before, after = words[:first], words[last + 1 : last + 8]
    places, portfolio, former = _qualities([*before, *after])
    if form in tables().parties:
        places |= {tables().parties[form]}
    deputy = any(word.folded in {"vice", "deputy"} for word in before)
    start = [*before, *words[first : last + 1]][0]
    end = [*words[first : last + 1], *_tail(after)][-1]
    return Role(
        name=f"deputy {entry.name}" if deputy else entry.name,
        form=form,
        also=frozenset({"official"}) if deputy else entry.also,
        places=places,
        portfolio=portfolio,
        former=former,
        at=start.start,
        text=_spelt(words[: last + 1]),
        owned=any(word.folded in OWNERS or word.possessive for word in said[: said.index(start) + 1]),
        phrase=_spelt(said[said.index(start) : said.index(end) + 1]),
    )


def _spelt(words: Sequence[Word]) -> str:
    """Words as they stand, possessive endings too."""
    return " ".join(
        word.text + "'s"[: word.stop - word.end] if word.possessive else word.text for word in words
    )


def of_one(role: Role) -> Role:
    """The role of one of several whom a title names together: "union leaders" are a "union leader" each."""
    single = role.form.removesuffix("s")
    if single == role.form or single not in tables().roles:
        return role
    text, phrase = (
        re.sub(rf"\b({re.escape(single)})s\b", r"\1", each, count=1, flags=re.IGNORECASE)
        for each in (role.text, role.phrase)
    )
    return replace(role, form=single, text=text, phrase=phrase)


def _qualities(words: Sequence[Word]) -> tuple[frozenset[str], frozenset[str], bool]:
    """Places and parties, the other words, and whether it is a former role, from what stands around it."""
    known = tables()
    places: set[str] = set()
    portfolio: set[str] = set()
    former = skip = False
    for i, word in enumerate(words):
        pair = f"{word.folded} {words[i + 1].folded}" if i + 1 < len(words) else ""
        named = word.capital and word.folded not in known.function_words
        if skip:
            skip = False
        elif word.folded in _FORMER:
            former = True
        elif word.capital and pair in known.places:
            places.add(known.places[pair])
            skip = True
        elif word.folded in known.places or word.folded in known.parties or (named and not word.possessive):
            places.add(place_key(word.text))
        elif word.folded not in BREAKS and word.folded not in _EMPTY and not word.possessive:
            portfolio.add(word.folded.removesuffix("s"))
    return frozenset(places), frozenset(portfolio), former


def _tail(after: Sequence[Word]) -> Sequence[Word]:
    """What completes a role: "of the council", up to the next clause."""
    if not after or after[0].folded not in _COMPLETING:
        return ()
    end = 1
    while end < len(after) and (after[end].folded in _COMPLETING or not _ends_tail(after[end])):
        end += 1
    while end and after[end - 1].folded in _COMPLETING:
        end -= 1
    return after[:end]


def _ends_tail(word: Word) -> bool:
    return word.folded in BREAKS or tables().clause_words.get(word.folded) in {"clause", "leading"}


def after_clause(words: Sequence[Word], *, determined: bool = False) -> int:
    """How many words of a title belong to a clause before it: 2 of "Tuesday accused presidential candidate".

    `determined` where an article stands before the words, so that they cannot begin with a verb.
    """
    kinds = tables().clause_words
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        kind = kinds.get(word.folded)
        if kind == "leading" or word.folded.endswith(("n't", "n’t")):
            return min(i + 2, len(words))
        if kind == "clause":
            return i + 1
        regular = word.text.isalpha() and not word.capital and word.folded.endswith("ed")
        leads = all(each.folded.endswith("ly") for each in words[:i])
        if regular and kind is None and not (leads and determined):
            return i + 1
    return 0


def agree(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether parties agree and states agree, where both sides have them."""
    known = tables()
    sorts = frozenset(known.parties.values()), frozenset(known.states.values())
    return all(not asked & sort or not told & sort or asked & told & sort for sort in sorts)


@cache
def known_places() -> frozenset[str]:
    """Keys of all places and parties in the tables."""
    return frozenset(tables().places.values()) | frozenset(tables().parties.values())


def fits(description: Role, introduced: Role, affiliation: frozenset[str] = frozenset()) -> bool:
    """Whether a description can stand for somebody introduced with a role, and of this party and place.

    The words agree (the same role, or a wider one), and place and portfolio do not contradict. A country or a
    party may go unsaid at the introduction; any other name may not: "the Dent lawyer" is not just any lawyer.
    """
    if description.former != introduced.former:
        return False
    same = description.name == introduced.name
    if not same and not ({description.form, description.name} & introduced.also):
        return False
    told = introduced.places | affiliation
    placed = bool(description.places & told)
    if description.places and not placed and (told or not description.places <= known_places()):
        return False
    if not agree(description.places, told):
        return False
    return description.portfolio <= introduced.portfolio or (placed and not introduced.portfolio)
