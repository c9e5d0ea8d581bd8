"""Who writes: the author of a report, or of one of the letters in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from onrecord.core import Report, Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.found import Antecedent
from onrecord.resolve.layout import Layout
from onrecord.resolve.runs import given_gender
from onrecord.resolve.tables import fold

_BYLINE = re.compile(r"\s*by\s+(?P<name>\w[^\n,|]{3,50}?)\s*(?:[,|].*)?", re.IGNORECASE)
_HANDLE = re.compile(r"\s*(?:[—–-]\s*)?(?P<name>@\w{2,30})\.?\s*")
_PART = r"[^\W\d_a-z][\w.’'-]+"
_SIGNED = re.compile(
    rf"\s*(?:[—–-]\s*)?(?P<name>{_PART}(?: (?:[^\W\d_a-z]\.|de|van|von|{_PART})){{1,3}}?)\.?\s*"
)
_TOWN = re.compile(r"\s*[^\W\d_a-z][\w.’'-]+(?:,? [^\W\d_a-z][\w.’'-]*){0,4}\.?\s*")
_IS = re.compile(r"(?:, [^\n]{0,100}?,)? (?:is|was|(?!says|adds|writes that)[a-z]+s)\b")
_IS_A = re.compile(r" (?:is|was) (?:an?|the)\b")
_HEADED = re.compile(r"(?P<first>[A-Z][\w.-]+) (?P<last>[A-Z][\w’'-]+): (?=[A-Z])")
_TURN = re.compile(
    r"\s*(?:(?P<asked>Q(?:uestion|UESTION)?)|(?P<answered>A(?:nswer|NSWER)?))(?:[:.]\s|(?=[A-Z][a-z]))"
)
_FIRST_PARAGRAPHS, _LAST_PARAGRAPHS = 4, 3


class _Letter(NamedTuple):
    start: int
    end: int
    name: str
    at: int


class Authors:
    """Who "I" is outside quotation marks, in one report."""

    def __init__(self, report: Report, layout: Layout, cast: Cast) -> None:
        self._layout = layout
        self._cast = cast
        self._letters = self._signed()
        self._starts = [letter.start for letter in self._letters]
        self._answers = self._answered()
        self._answer_starts = [span.start for span in self._answers]
        self._headed = None if self._letters else self._by_head(report)
        self._author = None if self._letters else self._headed or self._by_end()

    @property
    def author(self) -> Member | None:
        """Who writes the report, where its frame, a byline or its headline says so."""
        return None if self._headed is None else self._headed[0]

    def writing(self, at: int, *, together: bool) -> Antecedent | None:
        """Who writes what stands at `at`; `together` for "we", which only a letter's writer is."""
        i = bisect_left(self._starts, at + 1) - 1
        if i >= 0 and at < self._letters[i].end:
            letter = self._letters[i]
            return Antecedent(
                self._cast.called(letter.name, "person", letter.at),
                f"who signed the letter, at {letter.at}",
                "author",
            )
        i = bisect_left(self._answer_starts, at + 1) - 1
        if self._answers:
            asked = self._interviewed() if i >= 0 and at < self._answers[i].end else None
            if asked is None or together:
                return None
            return Antecedent(asked, f"who answers in the interview, named at {asked.at}", "author")
        if self._author is None or together:
            return None
        member, where = self._author
        told = "the author, named with the report" if where is None else f"the author, named at {where}"
        return Antecedent(member, told, "author")

    def answering(self) -> Antecedent | None:
        """Who "A" is, where an interview is set as "Q" and "A"."""
        asked = self._interviewed() if self._answers else None
        if asked is None:
            return None
        return Antecedent(asked, f"who answers in the interview, named at {asked.at}", "author")

    def _answered(self) -> list[Span]:
        """The answers of an interview set as "Q: ..." and "A: ...", each up to the next question."""
        turns = [
            (span.start, found["answered"] is not None)
            for span in self._layout.paragraph_spans()
            if (found := _TURN.match(self._layout.text, span.start, span.end))
        ]
        turns.append((len(self._layout.text), False))
        answers = [Span(start, end) for (start, answer), (end, _) in pairwise(turns) if answer]
        return answers if 1 < len(answers) < len(turns) - 1 else []

    def _interviewed(self) -> Member | None:
        """Whom an interview is with: the first person its head names in full."""
        for name in self._cast.names:
            if name.span.start >= self._answers[0].start:
                return None
            if len(name.parts) > 1 and name.kind == "person":
                return self._cast.find(name)
        return None

    def _signed(self) -> list[_Letter]:
        """The letters of a page, each with the name below it and, unless that is a handle, a town."""
        text = self._layout.text
        spans = self._layout.paragraph_spans()
        letters: list[_Letter] = []
        start = 0
        for i, span in enumerate(spans):
            paragraph = span.of(text)
            found = _HANDLE.fullmatch(paragraph) or _SIGNED.fullmatch(paragraph)
            if found is None or i == 0 or span.start < start:
                continue
            name = found["name"]
            town = i + 1 < len(spans) and _TOWN.fullmatch(spans[i + 1].of(text)) is not None
            if not name.startswith("@") and not self._letter_page(spans):
                continue
            end = span.start
            begin = spans[i - 1].start if name.startswith("@") else start
            letters.append(_Letter(begin, end, name, span.start + found.start("name")))
            start = spans[i + 1].end if town and not name.startswith("@") else span.end
        return letters

    def _letter_page(self, spans: list[Span]) -> bool:
        """Whether the page says that it is one of letters."""
        first = " ".join(span.of(self._layout.text) for span in spans[:_FIRST_PARAGRAPHS]).lower()
        return re.search(r"\bletters?\b|\bto the editor\b|\bdear\b", first) is not None

    def _by_head(self, report: Report) -> tuple[Member, int | None] | None:
        """The author that the report's frame, a byline or the headline of a column names."""
        if report.author is not None and " and " not in report.author and "," not in report.author:
            return self._cast.called(report.author, "person", 0), None
        text = self._layout.text
        spans = self._layout.paragraph_spans()
        for span in spans[:_FIRST_PARAGRAPHS]:
            byline = _BYLINE.fullmatch(span.of(text))
            if byline is not None and " and " not in byline["name"]:
                return self._cast.called(" ".join(byline["name"].split()), "person", span.start), span.start
        return self._column(spans[0]) if spans else None

    def _by_end(self) -> tuple[Member, int] | None:
        """The author that the last lines name."""
        for span in reversed(self._layout.paragraph_spans()[-_LAST_PARAGRAPHS:]):
            found = self._presented(span)
            if found is not None:
                return found, span.start
        return None

    def _column(self, headline: Span) -> tuple[Member, int] | None:
        """Whose column it is by its headline, whose name comes nowhere else: "Ana Brun: And Then One"."""
        found = _HEADED.match(self._layout.text, headline.start, headline.end)
        if found is None or not given_gender(found["first"])[0]:
            return None
        surname = fold(found["last"])
        if any(name.key[-1] == surname and name.span.start > found.end() for name in self._cast.names):
            return None
        return self._cast.called(
            f"{found['first']} {found['last']}", "person", headline.start
        ), headline.start

    def _presented(self, span: Span) -> Member | None:
        """Whom a closing paragraph presents, nowhere named before: "Ana Brun is a baker in Tarn."."""
        words = self._layout.words
        for name in self._cast.names:
            if name.span.start < span.start:
                continue
            if words[name.first].start > span.start + 1:
                return None
            member = self._cast.find(name)
            single = len(name.key) == 1
            before = any(
                other.span.start < span.start
                and other.key[-1] == name.key[-1]
                and (single or len(other.key) == 1 or other.key[0] == name.key[0])
                for other in self._cast.names
            )
            if member is None or before or member.kind not in {"person", None}:
                return None
            pattern = _IS_A if single else _IS
            return member if pattern.match(self._layout.text, words[name.last].stop) else None
        return None
