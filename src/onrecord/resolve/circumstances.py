"""To whom, when and on what occasion something was said, read from the words around its content.

An occasion is taken from the sentence that introduces the words, else from the speaker's sentence before in
the paragraph, else, where the report opens with an occasion and tells of no other, from there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from onrecord.core import Interval, Quotation, Report, Span, Speaker
from onrecord.resolve.cast import Cast
from onrecord.resolve.dates import Day, days_in, is_of_another_event, parse_day
from onrecord.resolve.layout import Layout
from onrecord.resolve.roles import BREAKS
from onrecord.resolve.sources import SourceReader
from onrecord.resolve.tables import fold, tables

_BLANK = "\x00"
_NEAR_CUE = 80
_LONGEST_PHRASE = 140
_LONGEST_SENTENCE = 2000
_MET = re.compile(r"\b(?:as|when|while)\s+[^,.;\x00]{1,60}?\bmet\s+(?:with\s+)?(?=\S)")
_REMARKS = re.compile(
    r"\s*(?:these|the|his|her|their)\s+(?:remarks|comments|statements?|words)\s+(?:was|were)\b", re.IGNORECASE
)
_CUT = re.compile(
    r"[,.;:!?\x00“”\"()\n—–]|\s(?:that|said|says|told|as|where|when|while|who|which|but|after|before|by|because|"
    r"yesterday|today|earlier|later|last|this|ago|and\s+(?:said|told|added)|(?:on\s+)?\d{1,2}\s+[A-Z][a-z]+|"
    r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|on\s+[A-Z][a-z]+\.?\s+\d)\b"
)
_CUT_TOLD = re.compile(
    r"[,.;:!?\x00“”\"()\n—–‘]|\s(?:that|to|not\s+to|in|at|on|by|for|from|with|of\s+being|during|after|when|whether|"
    r"if|how|why|what|this|last|about|right|outside|inside)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:earlier|previously|once|ago|long|always|often|repeatedly|"
    r"last\s+(?:month|year)|in\s+(?:19|20)\d\d|years)\b",
    re.IGNORECASE,
)
_FRAMING_QUOTATIONS = 4
_MOST_WORDS = 10
_PRONOUN = frozenset("him her them me us you it himself herself themselves itself".split())
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_TO = re.compile(r"\s+to\s+(?=(?:the|a|an|his|her|their)\s|[A-Z]|reporters\b|journalists\b)")
_SAYING = frozenset(
    {"said", "says", "spoke", "wrote", "explained", "complained", "admitted", "confirmed", "speaking"}
)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is known of one quotation's occasion; the default is that nothing is."""

    addressee: str | None = None
    occasion: str | None = None
    said_on: Interval | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """An occasion as one sentence gives it, with who was met and when."""

    occasion: str
    partner: str | None
    days: Interval | None


@cache
def _occasion_pattern() -> re.Pattern[str]:
    nouns = "|".join(sorted(map(re.escape, tables().occasions), key=len, reverse=True))
    return re.compile(
        r"\b(?:during|at|in|on\s+the\s+sidelines\s+of|opening|addressing)\s+"
        r"(?:(?:a|an|the|his|her|their|this|another)\s+|(?=talks|testimony))"
        rf"(?P<what>(?:[\w’'-]+\s+){{0,3}}?(?:{nouns}))\b(?P<with>\s+(?:with|to|of|in|at|on|between|for|near|hosted)\b)?",
        re.IGNORECASE,
    )


