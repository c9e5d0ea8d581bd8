"""What stands beside a name and says who it is: "Ana Brun, the minister", "Ivo Dent, who chairs it"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.names import Name
from onrecord.resolve.roles import (
    BREAKS,
    DETERMINERS,
    OWNERS,
    Role,
    after_clause,
    of_one,
    place_key,
    read_role,
)
from onrecord.resolve.tables import fold, tables

_AFFILIATED = re.compile(
    r"(?:\s?\(|, )(?P<party>[A-Z][A-Za-z]{0,3})(?:[-–](?P<place>[A-Z][\w. ]{0,18}\w))?[.,;)]"
)
_LONGEST_APPOSITION = 14
_APPOSITION_MARKS = frozenset({",", "(", "—", "–"})
_ENDS_APPOSITION = frozenset(',.;:()—–!?\n“”"')


class Introductions:
    """Reads the roles beside the names of one report."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def affiliation(self, name: Name) -> frozenset[str]:
        """Party and place in brackets after a name: "(D-Va.)" -> democratic, virginia."""
        found = _AFFILIATED.match(self.layout.text, name.span.end)
        party = None if found is None else tables().party_letters.get(fold(found["party"]))
        if found is None or party is None:
            return frozenset()
        place = fold(found["place"] or "").rstrip(".")
        return frozenset({party, tables().states.get(place, place_key(place))} - {""})

    def together(self, names: Sequence[Name]) -> Iterator[tuple[Name, Role]]:
        """Names that a title before another covers, with it: Ivo Dent in "leaders Ana Brun and Ivo Dent"."""
        role: Role | None = None
        for before, name in pairwise(names):
            role = before.role if before.role is not None else role
            between = self.layout.text[before.span.end : name.span.start]
            joined = between in {" and ", ", ", ", and "} and not name.possessive
            alike = (
                joined and name.role is None and len(name.parts) > 1 and name.kind in {"person", "unknown"}
            )
            if role is None or not alike or of_one(role) == role:
                role = None
            else:
                yield name, of_one(role)

    def beside(self, name: Name) -> Role | None:
        """The role that an apposition before or after a name gives, or a relative clause after it."""
        return self._after(name) or self._before(name)

    def _after(self, name: Name) -> Role | None:
        """The role in "Ana Brun, the minister", "Ana Brun (the minister)", "Ana Brun, who chairs it"."""
        text, words = self.layout.text, self.layout.words
        i = name.last + 1
        if i >= len(words):
            return None
        gap = text[words[name.last].stop : words[i].start].strip()
        if gap not in _APPOSITION_MARKS and gap != "--":
            return None
        phrase = self._phrase(i)
        if phrase and phrase[0].text.isdigit() and len(phrase) == 1:
            phrase = self._phrase(i + 1)
        if not phrase:
            return None
        if phrase[0].folded in {"who", "which"}:
            return self._verb_role(phrase[1:])
        determined = phrase[0].folded in DETERMINERS
        # "To Ana Brun, the words drowned in the wind": a clause goes on after the comma.
        told = phrase[-1].folded in {"said", "says", "told"}
        if told or after_clause(_to_break(phrase), determined=determined):
            return None
        return read_role(phrase, invent=determined)

    def _verb_role(self, phrase: Sequence[Word]) -> Role | None:
        if not phrase or phrase[0].folded not in tables().role_verbs:
            return None
        form = tables().role_verbs[phrase[0].folded]
        verb = _with_text(phrase[0], form)
        return read_role([verb, _with_text(phrase[0], "of"), *phrase[1:]])

    def _phrase(self, first: int) -> list[Word]:
        """The words from `first` up to the next mark."""
        text, words = self.layout.text, self.layout.words
        phrase: list[Word] = []
        for i in range(first, min(first + _LONGEST_APPOSITION, len(words))):
            phrase.append(words[i])
            after = text[words[i].stop : words[i].stop + 2]
            if not after or after[0] in _ENDS_APPOSITION or after.strip() in {"--", "—", "–"}:
                break
        return phrase

    def _before(self, name: Name) -> Role | None:
        """The role in "the finance minister, Ana Brun," (closed by a mark, or it is another clause)."""
        text, words = self.layout.text, self.layout.words
        first, last = words[name.first], words[name.last]
        if name.first == 0 or text[words[name.first - 1].stop : first.start] != ", ":
            return None
        if text[last.stop : last.stop + 1] not in {",", ".", ")", ";"} and last.stop < len(text):
            return None
        phrase: list[Word] = []
        for i in range(name.first - 1, max(name.first - 12, -1), -1):
            if words[i].folded in DETERMINERS or (words[i].possessive and phrase):
                whose = words[i].possessive or words[i].folded in OWNERS
                return read_role([words[i], *phrase[::-1]] if whose else phrase[::-1])
            if phrase and text[words[i].stop : words[i + 1].start] != " ":
                return None
            phrase.append(words[i])
        return None


def _to_break(phrase: Sequence[Word]) -> Sequence[Word]:
    """A phrase without its article, up to the word that opens what goes with its noun."""
    begin = phrase[0].folded in DETERMINERS
    breaks = (i for i, word in enumerate(phrase) if i > begin and word.folded in BREAKS)
    return phrase[begin : next(breaks, len(phrase))]


def _with_text(word: Word, text: str) -> Word:
    """The word with other letters, at the same place."""
    return word._replace(text=text, folded=fold(text), capital=False)
