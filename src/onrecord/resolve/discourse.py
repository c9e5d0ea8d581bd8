"""What has been said so far: who has been named, where, and in which part of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.found import Antecedent
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.tables import GENDER_OF, Gender, tables

PARAGRAPHS_BACK = 4
_ENTRIES_BACK = 40
_PREPOSITIONS = frozenset(
    "to with of by for from against at on about than like as over between toward towards into under after "
    "before behind via upon and or told asked accused called criticised criticized praised thanked joined "
    "met".split()
)
SUBORDINATING = frozenset("as after when while because before since until where if though although".split())
_LEADING = frozenset(
    "the but and although while when if as after before since because yet so then though".split()
)
_LONGEST_LEAD = 3
_BEFORE_SUBJECT = frozenset({"that", "the", "how", "why", "whether"})
_REACH = 90
_DASHES = frozenset({"-", "--", "—", "–", "―"})
_LONGEST_DATELINE = 60
_DATELINE = re.compile(r"[A-Z][A-Z .’'-]+(?:, [A-Z][A-Za-z.]+){0,2} (?:\([^)\n]{1,20}\) )?(?:--|[-–—―]) ")
_CLAUSES = SUBORDINATING | _LEADING | {"that", "whether", "how", "why", "which", "whom", "said"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One place where somebody or something is spoken of."""

    at: int
    member: Member
    spoke: bool
    strong: bool
    opens: bool = False
    content: bool = False
    clear: bool = False
    owner: bool = False
    inner: bool = False
    """Whether it is the subject of something reported."""

    def opening(self) -> bool:
        """Whether it opens its sentence."""
        return self.opens

    def clearly(self) -> bool:
        """Whether it begins a clause."""
        return self.clear

    def speaking(self) -> bool:
        """Whether it is a source."""
        return self.spoke


