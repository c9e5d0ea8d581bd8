"""Who made a document, from the words around its noun: "the Harbour Trust poll", "a study by", "its ad"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Antecedent
from onrecord.resolve.institutions import Institutions
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import Name
from onrecord.resolve.roles import BREAKS, DETERMINERS
from onrecord.resolve.sources import SourceReader
from onrecord.resolve.tables import fold, tables

_BEFORE, _AFTER, _NEAR = 8, 12, 4
_MADE = frozenset(
    "conducted released published commissioned issued produced prepared written compiled sponsored completed "
    "authored drafted sent signed carried done posted overseen filed brought appeared".split()
)
_BETWEEN = frozenset(
    "on being out earlier last this week month year late the was which that is of exit new recent".split()
)
_ISSUING = frozenset(
    "issued issues issuing released releases releasing published publishes publishing unveiled unveils "
    "unveiling posted posts sent wrote produced launched launches launching airing aired".split()
)
_ITS = frozenset({"a", "an", "its", "his", "her", "their"})
_OWN_WORDS = frozenset(
    "ad advertisement letter memo page post profile release speech statement tweet".split()
)
"""What a person's name before it says who it is by ("a Brun tweet")."""
_PUBLIC = frozenset({"records", "data", "figures", "statistics", "filings"})
"""What a place may keep."""
_JOINT = re.compile(r"(?<=[^\W\d_])\s*[/–-]\s*(?=[A-Z])")

Makers = tuple[Antecedent, ...]


