"""Documents as sources: who made "a Harbour Trust poll", "the study", "the party's bylaws"."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.found import Antecedent, Found, Sort, together
from onrecord.resolve.institutions import Institutions
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.makers import MakerReader, Makers, made
from onrecord.resolve.sources import Source
from onrecord.resolve.tables import tables

_DEFINITE = frozenset({"the", "this", "that", "these", "its", "their"})
_INDEFINITE = frozenset({"a", "an", "another"})
_WITH_MORE = frozenset({"of", "in", "by", "from", "on", "at", "for"})
_AGAIN = frozenset("the this that new same latest exhaustive own its it a an recent national".split())
_DATED = re.compile(r".*\d.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day")
"""A year, a length or a day, which says no more of a document than that it is the one spoken of."""
_MANY = frozenset({"polls", "surveys", "studies", "averages"})
_SAME = {
    "suit": "lawsuit", "e-mail": "email", "advertisement": "ad", "spot": "ad", "commercial": "ad",
    "memorandum": "memo", "op-ed": "column", "memoir": "book", "biography": "book", "passage": "book",
    "e-mails": "emails",
}  # fmt: skip
"""Two words for one document."""
_FOUND = frozenset("finding findings results result data figures numbers".split())
"""What a poll has as well as a study."""
_MOST_NOTED = 40
_LONGEST_OPENING = 4
_HEAD, _LEAD = 2, 4
"""Paragraphs in which a report may speak of a document before it says whose it is; in which it says so."""
_OPEN = frozenset({"poll", "study", "text"})
"""Sorts of documents that are spoken of again with the bare noun."""


class _Noted(NamedTuple):
    at: int
    sort: str
    makers: Makers


class Documents:
    """Finds the makers of the documents of one report."""

    def __init__(self, layout: Layout, cast: Cast, makers: MakerReader, institutions: Institutions) -> None:
        self._layout = layout
        self._cast = cast
        self._institutions = institutions
        self._noted: dict[int, _Noted] = {}
        self._of_sort: dict[str, list[_Noted]] = {}
        self._open: dict[int, list[tuple[Word, str | None]]] = {}
        """By the number of its sentence: texts of which nobody is known yet to speak in them."""
        for i, word in enumerate(layout.words):
            sort = tables().documents.get(word.folded)
            if sort is not None:
                found = makers.beside(i, sort)
                sort = _called(word) if sort == "text" else sort
                anew = i > 0 and layout.words[i - 1].folded in _INDEFINITE
                if found or (sort == _called(word) and anew):
                    self._note(_Noted(word.start, sort, found))

    def makers(self, source: Source, at: int) -> Found | None:
        """Who made the document that a source is; None where the report does not say."""
        if source.owned:
            return None
        noun = source.core[-1]
        sort = tables().documents[noun.folded]
        here = self._noted.get(noun.start)
        if here is not None and here.makers:
            return together(here.makers, here.makers[0].reason, "maker beside")
        if noun.capital and not self._layout.begins_sentence(self._layout.word_at(noun.start)):
            return self._paper(source, noun, at)
        bare = all(
            word.folded in _AGAIN or word is noun or _DATED.fullmatch(word.folded) for word in source.core
        )
        bare = bare and not (source.rest and source.rest[0].folded in _WITH_MORE)
        head = self._layout.paragraph(at) <= _HEAD and sort != "text" and not noun.folded.endswith("s")
        dated = _DATED.fullmatch(source.core[0].folded) is not None and source.core[0].possessive
        if sort not in _OPEN or not bare or not (head or dated or self._definite(source.core[0])):
            return None
        if noun.folded in _MANY and not self._of_many(sort, noun.folded):
            return None
        found = self.again(_called(noun) if sort == "text" else sort, at)
        if found is None and noun.folded == "editorial":
            found = self._institutions.known_as("newspaper", at)
        return found or (self.again("poll", at) if noun.folded in _FOUND else None)

    def _paper(self, source: Source, noun: Word, at: int) -> Antecedent | None:
        """A capitalised noun is part of a name: "the Post", and "Harlow Post" in a headline."""
        if len(source.core) == 1:
            return self._institutions.known_as(noun.folded, at)
        member = self._cast.find_key(tuple(word.folded for word in source.core), None, at)
        if member is None:
            return None
        return Antecedent(member, f"named in full at {member.at}", "part of a name")

    def _of_many(self, sort: str, noun: str) -> bool:
        """Whether a document that makers are known of was spoken of in the plural ("Harbour Trust polls")."""
        at = self._layout.word_at
        return any(
            self._layout.words[at(n.at)].folded == noun for n in self._of_sort.get(sort, ()) if n.makers
        )

    def _definite(self, word: Word) -> bool:
        i = self._layout.word_at(word.start)
        return word.folded in _DEFINITE or (i > 0 and self._layout.words[i - 1].folded in _DEFINITE)

    def again(self, sort: str, at: int) -> Found | None:
        """The makers of the only document of its sort, or of the one spoken of last, close by."""
        noted = self._of_sort.get(sort, [])
        before = bisect_left(noted, (at,))
        early = sort in {"poll", "study"}  # a headline speaks of what the report tells of only below
        if not noted or not (before or early):
            return None
        chosen = self._main(noted, before, at) if early or before else None
        chosen = chosen or self._latest(noted[max(before - _MOST_NOTED, 0) : before], at)
        if chosen is None and early:
            chosen = self._in_head(noted)
        if chosen is None or not chosen.makers:
            return None
        reason = f"who made the {sort} spoken of at {chosen.at}"
        again: Sort = "maker before"
        parts = tuple(Antecedent(part.member, reason, again) for part in chosen.makers)
        return together(parts, reason, again)

    def _main(self, noted: Sequence[_Noted], before: int, at: int) -> _Noted | None:
        """The document that a headline means, or the only one of a poll's or a study's sort."""
        paragraph = self._layout.paragraph
        headline = not before and paragraph(noted[0].at) - paragraph(at) <= _HEAD
        few = noted[0].sort in {"poll", "study"} and len(noted) <= _MOST_NOTED
        return noted[0] if headline or (few and _same(noted)) else None

    def _latest(self, noted: Sequence[_Noted], at: int) -> _Noted | None:
        """The one spoken of in this paragraph or the one before, or at all where all have the same makers."""
        paragraph = self._layout.paragraph
        near = noted if _same(noted) else [n for n in noted if paragraph(at) - paragraph(n.at) <= 1]
        return near[-1] if _same(near) else None

    def _in_head(self, noted: Sequence[_Noted]) -> _Noted | None:
        """The document the report is about: the only one of its sort that the first paragraphs tell of."""
        head = [
            each for each in noted[:_MOST_NOTED] if self._layout.paragraph(each.at) <= _LEAD and each.makers
        ]
        return head[0] if _same(head) else None

    def _note(self, noted: _Noted) -> None:
        if noted.at not in self._noted or noted.makers:
            self._forget(noted.at)
            self._noted[noted.at] = noted
            insort(self._of_sort.setdefault(noted.sort, []), noted, key=itemgetter(0))

    def _forget(self, at: int) -> None:
        old = self._noted.pop(at, None)
        if old is not None:
            noted = self._of_sort[old.sort]
            del noted[bisect_left(noted, at, key=itemgetter(0))]

    def issued(self, at: int, members: tuple[Member, ...]) -> None:
        """Note who speaks in a sentence that tells of a text: "in a statement, Ana Brun said"."""
        number = self._layout.sentence(at)
        if number not in self._open:
            self._open[number] = list(self._told_of(self._layout.sentence_span(at)))
        for word, sort in self._open[number]:
            parts = tuple(made(member, at) for member in members)
            known = self._noted.get(word.start)
            if known is None or not known.makers:
                self._note(_Noted(word.start, _called(word) if sort == "text" else str(sort), parts))
        if members:
            self._open[number] = []  # each has its makers now

    def _told_of(self, sentence: Span) -> Iterator[tuple[Word, str | None]]:
        """The texts that a sentence tells of as what somebody may say something in, with their sorts."""
        layout = self._layout
        for i in range(layout.word_at(sentence.start), layout.word_at(sentence.end)):
            word = layout.words[i]
            sort = tables().documents.get(word.folded)
            if sort not in _OPEN or layout.quoted(word.start) or not i:
                continue
            if layout.words[i - 1].folded in _INDEFINITE if sort == "text" else self._in_one(i):
                yield word, sort

    def _in_one(self, i: int) -> bool:
        """Whether document noun number `i` stands in "In an online poll", as what somebody says it in."""
        words = self._layout.words
        j = i - 1
        while (
            j > 0 and i - j < _LONGEST_OPENING and words[j].folded not in _INDEFINITE and not words[j].capital
        ):
            j -= 1
        return j > 0 and words[j].folded in _INDEFINITE and words[j - 1].folded == "in"


def _called(word: Word) -> str:
    """What a document is called throughout."""
    return _SAME.get(word.folded, word.folded)


def _same(noted: Sequence[_Noted]) -> bool:
    """Whether there are some, and all have the same makers."""
    return len({frozenset(part.member for part in each.makers) for each in noted}) == 1