class Discourse:
    """What has been said so far: who is named outside quotation marks, and who has spoken where."""

    def __init__(self, layout: Layout, cast: Cast, contents: Sequence[Span]) -> None:
        self._layout = layout
        self._cast = cast
        self._names = [name for name in cast.names if not layout.quoted(name.span.start) and self._told(name)]
        self._alone = {name.key[0] for name in self._names if len(name.parts) == 1}
        self._name_starts = [name.span.start for name in self._names]
        self._contents = sorted(contents)
        self._content_starts = [span.start for span in self._contents]
        self._spoken: list[tuple[int, tuple[Member, ...]]] = []
        self._spoken_at: list[int] = []
        self.documents: set[int] = set()
        """Where sources that are documents stand."""
        self._hidden: list[tuple[int, Gender | None]] = []
        self.described: Callable[[int], list[tuple[int, Member, bool]]] = lambda _: []
        """Descriptions of a paragraph that name somebody: offset, who, and whether as a subject."""
        self._speakers: set[Member] = set()
        self.author: Member | None = None
        """Who writes the report and is nobody it speaks of."""

    def _told(self, name: Name) -> bool:
        """Whether a name is no part of a dateline, of which nothing is told."""
        start = self._layout.paragraph_span(self._layout.paragraph(name.span.start)).start
        if name.span.start - start > _LONGEST_DATELINE:
            return True
        dateline = _DATELINE.match(self._layout.text, start)
        return dateline is None or name.span.start >= dateline.end()

    def speaks(self, at: int, members: tuple[Member, ...], *, document: bool = False) -> None:
        """Note that `members` are the source that stands at `at`, nobody where somebody unnamed is.

        With `document` the source is one that they made. Calls come in order of the text.
        """
        if document:
            self.documents.add(at)
        self._spoken.append((at, members))
        self._spoken_at.append(at)
        self._speakers.update(members)

    def hides(self, at: int, gender: Gender | None) -> None:
        """Note that one person whom the report does not name speaks at `at`."""
        self._hidden.append((at, gender))

    def hides_since(self, entry: Entry, at: int, gender: Gender) -> bool:
        """Whether somebody unnamed who may be meant has spoken between an entry and `at`."""
        i = bisect_left(self._hidden, (at,)) - 1
        return i >= 0 and self._hidden[i][0] > entry.at and self._hidden[i][1] in {None, gender}

    def spoken_before(self, at: int) -> tuple[int, tuple[Member, ...]] | None:
        """Where the last source before `at` stands, and who it is."""
        latest = self._lately(at)
        return latest[-1] if latest else None

    def both_spoke(self, at: int) -> tuple[int, tuple[Member, ...]] | None:
        """The two people who are the last sources before `at`, where they speak in one sentence."""
        latest = self._lately(at)[-2:]
        if len(latest) < 2 or any(len(who) != 1 or not self.is_person(who[0]) for _, who in latest):
            return None
        (first, (one,)), (second, (other,)) = latest
        together = self._layout.sentence(first) == self._layout.sentence(second) and one is not other
        return (second, (one, other)) if together else None

    def _lately(self, at: int) -> list[tuple[int, tuple[Member, ...]]]:
        end = bisect_left(self._spoken_at, at)
        return self._spoken[max(end - _ENTRIES_BACK, 0) : end]

    def people(self, at: int) -> list[Entry]:
        """The latest people before `at`, nearest first."""
        found = [entry for entry in self.entries(at) if self.is_person(entry.member)]
        paragraph = self._layout.paragraph(at)
        taken = {entry.at for entry in found}
        for number in range(max(paragraph - PARAGRAPHS_BACK, 0), paragraph + 1):
            for where, member, subject in self.described(number):
                if where < at and where not in taken:
                    i = self._layout.word_at(where)
                    found.append(self._entry(where, i, member, subject=subject))
        return sorted(found, key=lambda entry: -entry.at)

    def entries(self, at: int) -> list[Entry]:
        """The latest people and organisations before `at`, nearest first."""
        lately = (each for each in self._lately(at) if each[0] not in self.documents)
        spoken = {where: who[0] for where, who in lately if len(who) == 1}
        found = {where: Entry(where, member, True, True) for where, member in spoken.items()}
        end = bisect_left(self._name_starts, at)
        for name in self._names[max(end - _ENTRIES_BACK, 0) : end]:
            member = self.who(name)
            if member is None or member is self.author or (member.kind is None and self._modifies(name)):
                continue
            start = self._layout.words[name.first].start
            spoke = start in found or name.span.start in found
            for where in (start, name.span.start):
                found.pop(where, None)
            subject = self.stands_as_subject(name)
            entry = self._entry(name.span.start, name.first, member, subject=subject)
            found[entry.at] = replace(entry, spoke=spoke, owner=name.possessive)
        return [found[where] for where in sorted(found, reverse=True)]

    def _modifies(self, name: Name) -> bool:
        """Whether a name only says of whom a noun speaks ("Tarn Island leaders")."""
        words = self._layout.words
        i = name.last + 1
        beside = i < len(words) and words[i].start - words[name.last].stop == 1
        known = tables()
        return beside and (words[i].folded in known.roles or words[i].folded in known.organisation_nouns)

    def is_person(self, member: Member) -> bool:
        """Whether a member is a person: by title or given name, else one who spoke or has a surname alone."""
        if member.kind is not None or member.place:
            return member.kind == "person"
        alone = len(member.key) > 1 and member.key[-1] in self._alone
        return alone or member in self._speakers

    def _in_content(self, at: int) -> bool:
        i = bisect_left(self._content_starts, at + 1) - 1
        return i >= 0 and at < self._contents[i].end

    def _begins_content(self, at: int) -> bool:
        """Whether something reported begins at `at`, but for "that" and an article."""
        start = self._content_starts[bisect_left(self._content_starts, at + 1) - 1]
        words = self._layout.words
        between = words[self._layout.word_at(start) : self._layout.word_at(at)]
        return len(between) < _LONGEST_LEAD and all(word.folded in _BEFORE_SUBJECT for word in between)

    def stands_as_subject(self, name: Name) -> bool:
        """Whether a name stands where a subject does: no preposition before it, owning nothing."""
        return not name.possessive and self._no_object(name.first)

    def _no_object(self, i: int) -> bool:
        """Whether word `i` opens its sentence or has no preposition before it."""
        if i == 0 or self._layout.begins_sentence(i):
            return True
        before = self._layout.words[i - 1].folded
        if before == "the" and i > 1 and not self._layout.begins_sentence(i - 1):
            before = self._layout.words[i - 2].folded
        return before not in _PREPOSITIONS

    def mentioned(self, at: int, member: Member) -> Entry:
        """A phrase at `at` that means a member and owns nothing, as an entry."""
        i = self._layout.word_at(at)
        return self._entry(at, i, member, subject=self._no_object(i))

    def _entry(self, at: int, i: int, member: Member, *, subject: bool) -> Entry:
        """A member spoken of at `at` with words from number `i` on, by where that stands."""
        content = self._in_content(at)
        leads = subject and self._leads(i)
        if content:
            inner = subject and (leads or self._begins_content(at))
            return Entry(at, member, spoke=False, strong=False, content=True, inner=inner)
        clear = leads or (subject and self._begins_clause(i))
        return Entry(at, member, spoke=False, strong=subject, opens=leads, clear=clear)

    def who(self, name: Name) -> Member | None:
        """Who a name stands for, of a family whoever is being spoken of."""
        member = self._cast.find(name)
        if member is not None:
            return member
        found = self.of_family(self._cast.family(name), name.span.start)
        return None if found is None else found.member

    def of_family(self, family: Sequence[Member], at: int) -> Antecedent | None:
        """Who of several with one surname is meant at `at`: who spoke or was named last, no other since."""
        if not family:
            return None
        spoke = [(where, who[0]) for where, who in self._lately(at) if len(who) == 1 and who[0] in family]
        named = [(where, member) for member in family for where in member.named_in_full if where < at]
        if not named and not spoke:
            return self._first_of(family, at)
        if spoke:
            chosen, member = spoke[-1]
            others = [where for where, other in named if other is not member]
            if any(self._in_subject(where) for where in others if where > chosen):
                return None
            if self._both_at_hand(member, family, others, at):
                return None
        else:
            chosen, member = max(named, key=itemgetter(0))
            if any(other is not member for _, other in named):
                return None
        surname = member.key[-1].capitalize()
        return Antecedent(member, f"of those named {surname}, spoken of last at {chosen}", "one of a family")

    def _both_at_hand(self, member: Member, family: Sequence[Member], others: Sequence[int], at: int) -> bool:
        """Whether another of a family has spoken too, or is named in the very paragraph of `at`."""
        heard = {who for _, together in self._lately(at) for who in together if who in family}
        paragraph = self._layout.paragraph
        return heard != {member} or any(paragraph(where) == paragraph(at) for where in others)

    def _first_of(self, family: Sequence[Member], at: int) -> Antecedent | None:
        """Before any is named in full: who is named first, all others in a later paragraph."""
        first, *others = sorted(family, key=lambda member: member.at)
        paragraph = self._layout.paragraph
        if any(paragraph(other.at) <= paragraph(first.at) for other in others) or at > first.at:
            return None
        return Antecedent(
            first, f"of those named so the first in the report, at {first.at}", "one of a family"
        )

    def _in_subject(self, at: int) -> bool:
        """Whether the name at `at` stands where a subject does."""
        i = bisect_left(self._name_starts, at)
        if i >= len(self._names) or self._name_starts[i] != at:
            return False
        return not self._in_content(at) and self.stands_as_subject(self._names[i])

    def _leads(self, i: int) -> bool:
        """Whether word `i` opens its sentence, but for "the", "when" and the like, or a dateline."""
        words, text = self._layout.words, self._layout.text
        for _ in range(_LONGEST_LEAD):
            if self._layout.begins_sentence(i):
                return True
            if text[words[i - 1].stop : words[i].start].strip() in _DASHES:
                start = self._layout.paragraph_span(self._layout.paragraph(words[i].start)).start
                return words[i].start - start < _LONGEST_DATELINE
            i -= 1
            if words[i].folded not in _LEADING:
                return False
        return False

    def _begins_clause(self, i: int) -> bool:
        """Whether a mark or a word such as "that" stands right before word `i`."""
        words = self._layout.words
        gap = self._layout.text[words[i - 1].stop : words[i].start]
        return gap.strip() != "" or words[i - 1].folded in _CLAUSES

    def gender_after(self, at: int) -> Gender | None:
        """The gender that "his" or "her" tells soon after `at` in the clause, no name between."""
        layout = self._layout
        for i in range(layout.word_at(at), len(layout.words)):
            word = layout.words[i]
            if word.start - at > _REACH or word.capital or layout.quoted(word.start):
                return None
            if layout.text[word.start - 1 : word.start] == "\n":
                return None
            if word.folded in GENDER_OF:
                either = i + 1 < len(layout.words) and layout.words[i + 1].folded == "or"  # "his or her"
                return None if either else GENDER_OF[word.folded]
        return None

    def spoken_of(self, member: Member, at: int) -> bool:
        """Whether somebody has spoken or been named at least twice before `at`."""
        if member in self._speakers:
            return True
        named = (name for name in self._cast.names if name.span.start < at and name.key[-1] == member.key[-1])
        return sum(self.who(name) is member for name, _ in zip(named, range(_ENTRIES_BACK), strict=False)) > 1

    def named_lately(self, at: int, paragraphs: int) -> list[tuple[int, Member]]:
        """Everybody and everything named outside quotation marks up to so many paragraphs back, in order."""
        here = self._layout.paragraph(at)
        end = bisect_left(self._name_starts, at)
        found: list[tuple[int, Member]] = []
        for name in reversed(self._names[max(end - _ENTRIES_BACK, 0) : end]):
            if here - self._layout.paragraph(name.span.start) > paragraphs:
                break
            member = self.who(name)
            if member is not None:
                found.append((name.span.start, member))
        return found[::-1]