class MakerReader:
    """Reads the makers beside the document nouns of one report; none where the words name nobody."""

    def __init__(
        self,
        layout: Layout,
        cast: Cast,
        reader: SourceReader,
        institutions: Institutions,
        discourse: Discourse,
    ) -> None:
        self._layout = layout
        self._cast = cast
        self._reader = reader
        self._institutions = institutions
        self._discourse = discourse
        self._first = [name.first for name in cast.names]
        self._named = {i for name in cast.names for i in range(name.first, name.last + 1)}
        self._by_first = {name.first: name for name in cast.names}

    def beside(self, i: int, sort: str) -> Makers:
        """The makers whom the words around document noun number `i` name."""
        if sort == "-":
            return self._after(i, sort)
        return self._before(i, sort) or self._after(i, sort) or self._issued_by(i)

    def _before(self, i: int, sort: str) -> Makers:
        """In "the Harbour Trust poll", "the party's bylaws", "an Ansby Post/Basin TV survey"."""
        words, j = self._layout.words, self._phrase_start(i)
        owner = next((k for k in range(j, i) if words[k].possessive), None)
        if owner is not None and not words[owner].capital:
            office = self._office(j, owner)
            if office is not None:
                return (office,)
            known = words[owner].folded in tables().organisation_nouns
            return self._one(
                self._institutions.known_as(words[owner].folded, words[owner].start) if known else None
            )
        k = bisect_left(self._first, j)
        names = [name for name in self._cast.names[k : k + _NEAR] if name.last < i]
        if not names:
            return ()
        name = next((name for name in names if name.possessive), names[-1])
        if name.possessive:
            return self._one(self._owned_by(name) or self._by_name(name, place=words[i].folded in _PUBLIC))
        if sort == "text" and words[i].folded in _OWN_WORDS:
            member = self._discourse.who(name)
            if member is not None and member.kind == "person":
                return (made(member, name.span.start),)
        return self._in_run(name, i, sort)

    def _office(self, first: int, last: int) -> Antecedent | None:
        """Whose office speaks in "a Tarn Treasury inspector general's report": named by its words."""
        words, layout = self._layout.words, self._layout
        held = any(
            " ".join(word.folded for word in words[k : last + 1]) in tables().roles for k in (last, last - 1)
        )
        name = self._by_first.get(first)
        if not held or name is None or name.kind != "organisation" or name.last >= last:
            return None
        title = layout.text[name.span.start : words[last].end]
        return made(self._cast.institution(title, name.span.start), name.span.start)

    def _phrase_start(self, i: int) -> int:
        """The first word of the noun phrase that ends with word `i`, past its article."""
        words, j = self._layout.words, i
        while j > 0 and i - j < _BEFORE and self._joined(j - 1):
            plain = j - 1 not in self._named
            if plain and (words[j - 1].folded in DETERMINERS or words[j - 1].folded in BREAKS):
                break
            j -= 1
        return j

    def _joined(self, j: int) -> bool:
        """Whether only a space, a slash or a dash stands between word `j` and the next."""
        gap = self._layout.text[self._layout.words[j].stop : self._layout.words[j + 1].start]
        return gap.strip(" '’") in {"", "/", "-", "–"} and "\n" not in gap

    def _in_run(self, name: Name, i: int, sort: str) -> Makers:
        """Makers in a run before the noun; a slash or a dash joins two of them."""
        layout, start = self._layout, name.span.start
        last = layout.words[i - 1]
        if last.folded in tables().organisation_nouns and not last.capital and name.last < i - 1:
            source = self._reader.read(Span(start, last.end))
            return self._one(
                self._institutions.named(source, start) if source.form == "organisation" else None
            )
        before = name.first - 1
        while before >= 0 and self._joined(before) and layout.text[layout.words[before].stop] in "/–-":
            start = layout.words[before].start
            before -= 1
        parts = [part.strip() for part in _JOINT.split(layout.text[start : name.span.end])]
        if len(parts) > 1:
            return tuple(made(self._called(part, start), start) for part in parts if part)
        return self._alone(name, sort)

    def _called(self, part: str, at: int) -> Member:
        """The organisation that one part of "Post-Basin TV" is short for, else the one of this name."""
        word = fold(part)
        known = (m for m in self._cast.having(word) if m.kind == "organisation" and len(m.key) > 1)
        longer = {m for m in known if word in ({m.key[0], m.key[-1]} if part.isupper() else {m.key[-1]})}
        return longer.pop() if len(longer) == 1 else self._cast.institution(part, at)

    def _alone(self, name: Name, sort: str) -> Makers:
        """One name before the noun: an organisation's, or one of unknown kind before a poll or a study."""
        opens = name.first == name.last and self._layout.begins_sentence(name.first)
        member = self._discourse.who(name)
        if (
            opens
            or name.key[-1] in tables().parties
            or member is None
            or member.place
            or name.kind == "place"
        ):
            return ()
        unknown = member.kind is None and (sort == "poll" or (sort == "study" and len(member.key) > 1))
        return (made(member, name.span.start),) if member.kind == "organisation" or unknown else ()

    def _after(self, i: int, sort: str) -> Makers:
        """In "a study by the Harbour Trust", "a poll conducted in May by", "its authors, which include"."""
        words, text = self._layout.words, self._layout.text
        begun = False
        for j in range(i + 1, min(i + _AFTER, len(words))):
            word = words[j].folded
            if not set(text[words[j - 1].stop : words[j].start]) <= set(" ,"):
                break
            included = word in {"include", "includes"} and words[j - 1].folded in {"which", "who"}
            if word == "by" or included or (word == "from" and (begun or j == i + 1)):
                return self._named_from(j + 1, sort)
            if word == "in" and sort in {"text", "study"}:
                return self._outlet(j + 1)
            of_another = j > i + 1 and tables().documents.get(word) in {
                "poll",
                "study",
            }  # "results of a survey"
            begun = begun or word in _MADE
            if not begun and not of_another and word not in _BETWEEN:
                break
        return ()

    def _outlet(self, j: int) -> Makers:
        """The outlet in "an article in the Harlow Post"."""
        words = self._layout.words
        name = self._by_first.get(j + (j < len(words) and words[j].folded == "the"))
        member = None if name is None else self._discourse.who(name)
        if name is None or member is None or member.kind != "organisation" or member.place:
            return ()
        return (made(member, name.span.start),)

    def _named_from(self, j: int, sort: str) -> Makers:
        """The names that begin within a few words of word `j`, and those joined to them."""
        words = self._layout.words
        for k in range(j, min(j + _NEAR + 1, len(words))):
            name = self._by_first.get(k)
            far = k > j and self._layout.text[words[k - 1].stop : words[k].start] != " "
            if far or (name is None and words[k].capital and words[k].folded not in DETERMINERS):
                return ()
            if name is not None:
                return self._members([self._whose(name), *self._and(name)], sort)
        return ()

    def _and(self, name: Name) -> list[Name]:
        """The name that "and" joins to one."""
        words, i = self._layout.words, name.last + 1
        if i + 1 >= len(words) or words[i].folded != "and":
            return []
        following = self._by_first.get(i + 1 + (words[i + 1].folded == "the"))
        return [] if following is None else [following]

    def _whose(self, name: Name) -> Name:
        """The professor in "a study by Tarn College professor Ana Brun"."""
        for k in range(name.last + 1, min(name.last + _NEAR, len(self._layout.words))):
            after = self._by_first.get(k)
            if not self._joined(k - 1) or after is not None:
                titled = after is not None and after.role is not None and self._joined(k - 1)
                return after if titled and after is not None and not name.possessive else name
        return name

    def _members(self, names: Sequence[Name], sort: str) -> Makers:
        """The makers of these names; none where one of them is nobody, or a place."""
        found: list[Antecedent] = []
        for name in names:
            maker = self._owned_by(name)
            if maker is None:
                member = self._discourse.who(name)
                if member is None or (name.kind == "place" and sort != "text"):
                    return ()
                maker = made(member, name.span.start)
            found.append(maker)
        return tuple(found)

    def _owned_by(self, name: Name) -> Antecedent | None:
        """The organisation in "a memo from Ana Brun's new campaign", "a poll by the Brun campaign"."""
        words = self._layout.words
        for i in range(name.last + 1, min(name.last + _NEAR, len(words))):
            if words[i].capital or not self._joined(i - 1):
                return None
            if words[i].folded in tables().organisation_nouns:
                source = self._reader.read(Span(name.span.start, words[i].end))
                return (
                    self._institutions.named(source, name.span.start)
                    if source.form == "organisation"
                    else None
                )
        return None

    def _issued_by(self, i: int) -> Makers:
        """Who opens the sentence in "Ana Brun is releasing a new ad", "the Trust published its report"."""
        words = self._layout.words
        j = i - 1
        while j > 0 and i - j < _BEFORE and self._joined(j) and words[j].folded not in _ITS:
            j -= 1
        issued = j > 0 and words[j].folded in _ITS and words[j - 1].folded in _ISSUING and self._joined(j - 1)
        first = self._layout.word_at(self._layout.sentence_span(words[i].start).start)
        name = self._by_first.get(first + (words[first].folded == "the")) if issued else None
        if name is None or name.last >= j - 1 or j - name.last > _BEFORE or name.possessive:
            return ()
        return self._one(self._owned_by(name) or self._by_name(name))

    def _by_name(self, name: Name, *, place: bool = False) -> Antecedent | None:
        member = self._discourse.who(name)
        return None if member is None or (member.place and not place) else made(member, name.span.start)

    @staticmethod
    def _one(found: Antecedent | None) -> Makers:
        return () if found is None else (found,)


def made(member: Member, at: int) -> Antecedent:
    """A maker, and where the report names it as one."""
    return Antecedent(member, f"named as its maker at {at}", "maker beside")
