"""The cast of a report: everybody and everything it names, each once, with the roles it gives them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import pairwise
from operator import itemgetter

from onrecord.core import SpeakerKind
from onrecord.resolve.introductions import Introductions
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.roles import Role, of_one
from onrecord.resolve.runs import given_gender
from onrecord.resolve.tables import Gender, fold, tables

_PLACING = frozenset({"in", "at", "near", "outside", "across", "around"})
_FAR_PARAGRAPHS = 2
_Asked = tuple[tuple[str, ...], Gender | None, str | None, int]


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
    firsts: set[str] = field(default_factory=set)
    """First names and nicknames, folded."""
    middles: set[tuple[str, ...]] = field(default_factory=set)
    """What stands between first name and surname, folded, wherever something does."""
    affiliation: frozenset[str] = frozenset()
    """Party and place that stand in brackets after the name, as place keys."""
    apart: bool = False
    """Whether this is somebody else than those of the same surname who are named in full."""


def _compatible(firsts: Iterable[str], key: tuple[str, ...], member: Member) -> bool:
    """Whether a full name can be a member's: same surname, given names that agree or abbreviate."""
    if key[-1] != member.key[-1] or not all(_in_place(key[1:-1], middle) for middle in member.middles):
        return False
    return any(
        one == other or ((len(one) == 1 or len(other) == 1) and one[0] == other[0])
        for one in firsts
        for other in member.firsts
    )


