"""Kin as sources: "my father", "his wife", where the report names them beside the word."""

from __future__ import annotations

from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Antecedent
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.names import Name
from onrecord.resolve.runs import given_gender
from onrecord.resolve.tables import Gender, tables

_OWNERS = frozenset({"my", "his", "her", "their"})
_OTHER: dict[Gender | None, Gender] = {"m": "f", "f": "m"}
_CHILDREN_OF: dict[Gender, str] = {"m": "father", "f": "mother"}


class Kin:
    """Finds kin in one report by the names given beside a word of kinship."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._by_first = {name.first: name for name in cast.names}
        self._known: dict[tuple[str, str], dict[Member, int]] = {}
        for i, word in enumerate(layout.words[1:], 1):
            if word.folded in tables().kin or word.folded == "parents":
                self._read(i, word)

    def _read(self, i: int, word: Word) -> None:
        """Note "his wife, Ana", "his wife Ana Brun" and "my parents, Ivo and Ana Dent"."""
        words, text = self._layout.words, self._layout.text
        before = words[i - 1]
        owner = before.folded if before.folded in _OWNERS else "his" if before.possessive else None
        if owner is None or i + 1 >= len(words) or text[word.stop : words[i + 1].start] not in {" ", ", "}:
            return
        name = self._by_first.get(i + 1)
        if name is None:
            return
        if word.folded == "parents":
            self._parents(owner, name)
            return
        member = self._named(name, tables().kin[word.folded])
        if member is not None:
            self._known.setdefault((owner, word.folded), {}).setdefault(member, name.span.start)

    def _parents(self, owner: str, name: Name) -> None:
        words = self._layout.words
        after = name.last + 1
        other = self._by_first.get(after + 1) if after < len(words) and words[after].folded == "and" else None
        genders = [None if each is None else given_gender(each.parts[0])[1] for each in (name, other)]
        if None in genders and other is not None:  # one tells the other's
            genders = [gender or _OTHER.get(genders[1 - i]) for i, gender in enumerate(genders)]
        for each, gender in zip((name, other), genders, strict=True):
            member = None if each is None or gender is None else self._named(each, gender)
            if member is not None and gender is not None:
                key = (owner, _CHILDREN_OF[gender])
                self._known.setdefault(key, {}).setdefault(member, member.at)

    def _named(self, name: Name, gender: Gender | None) -> Member | None:
        member = self._discourse.who(name)
        if member is None or member.kind is None:
            member = member or self._cast.called(" ".join(name.parts), "person", name.span.start)
            member.kind = "person"
        if member.kind != "person" or (gender is not None and member.gender not in {None, gender}):
            return None
        member.gender = member.gender or gender
        return member

    def of(self, words: tuple[Word, ...]) -> Antecedent | None:
        """Who "my father" is: the one whom the report names so."""
        owner, kin = words[0].folded, words[1].folded
        owners = ("my",) if owner == "my" else ("his", "her", "their")
        found = {m: where for each in owners for m, where in self._known.get((each, kin), {}).items()}
        if len(found) != 1:
            return None
        member, where = next(iter(found.items()))
        return Antecedent(member, f"named as {owner} {kin} at {where}", "kin")
