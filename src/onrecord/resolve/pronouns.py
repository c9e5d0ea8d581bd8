"""Who a pronoun stands for: the nearest who fits, and abstaining where two do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import PARAGRAPHS_BACK, SUBORDINATING, Discourse, Entry
from onrecord.resolve.found import Antecedent, Found, Joint
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.tables import Gender, tables

_INSIDE = frozenset("of in on at from for".split())
_LONGEST_APPOSITION = 140
_INNER = SUBORDINATING | {"that", "which", "whom", "what"}


class Pronouns:
    """Finds whom the pronouns of one report stand for."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._starts = [name.span.start for name in cast.names]

    def before(self, at: int, gender: Gender, *, owning: bool = False) -> Antecedent | None:
        """Who "he" or "she" at offset `at` is, or with `owning` "his" or "her"."""
        layout = self._layout
        here, paragraph = layout.sentence(at), layout.paragraph(at)
        weak: dict[Member, int] = {}
        excluded: set[Member] = set()
        group: list[Entry] = []
        sentence = here
        doubt = False
        for entry in [*self._discourse.people(at), None]:
            number = -1 if entry is None else layout.sentence(entry.at)
            if group and number != sentence:
                chosen = self._choose(group)
                if chosen is not None or len({e.member for e in group}) > 1:
                    hidden = chosen is None or self._discourse.hides_since(chosen, at, gender)
                    return None if chosen is None or hidden else self._because(chosen, gender, paragraph)
                group = []
            if number < here - 1 and sentence >= here - 1 and len(weak) == 1 and not doubt:
                break
            if entry is None or paragraph - layout.paragraph(entry.at) > PARAGRAPHS_BACK:
                break
            sentence = number
            if entry.member.gender not in {None, gender} or entry.member in excluded:
                continue
            told = entry.inner and entry.member.gender == gender
            if entry.strong or entry.spoke or told or (owning and number == here):
                group.append(entry)
            elif number == here:
                self._beside_it(entry, at, weak if entry.member.gender == gender else {}, excluded)
            elif entry.member.gender == gender:
                weak.setdefault(entry.member, entry.at)
            else:
                doubt = True
        return self._only(weak, gender)

    def _beside_it(self, entry: Entry, at: int, weak: dict[Member, int], excluded: set[Member]) -> None:
        """Sort somebody named as no subject in the pronoun's own sentence: told of, or not meant by it."""
        before = self._layout.word_at(at) - 1
        subordinate = before >= 0 and self._layout.words[before].folded in _INNER
        if entry.content and not subordinate:
            return
        if subordinate or entry.owner:
            weak.setdefault(entry.member, entry.at)
        else:
            excluded.add(entry.member)

    @staticmethod
    def _only(weak: dict[Member, int], gender: Gender) -> Antecedent | None:
        """The only one of a gender named in reach, if nobody stood as a subject."""
        if len(weak) != 1:
            return None
        member, where = next(iter(weak.items()))
        return Antecedent(
            member, f"the only {_word(gender)} named shortly before, at {where}", "only one near"
        )

    @staticmethod
    def _choose(group: Sequence[Entry]) -> Entry | None:
        """Of the people in one sentence: the only one, else the only one who speaks, else the first."""
        members = {entry.member for entry in group}
        if len(members) == 1:
            return next((entry for entry in group if entry.spoke), group[0])
        speaking = [entry for entry in group if entry.spoke]
        if len({entry.member for entry in speaking}) == 1:
            return speaking[0]
        for leading in (Entry.opening, Entry.clearly):
            if not speaking and len({entry.member for entry in group if leading(entry)}) == 1:
                return next(entry for entry in group if leading(entry))
        return None

    def _because(self, entry: Entry, gender: Gender, paragraph: int) -> Antecedent:
        near = "this paragraph" if self._layout.paragraph(entry.at) == paragraph else "a paragraph before"
        doing = "speaking" if entry.spoke else "named as subject"
        reason = f"the last {_word(gender)} {doing} in {near}, at {entry.at}"
        return Antecedent(entry.member, reason, "last speaker" if entry.spoke else "last subject")

    def relative(self, at: int, *, person: bool) -> Found | None:
        """Who "who" or "which" at offset `at` is: the name before it, or whose apposition ends there."""
        end = bisect_left(self._starts, at)
        for i in range(end - 1, max(end - 4, -1), -1):
            name = self._cast.names[i]
            between = self._layout.text[self._layout.words[name.last].stop : at]
            member = self._discourse.who(name)
            if name.possessive or member is None or len(between) > _LONGEST_APPOSITION or "\n" in between:
                return None
            beside = between.strip(" ,–—-(") == ""
            if beside and self._attached(i):
                continue
            if beside:
                return self._both(i) or self._beside(name, member, person=person)
            placed = i + 1 < end and self._attached(i + 1)
            if placed and member.kind in {"person", "group"}:
                return Antecedent(member, f"the name before it, at {name.span.start}", "relative")
            if _speaks_so(member, person=person) and self._described(
                name, member, between, at, person=person
            ):
                reason = f"the name described before it, named at {name.span.start}"
                return Antecedent(member, reason, "relative")
        return None

    def _beside(self, name: Name, member: Member, *, person: bool) -> Antecedent | None:
        """The name right before the pronoun; "which" makes an organisation of what nothing else tells."""
        unknown = member.kind is None and not self._discourse.stands_as_subject(name)
        if unknown or not _speaks_so(member, person=person):
            return None
        if not person and member.kind is None:
            member.kind = "organisation"
        return Antecedent(member, f"the name before it, at {name.span.start}", "relative")

    def _described(self, name: Name, member: Member, between: str, at: int, *, person: bool) -> bool:
        """Whether what stands between a name and the pronoun is its apposition, closed by a comma or not."""
        if not between.startswith(", "):
            return False
        if between.count(",") == 1:
            own = member.kind is None or (member.kind == "person") == person
            return own and self._described_as(between, person=person)
        stop = self._layout.words[name.last].stop
        group = not person and between.rstrip(", ").split(" ")[-1].lower() in tables().organisation_nouns
        introduced = any(stop < role.at < at for role in member.roles)
        return between.endswith(", ") and between.count(",") == 2 and (introduced or group)

    @staticmethod
    def _described_as(between: str, *, person: bool) -> bool:
        """Whether an apposition runs up to the pronoun: ", a private company that", ", a nurse who"."""
        words = between.strip(", ").lower().split()
        noun = next((word for word in reversed(words) if word not in SUBORDINATING), "")
        known = tables()
        told = noun in known.roles if person else noun in known.organisation_nouns
        return len(words) > 1 and words[0] in {"a", "an", "the"} and told

    def _attached(self, i: int) -> bool:
        """Whether name number `i` only places the name before it ("Greens in Ansby, who")."""
        if not i:
            return False
        name, before = self._cast.names[i], self._cast.names[i - 1]
        near = name.first - before.last == 2
        return near and self._layout.words[name.first - 1].folded in _INSIDE

    def _both(self, i: int) -> Joint | None:
        """Two names joined by "both ... and" right before a relative pronoun."""
        words, names = self._layout.words, self._cast.names
        name, before = names[i], names[max(i - 1, 0)]
        if i == 0 or name.first - before.last != 2 or words[name.first - 1].folded != "and":
            return None
        if before.first == 0 or words[before.first - 1].folded != "both":
            return None
        members = [self._discourse.who(before), self._discourse.who(name)]
        reason = f"the names before it, at {before.span.start}"
        parts = tuple(Antecedent(m, reason, "relative") for m in members if m is not None)
        return Joint(parts, reason, "relative") if len(parts) == 2 else None


def _word(gender: Gender) -> str:
    return "man" if gender == "m" else "woman"


def _speaks_so(member: Member, *, person: bool) -> bool:
    """Whether "who", as it is never said of an institution, can be said of a member; "which" of anything."""
    return not person or member.kind in {"person", "group", None}