class Circumstances:
    """Reads the circumstances of one report's quotations."""

    def __init__(
        self,
        report: Report,
        layout: Layout,
        cast: Cast,
        outer: Sequence[Quotation],
        speakers: Mapping[str, Speaker | None],
        *,
        documents: Collection[str] = (),
    ) -> None:
        self._documents = documents
        self._layout = layout
        self._reader = SourceReader(layout, cast.names)
        self._cast = cast
        self._speakers = speakers
        self._outer = sorted(outer, key=lambda each: each.content[0].start)
        self._parts = sorted(part for each in self._outer for part in each.content)
        self._starts = [part.start for part in self._parts]
        stated = report.dateline or report.published
        self._base = parse_day(stated.value) if stated else None
        self._exact = report.dateline is not None
        self._sentences: dict[int, str] = {}
        self._days: dict[int, list[Day]] = {}
        self._frames: dict[int, _Frame | None] = {}
        self._past: dict[int, bool] = {}

    def read(self) -> dict[str, Circumstance]:
        """Circumstances by quotation id; what was quoted inside another quotation has none."""
        own = {each.id: self._frame(self._anchor(each)) for each in self._outer}
        only = self._only_frame(own)
        found: dict[str, Circumstance] = {}
        before: Quotation | None = None
        for each in self._outer:
            addressee = self._told(each)
            frame = own[each.id] or self._carried(each, before, own)
            if frame is None and addressee is None:
                frame = only.get(self._who(each))
            if frame is not None and own[each.id] is None:
                own[each.id] = frame = None if self._long_ago(each) else frame
            if (
                addressee is None
                and before is not None
                and not each.source
                and self._same_place(each, before)
            ):
                addressee = found[before.id].addressee
            if addressee is None and frame is not None:
                addressee = frame.partner
            occasion = None if frame is None else frame.occasion
            found[each.id] = Circumstance(addressee, occasion, self._said_on(each, frame))
            before = each
        return found

    def _who(self, quotation: Quotation) -> str | None:
        speaker = self._speakers.get(quotation.id)
        return None if speaker is None else speaker.id

    def _same_place(self, one: Quotation, other: Quotation) -> bool:
        paragraph = self._layout.paragraph
        same = paragraph(one.content[0].start) == paragraph(other.content[-1].end - 1)
        return same and self._who(one) is not None and self._who(one) == self._who(other)

    def _carried(
        self, each: Quotation, before: Quotation | None, own: Mapping[str, _Frame | None]
    ) -> _Frame | None:
        return own[before.id] if before is not None and self._same_place(each, before) else None

    def _only_frame(self, own: Mapping[str, _Frame | None]) -> dict[str | None, _Frame]:
        """The speaker of the only occasion a report tells of -> that occasion."""
        frames = {frame.occasion: (each, frame) for each in reversed(self._outer) if (frame := own[each.id])}
        remarks = self._remarks()
        if remarks is not None:
            at, frame = remarks
            earlier = [each for each in self._outer if each.content[0].start < at]
            frames.setdefault(frame.occasion, ((earlier or self._outer)[-1 if earlier else 0], frame))
        if len(frames) != 1:
            return {}
        each, frame = next(iter(frames.values()))
        who = self._who(each)
        late = self._outer.index(each) >= _FRAMING_QUOTATIONS
        return {} if who is None or late else {who: frame}

    def _remarks(self) -> tuple[int, _Frame] | None:
        """The occasion in "These remarks were made during a meeting with ...", wherever it stands."""
        for each in self._outer:
            span = self._layout.sentence_span(each.content[0].start)
            sentence = self._layout.text[span.start : min(span.end, span.start + _LONGEST_SENTENCE)]
            if _REMARKS.match(sentence):
                frame = self._frame_of(sentence, span.start)
                if frame is not None:
                    return span.start, frame
        return None

    def _anchor(self, quotation: Quotation) -> int:
        return min(quotation.cue or quotation.source or quotation.content).start

    def _long_ago(self, quotation: Quotation) -> bool:
        """Whether the sentence says that the words were not said for this report's day."""
        at = self._anchor(quotation)
        number = self._layout.sentence(at)
        if number not in self._past:
            self._past[number] = _LONG_AGO.search(self._blanked(at)) is not None
        return self._past[number]

    def _blanked(self, at: int) -> str:
        """The sentence at `at` with all content blanked out, offsets kept."""
        number = self._layout.sentence(at)
        if number not in self._sentences:
            span = self._layout.sentence_span(at)
            end = min(span.end, span.start + _LONGEST_SENTENCE)
            piece = self._layout.text[span.start : end]
            i = max(bisect_left(self._starts, span.start) - 1, 0)
            while i < len(self._parts) and self._parts[i].start < end:
                first = max(self._parts[i].start - span.start, 0)
                last = min(self._parts[i].end - span.start, len(piece))
                if first < last:
                    piece = piece[:first] + _BLANK * (last - first) + piece[last:]
                i += 1
            self._sentences[number] = piece
        return self._sentences[number]

    def _frame(self, at: int) -> _Frame | None:
        number = self._layout.sentence(at)
        if number not in self._frames:
            self._frames[number] = self._frame_of(self._blanked(at), self._layout.sentence_span(at).start)
        return self._frames[number]

    def _frame_of(self, sentence: str, offset: int) -> _Frame | None:
        met = _MET.search(sentence)
        if met is not None:
            end = self._cut(sentence, met.end(), _CUT)
            partner = Span(offset + met.end(), offset + end)
            words = f"meeting with {self._words(partner)}"
            return _Frame(words, self._person(partner), self._day_after(sentence, offset, end))
        found = _occasion_pattern().search(sentence)
        if found is None:
            return None
        end = found.end("what")
        partner_name = None
        if found["with"]:
            end = self._cut(sentence, found.end(), _CUT)
            end = found.end("what") if not sentence[found.end() : end].strip() else end
            if found["with"].strip().lower() == "with":
                partner_name = self._person(Span(offset + found.end(), offset + end))
        words = " ".join(sentence[found.start("what") : end].split())
        return _Frame(words, partner_name, self._day_after(sentence, offset, end))

    def _day_after(self, sentence: str, offset: int, end: int) -> Interval | None:
        for day in days_in(sentence[end : end + 40], self._base):
            if not sentence[end : end + day.start].strip(" ,"):
                return _interval(day, offset + end)
        return None

    @staticmethod
    def _cut(sentence: str, start: int, pattern: re.Pattern[str]) -> int:
        limit = min(start + _LONGEST_PHRASE, len(sentence))
        cut = pattern.search(sentence, start, limit)
        return cut.start() if cut else limit

    def _words(self, span: Span) -> str:
        return " ".join(span.of(self._layout.text).split())

    def _person(self, span: Span) -> str | None:
        """Whom the words name: the person's full name where they come down to one, else the words."""
        words = _ARTICLE.sub("", self._words(span), count=1)
        if not words or fold(words) in _PRONOUN or fold(words.split(" ")[0]) in BREAKS:
            return None
        start = span.start + len(span.of(self._layout.text)) - len(span.of(self._layout.text).lstrip())
        source = self._reader.read(Span(start, span.end))
        if source.form == "name" and len(source.names) == 1:
            member = self._cast.find(source.names[0])
            if member is not None:
                return member.name
        return words if words.count(" ") < _MOST_WORDS else None

    def _told(self, quotation: Quotation) -> str | None:
        """Whom the cue's own sentence says the words were said to ("told the council that ...")."""
        text = self._layout.text
        for cue in sorted(quotation.cue):
            words = list(re.finditer(r"[\w’'-]+", cue.of(text)[:_LONGEST_PHRASE]))
            verb = next((w for w in words if fold(w.group()) in tables().telling_verbs), None)
            start = cue.start + verb.end() if verb else cue.end
            if verb is None:
                to = _TO.match(text, cue.end)
                if to is None or not words or fold(words[-1].group()) not in _SAYING:
                    continue
                start = to.end()
            stops = [p.start for p in (*quotation.content, *quotation.source) if p.start >= start]
            limit = min([start + _LONGEST_PHRASE, *stops, len(text)])
            cut = _CUT_TOLD.search(text, start, limit)
            end = cut.start() if cut else limit
            if text[start:end].strip():
                return self._person(Span(start, end))
        return None

    def _said_on(self, quotation: Quotation, frame: _Frame | None) -> Interval | None:
        """The day the sentence names beside the cue, else the occasion's, else the report's own."""
        if quotation.cue:
            own = self._day_beside(min(quotation.cue))
            if own is not None:
                return own
        if frame is not None and frame.days is not None:
            return frame.days
        if self._base is None or quotation.id in self._documents:
            return None
        cue = " ".join(span.of(self._layout.text) for span in quotation.cue).lower()
        if self._long_ago(quotation) or cue.startswith(("had ", "has ", "have ")):
            return None
        earliest = self._base if self._exact else self._base - timedelta(days=1)
        return Interval(earliest.isoformat(), self._base.isoformat())

    def _day_beside(self, cue: Span) -> Interval | None:
        sentence = self._blanked(cue.start)
        offset = self._layout.sentence_span(cue.start).start
        at, end = cue.start - offset, cue.end - offset
        best: tuple[int, Day] | None = None
        for day in self._days_of(cue.start, sentence):
            opens = not sentence[: day.start].strip()
            gap = max(day.start - end, at - day.end, 0)
            between = sentence[min(day.end, end) : max(day.start, at)]
            if opens or (gap <= _NEAR_CUE and not set(between) & set(',;:“”"')):
                best = min(
                    [each for each in (best, (0 if opens else gap, day)) if each], key=lambda each: each[0]
                )
        return None if best is None else _interval(best[1], offset)

    def _days_of(self, at: int, sentence: str) -> list[Day]:
        """The days on which something may be said that the sentence at `at` names."""
        number = self._layout.sentence(at)
        if number not in self._days:
            named = days_in(sentence, self._base)
            self._days[number] = [day for day in named if not is_of_another_event(sentence, day)]
        return self._days[number]


def _interval(day: Day, offset: int) -> Interval:
    return Interval(
        day.earliest.isoformat(), day.latest.isoformat(), Span(offset + day.start, offset + day.end)
    )
