"""Who a pronoun stands for: the nearest person who fits, and abstaining where two do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.tables import Gender, tables

_PARAGRAPHS_BACK = 2
_ENTRIES_BACK = 40
_PREPOSITIONS = frozenset(
    "to with of by for from against at on about than like as over between toward towards into under after "
    "before behind via upon and or told asked accused called criticised criticized praised thanked joined "
    "met".split()
)

GENDER_OF: dict[str, Gender] = {
    "he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who is meant and the words that say why."""

    member: Member
    reason: str


@dataclass(frozen=True, slots=True)
class _Entry:
    at: int
    member: Member
    spoke: bool
    strong: bool
    opens: bool = False


class Discourse:
    """What has been said so far: the people named outside quotation marks, and who has spoken where."""

    def __init__(self, layout: Layout, cast: Cast, contents: Sequence[Span]) -> None:
        self._layout = layout
        self._cast = cast
        self._names = [
            name
            for name in cast.names
            if name.kind in {"person", "unknown"} and not layout.quoted(name.span.start)
        ]
        self._alone = {name.key[0] for name in self._names if len(name.parts) == 1}
        self._name_starts = [name.span.start for name in self._names]
        self._all_starts = [name.span.start for name in cast.names]
        self._contents = sorted(contents)
        self._content_starts = [span.start for span in self._contents]
        self._spoken: list[tuple[int, Member]] = []
        self._speakers: set[Member] = set()

    def speaks(self, at: int, member: Member) -> None:
        """Note that `member` is the source that stands at `at`; calls come in order of the text."""
        self._spoken.append((at, member))
        self._speakers.add(member)

    def before(self, at: int, gender: Gender) -> Antecedent | None:
        """Who "he" or "she" at offset `at` is."""
        layout = self._layout
        here, paragraph = layout.sentence(at), layout.paragraph(at)
        weak: dict[Member, int] = {}
        excluded: set[Member] = set()
        group: list[_Entry] = []
        sentence = here
        for entry in [*self._entries(at), None]:
            number = -1 if entry is None else layout.sentence(entry.at)
            if group and number != sentence:
                chosen = self._choose(group)
                if chosen is not None or len({e.member for e in group}) > 1:
                    return None if chosen is None else self._because(chosen, gender, paragraph)
                group = []
            if entry is None or paragraph - layout.paragraph(entry.at) > _PARAGRAPHS_BACK:
                break
            sentence = number
            if entry.member.gender not in {None, gender} or entry.member in excluded:
                continue
            if entry.strong or entry.spoke:
                group.append(entry)
            elif number == here:
                excluded.add(entry.member)
            elif entry.member.gender == gender:
                weak.setdefault(entry.member, entry.at)
        if len(weak) == 1:
            member, where = next(iter(weak.items()))
            return Antecedent(member, f"the only {_word(gender)} named shortly before, at {where}")
        return None

    def _entries(self, at: int) -> list[_Entry]:
        """The latest people before `at`, nearest first."""
        spoken = {where: member for where, member in self._spoken[-_ENTRIES_BACK:] if where < at}
        found = {where: _Entry(where, member, True, True) for where, member in spoken.items()}
        end = bisect_left(self._name_starts, at)
        for name in self._names[max(end - _ENTRIES_BACK, 0) : end]:
            member = self._cast.find(name)
            if member is None or member.kind not in {"person", None}:
                continue
            if member.kind is None and not self._surely_person(member):
                continue
            start = self._layout.words[name.first].start
            spoke = start in found or name.span.start in found
            strong = not self._in_content(name.span.start) and self._subject(name)
            for where in (start, name.span.start):
                found.pop(where, None)
            opens = strong and self._layout.begins_sentence(name.first)
            found[name.span.start] = _Entry(name.span.start, member, spoke, strong, opens)
        return [found[where] for where in sorted(found, reverse=True)]

    def _surely_person(self, member: Member) -> bool:
        """Whether a name without title or known given name has spoken, or is also used by surname alone."""
        alone = len(member.key) > 1 and member.key[-1] in self._alone
        return alone or member in self._speakers

    def _in_content(self, at: int) -> bool:
        i = bisect_left(self._content_starts, at + 1) - 1
        return i >= 0 and at < self._contents[i].end

    def _subject(self, name: Name) -> bool:
        """Whether a name stands where a subject does: no preposition before it, owning nothing."""
        if name.possessive:
            return False
        if name.first == 0 or self._layout.begins_sentence(name.first):
            return True
        before = self._layout.words[name.first - 1]
        return before.folded not in _PREPOSITIONS

    @staticmethod
    def _choose(group: Sequence[_Entry]) -> _Entry | None:
        """Of the people in one sentence: the only one, else the only one who speaks, else the first."""
        members = {entry.member for entry in group}
        if len(members) == 1:
            return next((entry for entry in group if entry.spoke), group[0])
        speaking = [entry for entry in group if entry.spoke]
        if len({entry.member for entry in speaking}) == 1:
            return speaking[0]
        return None if speaking else next((entry for entry in group if entry.opens), None)

    def _because(self, entry: _Entry, gender: Gender, paragraph: int) -> Antecedent:
        near = "this paragraph" if self._layout.paragraph(entry.at) == paragraph else "a paragraph before"
        doing = "speaking" if entry.spoke else "named as subject"
        return Antecedent(entry.member, f"the last {_word(gender)} {doing} in {near}, at {entry.at}")

    def relative(self, at: int, *, person: bool) -> Antecedent | None:
        """Who "who" or "which" at offset `at` is: the name before it, or whose apposition ends there."""
        end = bisect_left(self._all_starts, at)
        for name in reversed(self._cast.names[max(end - 3, 0) : end]):
            stop = self._layout.words[name.last].stop
            between = self._layout.text[stop:at]
            if name.possessive or len(between) > 140 or "\n" in between:
                return None
            member = self._cast.find(name)
            other = member is not None and person and member.kind not in {"person", None}
            if between.strip(" ,–—-(") == "":
                if other or member is None or (member.kind is None and not self._subject(name)):
                    return None
                return Antecedent(member, f"the name before it, at {name.span.start}")
            if other:
                continue
            apposed = between.startswith(", ") and between.endswith(", ") and between.count(",") == 2
            group = not person and between.rstrip(", ").split(" ")[-1].lower() in tables().organisation_nouns
            described = member is not None and any(stop < role.at < at for role in member.roles)
            if apposed and member is not None and (described or group):
                return Antecedent(member, f"the name described before it, named at {name.span.start}")
        return None


def _word(gender: Gender) -> str:
    return "man" if gender == "m" else "woman"
