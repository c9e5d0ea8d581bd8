"""Organisations and groups in running text: "the bureau", "Trent's campaign", "moderate Greens"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.institutions import Institutions
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.sources import SourceReader
from onrecord.resolve.tables import tables

_GROUPS = frozenset(
    "millennials progressives conservatives liberals moderates centrists evangelicals catholics protestants "
    "christians muslims jews hindus latinos latinas hispanics african-americans asian-americans "
    "mexican-americans cuban-americans".split()
)
"""People of one faith, age, origin or leaning, as a whole."""
_TELLING_APART = frozenset(
    "moderate conservative liberal progressive centrist mainstream black white young younger older elderly "
    "rural urban suburban working-class middle-class college-educated evangelical southern northern western "
    "eastern native undecided registered likely".split()
)
"""Words that part one group of people from another."""
_AGAIN = frozenset({"these", "those"})
_LONGEST_DESCRIPTION = 3


class Mention(NamedTuple):
    """One place where the text speaks of an organisation or a group: its first word, and where it ends."""

    at: int
    end: int
    member: Member


class Bodies:
    """Finds the organisations and groups of a report that stand in its text under no name of their own."""

    def __init__(
        self,
        layout: Layout,
        cast: Cast,
        discourse: Discourse,
        reader: SourceReader,
        institutions: Institutions,
    ) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._reader = reader
        self._institutions = institutions
        self._names = cast.names
        self._firsts = [layout.words[name.first].start for name in cast.names]
        self._mentions: dict[int, list[Mention]] = {}
        self._groups: dict[str, Member] = {}

    def mentions(self, paragraph: int) -> list[Mention]:
        """Those of a paragraph that are outside quotation marks, in order."""
        if paragraph not in self._mentions:
            span = self._layout.paragraph_span(paragraph)
            found = [*self._described(span), *self._grouped(span)]
            self._mentions[paragraph] = sorted(found, key=lambda mention: mention.at)
        return self._mentions[paragraph]

    def _described(self, span: Span) -> Iterator[Mention]:
        """Organisations by a noun: "the bureau", "the Trent campaign"."""
        words, nouns = self._layout.words, tables().organisation_nouns
        for i in range(self._layout.word_at(span.start), self._layout.word_at(span.end)):
            if words[i].folded not in nouns or self._layout.quoted(words[i].start):
                continue
            owner = self._name_ending(i - 1)
            first = self._article(i) if owner is None else owner.first
            if first is None or (owner is not None and owner.kind == "party"):
                continue
            source = self._reader.read(Span(words[first].start, words[i].end))
            if source.form != "organisation":
                continue
            at = words[first].start
            one = self._institutions.before(source.head, at) if owner is None else None
            if owner is not None:
                one = self._institutions.named(source, at)
            if one is not None and not words[i].possessive:
                yield Mention(at, words[i].end, one.member)

    def _name_ending(self, i: int) -> Name | None:
        """The name whose last word is word `i`, with a noun right after it."""
        words = self._layout.words
        at = bisect_left(self._firsts, words[i].start + 1) - 1 if i >= 0 else -1
        if at < 0 or self._names[at].last != i:
            return None
        gap = self._layout.text[words[i].stop : words[i + 1].start]
        return self._names[at] if gap.lstrip("'’") == " " else None

    def _article(self, i: int) -> int | None:
        """The word "the" that opens the phrase of word `i`, plain words between."""
        words = self._layout.words
        for k in range(i - 1, max(i - 1 - _LONGEST_DESCRIPTION, -1), -1):
            if words[k + 1].start - words[k].stop != 1 or (words[k + 1].capital and k + 1 < i):
                return None
            if words[k].folded == "the":
                return k
            if words[k].folded in tables().function_words:
                return None
        return None

    def _grouped(self, span: Span) -> Iterator[Mention]:
        """Groups, with what parts them from others of the same name."""
        layout, words = self._layout, self._layout.words
        for i in range(layout.word_at(span.start), layout.word_at(span.end)):
            if layout.quoted(words[i].start) or words[i].possessive or not words[i].folded.endswith("s"):
                continue
            name = self._name_at(i)
            member = None if name is None else self._discourse.who(name)
            if member is not None and member.kind is None and member.key[0] in _GROUPS:
                member.kind = "group"
            known = member is not None and member.kind == "group"
            if not known and (words[i].folded not in _GROUPS or name is not None):
                continue
            if i + 1 < len(words) and words[i + 1].capital and words[i + 1].start - words[i].stop == 1:
                continue
            first = i if name is None else name.first
            start = self._parted(first)
            again = start > 0 and words[start - 1].folded in _AGAIN
            yield Mention(
                words[start - again].start, words[i].end, self._group(start, i, member, again=again)
            )

    def _name_at(self, i: int) -> Name | None:
        at = bisect_left(self._firsts, self._layout.words[i].start + 1) - 1
        return self._names[at] if at >= 0 and self._names[at].first <= i <= self._names[at].last else None

    def _parted(self, i: int) -> int:
        """The first of the words before word `i` that part its group from others."""
        words, parties = self._layout.words, tables().parties
        while i and words[i].start - words[i - 1].stop == 1:
            if words[i - 1].folded not in _TELLING_APART and words[i - 1].folded not in parties:
                break
            i -= 1
        return i

    def _group(self, first: int, last: int, member: Member | None, *, again: bool) -> Member:
        """The group of these words; "these Greens" are the moderate ones of whom was spoken last."""
        words = self._layout.words
        head = words[last].folded
        if again and head in self._groups:
            return self._groups[head]
        if member is None or words[first].start < words[last].start:
            title = " ".join(word.text for word in words[first : last + 1])
            member = self._cast.called(title, "group", words[first].start)
        self._groups[head] = member
        return member
