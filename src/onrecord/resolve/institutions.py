"""Institutions as sources: "the port authority", "Trent's campaign", "the bloc"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from itertools import chain

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Antecedent, Found
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.runs import given_gender
from onrecord.resolve.sources import Source, SourceReader
from onrecord.resolve.tables import fold, tables

_NEXT_WORD = 4
_LONGEST_SORT = 7
_COMPANIES = frozenset(
    "giant maker manufacturer retailer automaker airline carrier startup conglomerate".split()
)
_UNSAID = frozenset("company firm site website network outlet paper newspaper magazine".split())
_STATES = frozenset({"state", "country", "nation"})
_MENTIONS_BACK = 20
_PLAIN = frozenset(
    "governing ruling main whole new local own entire same biggest largest smaller other itself popular "
    "latest former defunct influential conservative liberal nonpartisan independent private".split()
)
"""Words that single no institution out."""
_CALLED_AFTER = frozenset({"campaign", "administration", "team", "office", "camp"})
"""What has no name but that of whoever it works for."""
_BY = frozenset({"by", "of", "from", "for"})


class Institutions:
    """Names an institution from the words of a source, within one report."""

    def __init__(self, layout: Layout, cast: Cast, reader: SourceReader, discourse: Discourse) -> None:
        self._layout = layout
        self._reader = reader
        self._by_first = {name.first: name for name in cast.names}
        self._cast = cast
        self._discourse = discourse
        self._called_after: dict[str, dict[str, int]] = {}
        self._called: dict[str, dict[Member, int]] = {}
        self._mentions: list[tuple[int, str, str]] = []
        for name in cast.names:
            self._note(name)
            self._note_sort(name)
            if len(name.parts) > 1 and name.kind == "organisation":
                self._mentions.append((name.span.start, name.key[-1], " ".join(name.parts)))
        self._mentions.sort()

    def subject(self, at: int) -> Antecedent | None:
        """The organisation with whose name or description the sentence at `at` opens."""
        layout = self._layout
        span = layout.sentence_span(at)
        first = layout.word_at(span.start)
        if first >= len(layout.words) or layout.quoted(span.start):
            return None
        article = layout.words[first].folded == "the"
        named = self._by_first.get(first + article)
        last = first + article if named is None else named.last
        noun = last + (named is not None)
        nouned = noun < len(layout.words) and layout.words[noun].folded in tables().organisation_nouns
        if named is None:
            plain = article and nouned and not layout.words[noun].capital
            return self.known_as(layout.words[noun].folded, layout.words[noun].start) if plain else None
        if nouned and layout.words[noun].start - layout.words[last].stop == 1:
            source = self._reader.read(Span(named.span.start, layout.words[noun].end))
            return self.named(source, named.span.start) if source.form == "organisation" else None
        member = None if named.possessive else self._discourse.who(named)
        if member is None or member.kind != "organisation":
            return None
        return Antecedent(
            member,
            f"the organisation the sentence before is about, at {named.span.start}",
            "last organisation",
        )

    def _note(self, name: Name) -> None:
        """Keep "Trent campaign" wherever the text has it, for a later "the campaign"."""
        words = self._layout.words
        i = name.last + 1
        if i < len(words) and words[i].start - words[name.last].stop == 1:
            noun = words[i].folded
            if noun in tables().organisation_nouns and name.kind != "people":
                member = self._cast.find(name)
                if member is not None and self._apposed(name, member, noun):
                    self._called.setdefault(noun, {}).setdefault(member, name.span.start)
                    return
                if noun in tables().organisation_sorts and not words[i].capital:
                    return  # "a Tarn newspaper" has another name
                title = f"{self._short(name)} {words[i].text}"
                self._mentions.append((name.span.start, noun, title))
                self._called_after.setdefault(noun, {}).setdefault(title, name.span.start)

    def _note_sort(self, name: Name) -> None:
        """Keep what sort a name is said to be of: "Tarn Oil, a company", "the oil giant Tarn Oil"."""
        if name.kind in {"person", "place", "people", "party"} or name.possessive:
            return
        words, text = self._layout.words, self._layout.text
        before = words[name.first - 1] if name.first else None
        nouns = (
            [before.folded]
            if before is not None
            and not before.possessive
            and text[before.stop : words[name.first].start] == " "
            else []
        )
        i = name.last + 1
        if (
            i < len(words)
            and text[words[name.last].stop : words[i].start] == ", "
            and words[i].folded in {"a", "an", "the"}
        ):
            ends = range(i + 1, min(i + _LONGEST_SORT, len(words)))
            touching = next(
                (k for k in ends if text[words[k - 1].stop : words[k].start] != " "), i + _LONGEST_SORT
            )
            nouns += [word.folded for word in words[i + 1 : touching] if not word.capital][:_LONGEST_SORT]
        sorts = [noun for noun in nouns if noun in tables().organisation_sorts or noun in _COMPANIES]
        member = self._discourse.who(name) if sorts else None
        if member is None or member.kind not in {"organisation", None} or member.place:
            return
        member.kind = "organisation"
        for noun in sorts[:1]:
            self._called.setdefault("company" if noun in _COMPANIES else noun, {}).setdefault(
                member, name.span.start
            )

    @staticmethod
    def _apposed(name: Name, member: Member | None, noun: str) -> bool:
        """Whether the noun only says what the name is: "the NATO alliance", not "the Trent campaign"."""
        sorted_so = noun in tables().organisation_sorts and not name.possessive
        return sorted_so and member is not None and member.kind == "organisation" and not member.place

    def _short(self, name: Name) -> str:
        """A person's surname, all else in full: "Ana Brun's campaign" and "the Brun campaign" are one."""
        member = self._discourse.who(name)
        person = name.kind == "person" or (member is not None and member.kind == "person")
        return name.parts[-1] if person else " ".join(name.parts)

    def named(self, source: Source, at: int) -> Antecedent | None:
        """Which institution it is, and why; None where the words single none out."""
        if source.owned:
            return None
        core = source.core
        if len(core) == 1 and not source.rest:
            return self.known_as(source.head, at)
        if source.owner is not None and len(core) > 1:
            return self._owned(source, source.owner, at)
        words = [word.text for word in core if word.folded not in _PLAIN]
        tail = self._tail(source)
        sort = source.head in tables().organisation_sorts or source.head in _COMPANIES
        other = sort and not any(word.capital for word in core)  # "the media company"
        if not tail and (other or len(words) == 1 or words == [core[-1].text]):
            return self.known_as(source.head, at)
        if not tail and source.rest and not any(word.capital for word in core[:-1]) and len(words) == 1:
            return None
        return self._by_words([*words, *tail], core[0].start)

    def run_by(self, owner: Found | None, source: Source) -> Antecedent | None:
        """Her campaign, called after her: as the report spells it elsewhere, else by her surname."""
        if not isinstance(owner, Antecedent) or owner.member.kind not in {"person", None}:
            return None
        for title, where in self._called_after.get(source.head, {}).items():
            if fold(title.split(" ")[0]) == owner.member.key[-1]:
                member = self._cast.institution(title, where)
                return Antecedent(
                    member, f"{owner.member.name}’s, spoken of as {title} at {where}", "institution before"
                )
        if source.head not in _CALLED_AFTER:
            return None
        at = source.core[0].start
        member = self._cast.institution(f"{owner.member.name.split()[-1]} {source.head}", at)
        return Antecedent(member, f"{owner.member.name}’s, at {at}", "institution named")

    def _owned(self, source: Source, owner: Name, at: int) -> Antecedent | None:
        own = source.core[-1]
        if owner.kind == "place" and own.start - owner.span.end < _NEXT_WORD:
            return self.known_as(source.head, at)
        member = self._discourse.who(owner)
        if self._apposed(owner, member, own.folded) and member is not None:
            return Antecedent(member, f"named in the source, at {owner.span.start}", "named")
        between = source.core[: len(source.core) - 1]
        extra = [word.text for word in between if word.start > owner.span.end]
        words = [self._short(owner), *extra, own.text]
        found = self._cast.institution(" ".join(words), source.core[0].start)
        return Antecedent(found, f"named in the source, at {source.core[0].start}", "institution named")

    def _by_words(self, words: list[str], at: int) -> Antecedent:
        member = self._cast.institution(" ".join(words), at)
        return Antecedent(member, f"named by the words of the source, at {at}", "institution named")

    def _tail(self, source: Source) -> list[str]:
        """The capitalised words that complete the noun: "of Finance", "by the Harbour Trust"."""
        rest = source.rest
        if not rest or rest[0].folded not in _BY:
            return []
        tail = [rest[0].text]
        for word in rest[1:]:
            if word.capital or word.folded in {"the", "of", "and"}:
                tail.append(word.text)
            else:
                break
        while tail and not tail[-1][0].isupper():
            tail.pop()
        return tail

    def known_as(self, noun: str, at: int) -> Antecedent | None:
        """The one institution of the report that "the ministry" can mean, named before."""
        found = self._having(noun, at)
        if found is not None:
            return found
        if noun in _STATES:
            return self._place(noun, at)
        if tables().organisation_nouns.get(noun):
            return Antecedent(
                self._cast.institution(noun, at),
                f"an institution by itself, at {at}",
                "institution by itself",
            )
        return self._spoke(noun, at) or self._of_sort(noun, at) or self._about(noun, at)

    def before(self, noun: str, at: int) -> Antecedent | None:
        """The one institution named before that "the ministry" can mean by its name alone."""
        return self._having(noun, at) or self._of_sort(noun, at)

    def _about(self, noun: str, at: int) -> Antecedent | None:
        """What the sentence before opens with, where it is no person and its name tells nothing else."""
        start = self._layout.sentence_span(at).start
        if noun not in _UNSAID or not start:
            return None
        first = self._layout.word_at(self._layout.sentence_span(start - 1).start)
        if first < len(self._layout.words) and self._layout.words[first].folded == "the":
            first += 1
        name = self._by_first.get(first)
        member = None if name is None or name.possessive else self._discourse.who(name)
        if name is None or member is None or member.place or member.kind not in {"organisation", None}:
            return None
        if member.kind is None and given_gender(name.parts[0])[0]:
            return None
        member.kind = "organisation"
        return Antecedent(member, f"what the sentence before is about, at {name.span.start}", "spoke last")

    def _having(self, noun: str, at: int) -> Antecedent | None:
        members = ((m, m.at) for m in self._cast.having(noun) if m.kind == "organisation")
        called = self._called_after.get(noun, {}).items()
        after = ((self._cast.institution(title, where), where) for title, where in called if where < at)
        named: dict[Member, int] = {}
        for member, where in chain(members, self._called.get(noun, {}).items(), after):
            if where < at:
                named.setdefault(member, where)
            if len(named) > 1:
                return self._latest(noun, at) or self._of_whom(noun, at)
        if not named:
            return None
        member, where = next(iter(named.items()))
        return Antecedent(member, f"the only {noun} named before, at {where}", "institution before")

    def _of_whom(self, noun: str, at: int) -> Antecedent | None:
        """Of several the one called after whoever the sentence before is about: "the campaign" is Brun's."""
        near = [entry for entry in self._discourse.people(at) if entry.opens or entry.spoke]
        first = near[0] if near else None
        if first is None or self._layout.paragraph(at) - self._layout.paragraph(first.at) > 1:
            return None
        alike = {
            entry.member
            for entry in near
            if self._layout.sentence(entry.at) == self._layout.sentence(first.at)
        }
        for title, where in self._called_after.get(noun, {}).items():
            if len(alike) == 1 and fold(title.split(" ")[0]) == first.member.key[-1]:
                reason = f"the {noun} of whom the sentence before is about, at {first.at}"
                return Antecedent(self._cast.institution(title, where), reason, "institution before")
        return None

    def _latest(self, noun: str, at: int) -> Antecedent | None:
        """Of several the only one that this paragraph and the one before it speak of."""
        paragraph = self._layout.paragraph
        i = bisect_left(self._mentions, (at,))
        near: dict[str, int] = {}
        for where, other, title in reversed(self._mentions[max(i - _MENTIONS_BACK, 0) : i]):
            if paragraph(at) - paragraph(where) > 1:
                break
            if other == noun:
                near.setdefault(title, where)
        if len(near) != 1:
            return None
        title, where = next(iter(near.items()))
        member = self._cast.institution(title, where)
        return Antecedent(member, f"the only {noun} spoken of near by, at {where}", "institution before")

    def _of_sort(self, noun: str, at: int) -> Antecedent | None:
        """The one organisation whose name tells that it is such a one ("the paper": the Harlow Post)."""
        found: dict[Member, int] = {}
        for word in sorted(tables().organisation_sorts.get(noun, ())):
            for member in self._cast.having(word):
                if member.kind == "organisation" and self._close(member, at):
                    found[member] = member.at
        if len(found) > 1:
            return self._last_of(found, noun, at)
        if not found:
            return None
        member, where = next(iter(found.items()))
        return Antecedent(member, f"the only {noun} by its name, at {where}", "institution of its sort")

    def _last_of(self, members: Collection[Member], noun: str, at: int) -> Antecedent | None:
        """Of several the one that the last sentence to name any of them names, or has for its subject."""
        near = [entry for entry in self._discourse.entries(at) if entry.member in members]
        sentence = self._layout.sentence
        last = [entry for entry in near if sentence(entry.at) == sentence(near[0].at)]
        if len({entry.member for entry in last}) > 1:
            last = [entry for entry in last if entry.spoke or entry.opens]
        if len({entry.member for entry in last}) != 1:
            return None
        where = last[0].at
        return Antecedent(
            last[0].member, f"the last {noun} by its name, at {where}", "institution of its sort"
        )

    def _close(self, member: Member, at: int) -> bool:
        """Whether a member is named a paragraph or two before `at`, or just after the report's head."""
        here = self._layout.paragraph(at)
        return any(
            0 <= here - there <= 2 or (here <= 2 and 0 < there - here <= 2)
            for there in map(self._layout.paragraph, member.named_in_full)
        )

    def _place(self, noun: str, at: int) -> Antecedent | None:
        """The only country, or the only state, named in this paragraph and the one before."""
        found: dict[Member, int] = {}
        for where, member in self._discourse.named_lately(at, 1):
            state = " ".join(member.key) in tables().states
            if member.place and state == (noun == "state"):
                found.setdefault(member, where)
        if len(found) != 1:
            return None
        member, where = next(iter(found.items()))
        return Antecedent(member, f"the only {noun} named near by, at {where}", "institution of its sort")

    def _spoke(self, noun: str, at: int) -> Antecedent | None:
        """The organisation that spoke last, a paragraph back at most, where its name tells nothing else."""
        last = self._discourse.spoken_before(at)
        if noun not in tables().organisation_sorts or last is None or len(last[1]) != 1:
            return None
        where, (member,) = last
        near = self._layout.paragraph(at) - self._layout.paragraph(where) <= 1
        other = member.key[-1] in tables().organisation_nouns and member.key[-1] != noun
        unknown = member.kind is None and len(member.key) > 1
        if not (member.kind == "organisation" or unknown) or member.place or not near or other:
            return None
        member.kind = "organisation"
        return Antecedent(member, f"the organisation that spoke last, at {where}", "spoke last")