def _in_place(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the middle names of two forms can be one person's: either has none, or they begin alike.

    Whole words in which both end are taken for a surname of several: "Ana M. Ochoa Lind", "Ana Ochoa Lind".
    """
    while one and other and one[-1] == other[-1] and len(one[-1]) > 1:
        one, other = one[:-1], other[:-1]
    initials = all(len(part) == 1 for part in one) or all(len(part) == 1 for part in other)
    if not one or not other or not initials:
        return True
    return len(one) == len(other) and all(a[0] == b[0] for a, b in zip(one, other, strict=True))


class Cast:
    """Look up who a name or a description stands for in one report."""

    def __init__(self, layout: Layout, names: Sequence[Name], credited: Iterable[str] = ()) -> None:
        self.layout = layout
        self.names = names
        self.members: list[Member] = []
        self.affiliated: list[Member] = []
        """Those with party and place in brackets."""
        self._by_part: dict[str, list[Member]] = {}
        self._introduced: dict[str, list[tuple[int, Member, Role]]] = {}
        self._earliest: dict[tuple[Member, Role], int] = {}
        self._known: dict[str, dict[_Asked, Member | None]] = {}
        self._singles = {name.key[0]: name for name in reversed(names) if len(name.key) == 1}
        self._credited = {fold(name) for name in credited}
        self._reading = Introductions(layout)
        self._enlist(names)
        self._acronyms = self._initials() | self._defined()
        self._introductions()

    def _enlist(self, names: Sequence[Name]) -> None:
        """Make members of all names but those that are part of a longer one."""
        titled = {name.key[-1] for name in names if name.kind == "person"}
        short = self._compound_surnames(names)
        whole = [name for name in names if len(name.parts) > 1 and name.key not in short]
        single = [name for name in names if len(name.parts) == 1 and name.kind not in {"unknown", "person"}]
        for name in whole:
            if name.kind != "unknown":
                self._add(name)
        for name in whole:
            sure = name.key[-1] not in titled or not self.layout.begins_sentence(name.first)
            if name.kind == "unknown" and sure:
                self._add(name)
        for name in single:
            called = name.kind == "organisation" and name.key[0] in titled  # "the Brun plan": Ms Brun's
            if not called and not self._short_form(name):
                self._add(name)

    @staticmethod
    def _compound_surnames(names: Sequence[Name]) -> set[tuple[str, ...]]:
        """Keys of two words and more with which exactly one person's longer name ends ("Ochoa Lind")."""
        first: dict[tuple[str, ...], int] = {}
        for name in names:
            if name.kind in {"person", "unknown"}:
                start = -1 if name.honorific else name.span.start
                first[name.key] = min(start, first.get(name.key, start))
        longer: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for name in names:
            if name.kind in {"person", "unknown"}:
                for cut in range(1, len(name.key) - 1):
                    at = first.get(name.key[cut:])
                    if at is not None and (at < 0 or at > name.span.start):
                        longer.setdefault(name.key[cut:], set()).add(name.key)
        return {key for key, whole in longer.items() if len(whole) == 1 and not given_gender(key[0])[0]}

    def _short_form(self, name: Name) -> bool:
        """Whether a single word is part of a longer name: the Clark papers, or Sofia of Sofia Clark."""
        word = name.key[0]
        ends = {-1, 0} if name.kind == "place" and word in tables().given_names else {-1}
        longer = [
            m for m in self._by_part.get(word, ()) if len(m.key) > 1 and word in {m.key[end] for end in ends}
        ]
        if name.kind == "organisation":
            return bool(longer)
        kinds = {"person"} if name.kind == "place" else {"person", None}
        return any(member.kind in kinds for member in longer)

    def _add(self, name: Name) -> Member:
        key = name.key
        for member in self._by_part.get(key[-1], ()):
            if member.key == key or (
                len(key) > 1
                and len(member.key) > 1
                and _person(name, member)
                and _compatible(_firsts(name), key, member)
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
        member.firsts |= _firsts(name)
        member.middles |= {name.key[1:-1]} - {()}
        if name.role is not None:
            self._introduce(member, name.role)
        affiliation = self._reading.affiliation(name)
        if affiliation and member not in self.affiliated:
            self.affiliated.append(member)
        member.affiliation |= affiliation
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
        role = of_one(role)
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

    def _defined(self) -> dict[str, Member]:
        """What stands in brackets right after an organisation's name and abbreviates it: "(AMOB)"."""
        found: dict[str, Member] = {}
        for before, name in pairwise(self.names):
            gap = self.layout.text[before.span.end : name.span.start]
            single = len(name.parts) == 1 and name.parts[0].isupper()
            closed = self.layout.text[name.span.end : name.span.end + 1] == ")"
            if gap != " (" or not closed or not single or before.kind not in {"organisation", "unknown"}:
                continue
            member = next((m for m in self._by_part.get(before.key[-1], ()) if m.key == before.key), None)
            if member is not None and len(before.key) > 1 and member.kind in {"organisation", None}:
                member.kind = "organisation"
                found[name.key[0]] = member
        return found

    def _introductions(self) -> None:
        """Read the roles beside names: full names first, which tell families apart, then surnames."""
        for name in self.names:
            if len(name.parts) > 1:
                self._introduced_by(name)
        for name, role in self._reading.together(self.names):
            member = self.find(name)
            if member is not None and member.kind in {"person", None}:
                self._introduce(member, role)
        self._part_families()
        self._known.clear()
        for name in self.names:
            if len(name.parts) == 1:
                self._introduced_by(name)

    def _introduced_by(self, name: Name) -> None:
        """Read what stands beside a name, and the gender that a form of address tells."""
        if name.honorific and name.gender is not None and name.kind == "person":
            addressed = self.find(name)
            if addressed is not None and addressed.kind in {"person", None}:
                addressed.gender = addressed.gender or name.gender
        if name.kind in {"place", "people"} or name.possessive:
            return
        if name.kind == "unknown" and name.first and self.layout.words[name.first - 1].folded in _PLACING:
            return
        role = self._reading.beside(name)
        if role is None and (name.role is None or len(name.parts) > 1):
            return
        member = self.find(name)
        if member is None or member.kind == "organisation":
            return
        member.kind = "person"
        for each in (role, name.role if len(name.parts) == 1 else None):
            if each is not None:
                self._introduce(member, each)
                member.gender = member.gender or each.gender

    def _part_families(self) -> None:
        """Make a member of whoever has a surname and a form of address or a title that nobody in full has."""
        for name in self.names:
            if len(name.key) > 1 or name.kind != "person":
                continue
            known = self._by_part.get(name.key[0], ())
            people = [
                m for m in known if m.kind in {"person", None} and m.key[-1] == name.key[0] and len(m.key) > 1
            ]
            if people and all(self._somebody_else(name, member) for member in people):
                apart = next((member for member in known if member.apart), None)
                if apart is None:
                    apart = self._add(name)
                    apart.apart = True
                apart.gender = apart.gender or name.gender

    def _somebody_else(self, name: Name, member: Member) -> bool:
        """Whether a titled surname is not this member: another gender, or named so long before him."""
        if name.honorific and name.gender is not None and member.gender is not None:
            return name.gender != member.gender
        if name.role is None or not member.roles:
            return False
        paragraph = self.layout.paragraph
        before = paragraph(member.at) - paragraph(name.span.start) >= _FAR_PARAGRAPHS
        return before and all(role.name != name.role.name for role in member.roles)

    def single(self, key: tuple[str, ...]) -> Member | None:
        """Who is named by this one word alone elsewhere in the report, where nothing tells what it is."""
        name = self._singles.get(key[0]) if len(key) == 1 else None
        return None if name is None else self.find(name)

    def country(self, key: str) -> Member | None:
        """The member that is a country, by its key among places; None where only an adjective stands."""
        known = tables()
        places = (member for member in self.members if member.place)
        called = ((member, " ".join(member.key)) for member in places)
        return next(
            (m for m, name in called if known.places.get(name) == key and name not in known.capitals), None
        )

    def institution(self, name: str, at: int) -> Member:
        """The organisation of this name; a new one joins the cast."""
        return self.called(name, "organisation", at)

    def called(self, name: str, kind: SpeakerKind, at: int) -> Member:
        """Who or what of this kind has exactly this name; a new one joins the cast."""
        key = tuple(fold(part).rstrip(".") for part in name.split())
        for member in self._by_part.get(key[-1], ()):
            if member.key == key and member.kind in {kind, None}:
                member.kind = kind
                return member
        member = Member(name, key, kind, None, at, named_in_full=[at], firsts={key[0]})
        self.members.append(member)
        for part in set(key):
            self._by_part.setdefault(part, []).append(member)
            self._known.pop(part, None)
        return member

    def find(self, name: Name) -> Member | None:
        """Who a name stands for here; None where two of the cast could be meant."""
        return self.find_key(name.key, name.gender if name.honorific else None, name.span.start, name)

    def family(self, name: Name) -> Sequence[Member]:
        """All whom a surname can mean, where they are several; none where it is clear or unknown."""
        return self.family_of(name.key, name.gender if name.honorific else None, name.role)

    def family_of(
        self, key: tuple[str, ...], gender: Gender | None = None, role: Role | None = None
    ) -> Sequence[Member]:
        """The same for the folded parts of a name."""
        people = self._namesakes(key, gender, self._by_part.get(key[-1], []), role)
        return people if len(people) > 1 else ()

    def find_key(
        self, key: tuple[str, ...], gender: Gender | None, at: int, name: Name | None = None
    ) -> Member | None:
        """The same for folded parts of a name at offset `at`; a name new to the report joins the cast."""
        paragraph = self.layout.paragraph(at)
        role = name.role.name if name is not None and name.role is not None else None
        asked = (key, gender, role, paragraph)
        known = self._known.setdefault(key[-1], {})
        if asked not in known:
            known[asked] = self._find(key, gender, at, name)
        return known[asked]

    def _find(self, key: tuple[str, ...], gender: Gender | None, at: int, name: Name | None) -> Member | None:
        known = self._by_part.get(key[-1], [])
        exact = next((member for member in known if member.key == key), None)
        if len(key) == 1 and key[0] in self._acronyms and (exact is None or exact.kind != "person"):
            return self._acronyms[key[0]]
        if exact is not None and (len(key) > 1 or exact.kind != "person"):
            return exact
        namesakes = self._namesakes(key, gender, known, None if name is None else name.role)
        if namesakes:
            return namesakes[0] if len(namesakes) == 1 else self._main(namesakes, at)
        organisations = [m for m in known if m.kind == "organisation" and len(m.key) > 1]
        if len(key) == 1 and len(organisations) == 1 and organisations[0].key[-1] == key[0] and exact is None:
            return organisations[0]
        return exact if exact is not None or name is None or organisations else self._add(name)

    @staticmethod
    def _namesakes(
        key: tuple[str, ...], gender: Gender | None, known: Sequence[Member], role: Role | None
    ) -> list[Member]:
        """The people a short name can mean: by surname, else by surname and initial, else by any part."""
        people = [m for m in known if m.kind in {"person", None} and (len(m.key) > 1 or m.apart)]
        people = [m for m in people if gender is None or m.gender in {None, gender}]
        by_surname = [m for m in people if (len(m.key) > len(key) or m.apart) and m.key[-len(key) :] == key]
        if role is not None and len(by_surname) > 1:
            titled = [m for m in by_surname if any(each.name == role.name for each in m.roles)]
            by_surname = titled if len(titled) == 1 else by_surname
        by_first = [m for m in people if len(key) > 1 and _compatible((key[0],), key, m)]
        by_part = [m for m in people if len(key) == 1 and key[0] in {*m.firsts, *m.key[-2:-1]}]
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


def _firsts(name: Name) -> set[str]:
    return {name.key[0], name.nickname or name.key[0]}
