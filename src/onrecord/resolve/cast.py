"""The cast of a report: everybody and everything it names, each once, with the roles it gives them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from operator import itemgetter

from onrecord.core import SpeakerKind
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.names import Name
from onrecord.resolve.roles import DETERMINERS, Role, read_role
from onrecord.resolve.tables import Gender, fold, tables

_LONGEST_APPOSITION = 14
_APPOSITION_MARKS = frozenset({",", "(", "—", "–"})
_ENDS_APPOSITION = frozenset(',.;:()—–!?\n“”"')
_PLACING = frozenset({"in", "at", "near", "outside", "across", "around"})
_FAR_PARAGRAPHS = 2


@dataclass(eq=False, slots=True)
class Member:
    """Somebody or something the report names: `name` as it gives it in full, at offset `at`."""

    name: str
    key: tuple[str, ...]
    kind: SpeakerKind | None
    gender: Gender | None
    at: int
    roles: list[Role] = field(default_factory=list)
    named_in_full: list[int] = field(default_factory=list)
    place: bool = False


def _compatible(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: same surname, first names that agree or abbreviate."""
    if key[-1] != other[-1]:
        return False
    if key[0] == other[0]:
        return True
    return (len(key[0]) == 1 or len(other[0]) == 1) and key[0][0] == other[0][0]


class Cast:
    """Look up who a name or a description stands for in one report."""

    def __init__(self, layout: Layout, names: Sequence[Name], credited: Iterable[str] = ()) -> None:
        self.layout = layout
        self.names = names
        self.members: list[Member] = []
        self._by_part: dict[str, list[Member]] = {}
        self._introduced: dict[str, list[tuple[int, Member, Role]]] = {}
        self._earliest: dict[tuple[Member, Role], int] = {}
        self._known: dict[tuple[tuple[str, ...], Gender | None, int], Member | None] = {}
        self._credited = {fold(name) for name in credited}
        titled = {name.key[-1] for name in names if name.kind == "person"}
        sure = [name for name in names if len(name.parts) > 1 and name.kind != "unknown"]
        unsure = [name for name in names if len(name.parts) > 1 and name.kind == "unknown"]
        single = [name for name in names if len(name.parts) == 1 and name.kind not in {"unknown", "person"}]
        for name in sure:
            self._add(name)
        for name in unsure:
            if name.key[-1] not in titled or not layout.begins_sentence(name.first):
                self._add(name)
        for name in single:
            if not self._short_form(name):
                self._add(name)
        self._acronyms = self._initials()
        self._introductions()

    def _short_form(self, name: Name) -> bool:
        """Whether a single word is part of a longer name: "the Clark papers" or CLARK of Ann Clark."""
        longer = [
            m for m in self._by_part.get(name.key[0], ()) if len(m.key) > 1 and m.key[-1] == name.key[0]
        ]
        if name.kind == "organisation":
            return bool(longer)
        return any(member.kind in {"person", None} for member in longer)

    def _add(self, name: Name) -> Member:
        key = name.key
        for member in self._by_part.get(key[-1], ()):
            if member.key == key or (
                len(key) > 1
                and len(member.key) > 1
                and _person(name, member)
                and _compatible(key, member.key)
            ):
                self._merge(member, name)
                return member
        kind: SpeakerKind | None = None
        if name.kind in {"organisation", "place"} or " ".join(key) in self._credited:
            kind = "organisation"
        elif name.kind in {"people", "party"}:
            kind = "group"
        elif name.kind == "person":
            kind = "person"
        member = Member(
            " ".join(name.parts), key, kind, name.gender, name.span.start, place=name.kind == "place"
        )
        self.members.append(member)
        for part in set(key):
            self._by_part.setdefault(part, []).append(member)
        self._merge(member, name)
        return member

    def _merge(self, member: Member, name: Name) -> None:
        member.named_in_full.append(name.span.start)
        if name.role is not None:
            self._introduce(member, name.role)
        if member.gender is None:
            member.gender = name.gender
        if name.kind == "person":
            member.kind = "person"
        longer = len(name.parts) > len(member.key)
        abbreviated = len(member.key[0]) == 1 and len(name.key[0]) > 1
        if (longer and len(name.key[0]) > 1) or abbreviated:
            member.name, member.at = " ".join(name.parts), name.span.start

    def _introduce(self, member: Member, role: Role) -> None:
        """Give a member a role; of equal ones only the earliest is kept for looking up."""
        member.roles.append(role)
        same = (member, replace(role, at=0, text=""))
        if role.at >= self._earliest.get(same, role.at + 1):
            return
        self._earliest[same] = role.at
        for word in {role.name, *role.also}:
            insort(self._introduced.setdefault(word, []), (role.at, member, role), key=itemgetter(0))

    def introduced(self, wanted: Role) -> Iterator[tuple[Member, Role]]:
        """Everybody whose role or a wider description of it is called so, in order of the text."""
        found = (self._introduced.get(word, ()) for word in dict.fromkeys((wanted.name, wanted.form)))
        return ((member, role) for _, member, role in merge(*found, key=itemgetter(0)))

    def having(self, part: str) -> Sequence[Member]:
        """The members whose names have this folded word in them."""
        return self._by_part.get(part, ())

    def _initials(self) -> dict[str, Member]:
        """The one organisation of the report with these initials, by the initials ("imf")."""
        found: dict[str, list[Member]] = {}
        for member in self.members:
            if member.kind == "organisation" and len(member.key) > 2:
                letters = "".join(
                    part[0] for part in member.key if part not in {"of", "the", "for", "and", "on"}
                )
                found.setdefault(letters, []).append(member)
        return {letters: members[0] for letters, members in found.items() if len(members) == 1}

    def _introductions(self) -> None:
        """Read the roles that stand beside names; surnames take theirs too, once all full names are known."""
        for name in self.names:
            if name.kind in {"place", "people"} or name.possessive:
                continue
            if name.kind == "unknown" and name.first and self.layout.words[name.first - 1].folded in _PLACING:
                continue
            role = self._after(name) or self._before(name)
            if role is None and (name.role is None or len(name.parts) > 1):
                continue
            member = self.find(name)
            if member is None or member.kind == "organisation":
                continue
            member.kind = "person"
            for each in (role, name.role if len(name.parts) == 1 else None):
                if each is not None:
                    self._introduce(member, each)
                    member.gender = member.gender or each.gender

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
        if phrase[-1].folded in {"said", "says", "told"}:
            return None
        return read_role(phrase, invent=phrase[0].folded in DETERMINERS)

    def _verb_role(self, phrase: Sequence[Word]) -> Role | None:
        if not phrase or phrase[0].folded not in tables().role_verbs:
            return None
        form = tables().role_verbs[phrase[0].folded]
        verb = replace_word(phrase[0], form)
        return read_role([verb, replace_word(phrase[0], "of"), *phrase[1:]])

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
            if words[i].folded in DETERMINERS:
                return read_role(phrase[::-1])
            if phrase and text[words[i].stop : words[i + 1].start] != " ":
                return None
            phrase.append(words[i])
        return None

    def find(self, name: Name) -> Member | None:
        """Who a name stands for here; None where two of the cast could be meant."""
        return self.find_key(name.key, name.gender if name.honorific else None, name.span.start, name)

    def find_key(
        self, key: tuple[str, ...], gender: Gender | None, at: int, name: Name | None = None
    ) -> Member | None:
        """The same for folded parts of a name at offset `at`; a name new to the report joins the cast."""
        paragraph = self.layout.paragraph(at)
        asked = (key, gender, paragraph)
        if asked not in self._known:
            self._known[asked] = self._find(key, gender, at, name)
        return self._known[asked]

    def _find(self, key: tuple[str, ...], gender: Gender | None, at: int, name: Name | None) -> Member | None:
        known = self._by_part.get(key[-1], [])
        exact = next((member for member in known if member.key == key), None)
        if len(key) == 1 and key[0] in self._acronyms and (exact is None or exact.kind != "person"):
            return self._acronyms[key[0]]
        if exact is not None and (len(key) > 1 or exact.kind != "person"):
            return exact
        namesakes = self._namesakes(key, gender, known)
        if namesakes:
            return namesakes[0] if len(namesakes) == 1 else self._main(namesakes, at)
        organisations = [m for m in known if m.kind == "organisation" and len(m.key) > 1]
        if len(key) == 1 and len(organisations) == 1 and organisations[0].key[-1] == key[0] and exact is None:
            return organisations[0]
        return exact if exact is not None or name is None or organisations else self._add(name)

    @staticmethod
    def _namesakes(key: tuple[str, ...], gender: Gender | None, known: Sequence[Member]) -> list[Member]:
        """The people a short name can mean: by surname, else by surname and initial, else by any part."""
        people = [m for m in known if m.kind in {"person", None} and len(m.key) > 1]
        people = [m for m in people if gender is None or m.gender in {None, gender}]
        by_surname = [m for m in people if len(m.key) > len(key) and m.key[-len(key) :] == key]
        by_first = [m for m in people if len(key) > 1 and _compatible(key, m.key)]
        by_part = [m for m in people if len(key) == 1 and key[0] in {m.key[0], m.key[-2]}]
        return by_surname or by_first or by_part

    def _main(self, family: list[Member], at: int) -> Member | None:
        """Of people who share a surname, the one it means: all others are named once, later and far away."""
        here = self.layout.paragraph(at)
        family = sorted(family, key=lambda member: -len(member.named_in_full))
        main, others = family[0], family[1:]
        for other in others:
            near = any(abs(here - self.layout.paragraph(o)) < _FAR_PARAGRAPHS for o in other.named_in_full)
            if len(other.named_in_full) > 1 or near or other.at < main.at:
                return None
        return main


def _person(name: Name, member: Member) -> bool:
    return name.kind in {"person", "unknown"} and member.kind in {"person", None} and not member.place


def replace_word(word: Word, text: str) -> Word:
    """The word with other letters, at the same place."""
    return word._replace(text=text, folded=fold(text), capital=False)
