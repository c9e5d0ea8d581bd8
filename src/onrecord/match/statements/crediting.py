"""Whom a report credits for the words it quotes: the agency or outlet that it had them from.

Three ways are told apart: the sentence (or the paragraph) of the words themselves names it ("told the
Courier", "according to Sound Wire"); a dateline, a byline or a source line credits it for the report as a
whole; it is credited somewhere else in the report, for other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from onrecord.core import Fact, Quotation, Report, Span
from onrecord.match.reading import rows

Reach = Literal["words", "report", "paragraph", "elsewhere"]
"""How a credit bears on the words, the surest first."""
REACHES: tuple[Reach, ...] = ("words", "report", "paragraph", "elsewhere")

_NEAR = 300
"""Characters from the words to a credit in the same paragraph: some texts have no paragraphs."""
_LONGEST = 1500
"""Characters of a sentence before and after a span, at most."""
_OPENING = 120
"""Characters within which a report's dateline stands."""
_KIND_WORDS = frozenset(
    "the state news press daily weekly newspaper agency website broadcaster paper magazine".split()
)
_CUE_BEFORE = re.compile(
    r"(?:\b(?:told|tells|by|to|with|citing|quoting|quoted in|via|in)|\baccording to) (?:the )?"
    rf"(?:(?:{'|'.join(sorted(_KIND_WORDS))}) )*$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"(?:['’]s? \w+)?(?: (?:news )?agency)?(?:, which)?(?: (?:has|had|have|first|also))? "
    r"(?:reported|reports|wrote|writes|quoted|quotes|cited|cites|informs|said|says)\b"
)
_OF_SOMEBODY = re.compile(r"\b(?:of|for|at|from|in) (?:the )?$")
"""An editor of the paper is not the paper."""
_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\b[A-Z])[.!?…][\"”’»')\]]*(?=\s+[^\sa-z]|\s*$)"
)
_TOLD = re.compile(r"\b(?:told|tells|to|with) (?:the )?$")
_SELF = re.compile(
    r"\b(?:told|tells|telling|to|with) (?:us|this (?:newspaper|paper|website|outlet|magazine|agency))\b"
)
_NO_SHORT_FORM = {"press", "news"}
"""Titles that, with an article, mean all papers."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that a report credits, where it does so, and how that bears on the words."""

    name: str
    span: Span | None
    reach: Reach


_AGENCIES = {"associatedpress": "ap", "agencefrancepresse": "afp", "deutschepresseagentur": "dpa"}
"""Those whose initials are too few, or not those of their words."""


@lru_cache(maxsize=1 << 14)
def folded(outlet: str) -> str:
    """An outlet's name as it is compared: by its letters, a domain without what it ends in.

    >>> folded("The Ansby Courier") == folded("www.ansby-courier.example")
    True
    """
    name = outlet.casefold().strip().removeprefix("www.").removeprefix("the ")
    if " " not in name and "." in name:
        name = name.rpartition(".")[0]
    letters = re.sub(r"[\W_]+", "", name) or name
    return _AGENCIES.get(letters, letters)


def canonical(names: Iterable[str]) -> dict[str, str]:
    """For each name what it is compared by: `folded`, an abbreviation being the one name it abbreviates.

    >>> canonical(["Velmora News Agency", "VNA"])["VNA"]
    'velmoranewsagency'
    """
    all_names = sorted(set(names))
    long: dict[str, set[str]] = {}
    for name in all_names:
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) >= 3 and " " in name:
            long.setdefault(initials, set()).add(folded(name))
    return {
        name: next(iter(long[name])) if len(long.get(name, ())) == 1 else folded(name) for name in all_names
    }


def publisher_of(report: Report) -> str | None:
    """Whose report it is: its outlet, or the agency of its dateline where it names no outlet."""
    if report.outlet is not None:
        return report.outlet
    return next((fact.value for fact in report.credited if _in_dateline(report.text, fact)), None)


def credits_for(report: Report, quotations: Sequence[Quotation], outlets: Collection[str]) -> list[Credit]:
    """Whom a report credits for the quotations, by name, each in the surest way found.

    `outlets` are names of other outlets that may be credited though `Report.credited` has not got them. What
    was told to the outlet itself owes nothing to whom it credits for the report as a whole.
    """
    own = publisher_of(report)
    near = _Surroundings(report.text, quotations)
    firsthand = own is not None and near.told_to(own)
    found: dict[str, Credit] = {}
    for credit in (*_for_all(report), *_by_name(report, near, outlets)):
        if own is not None and folded(credit.name) == folded(own):
            continue
        if firsthand and credit.reach in {"report", "elsewhere"}:
            continue
        before = found.get(credit.name)
        if before is None or REACHES.index(credit.reach) < REACHES.index(before.reach):
            found[credit.name] = credit
    return [found[name] for name in sorted(found)]


def _for_all(report: Report) -> Iterator[Credit]:
    """Credits for the report as a whole: in its dateline, its byline, its source lines."""
    author = report.author and folded(report.author)
    for fact in report.credited:
        # `Report.credited` has each name once, where it first stands: a source line may follow.
        places = [span for name in _names(report, fact) for span in _places(report.text, name)]
        in_lines = [span for span in places if any(noise.covers(span) for noise in report.boilerplate)]
        if in_lines:
            yield Credit(fact.value, in_lines[0], "report")
        elif _in_dateline(report.text, fact) or author == folded(fact.value):
            yield Credit(fact.value, fact.span, "report")


def _names(report: Report, credited: Fact) -> list[str]:
    """A credited name as it is known and as it stands in the text."""
    return sorted({credited.value, credited.span.of(report.text) if credited.span else credited.value})


def _in_dateline(text: str, fact: Fact) -> bool:
    """Whether a name stands before a dash at the head of the story: "LEMSK (Sound Wire) -"."""
    if fact.span is None or fact.span.start > _OPENING:
        return False
    line = text[text.rfind("\n", 0, fact.span.start) + 1 : fact.span.start]
    return re.match(r"\s?[)/]?\.?\s?[—–-]", text[fact.span.end : fact.span.end + 6]) is not None and (
        len(line) < _OPENING and not re.search(r"[a-z]{3,}[.!?] ", line)
    )


def _by_name(report: Report, near: _Surroundings, outlets: Collection[str]) -> Iterator[Credit]:
    """Credits in the text: by the names the report is known to credit, and those of other outlets."""
    for fact in report.credited:
        in_dateline = fact.span if _in_dateline(report.text, fact) else None
        for name in _names(report, fact):
            for span in _places(report.text, name):
                if span == in_dateline or any(noise.covers(span) for noise in report.boilerplate):
                    continue  # for the report as a whole, though the words may stand in the same sentence
                found = span == fact.span or near.is_source(span) or _is_credit(report.text, span)
                if found and (reach := near.reach(span)) is not None:
                    yield Credit(fact.value, span, reach)
        yield Credit(fact.value, fact.span, "elsewhere")
    known = {folded(fact.value) for fact in report.credited}
    for outlet in sorted(outlets):
        if folded(outlet) in known:
            continue
        for span in _places(report.text, outlet):
            if near.is_source(span) or _is_credit(report.text, span):
                yield Credit(outlet, span, near.reach(span) or "elsewhere")
        yield from _by_short_name(report, near, outlet, outlets)


def _by_short_name(
    report: Report, near: _Surroundings, outlet: str, outlets: Collection[str]
) -> Iterator[Credit]:
    """Credits of "the Courier", where one outlet alone can be meant."""
    short = _short_name(outlet)
    spans = list(_places(report.text, f"the {short}")) if short is not None else []
    others = (*outlets, publisher_of(report) or "") if spans else ()
    if any(other != outlet and _short_name(other) == short for other in others):
        return
    for span in spans:
        name = Span(span.start + len("the "), span.end)
        if _is_credit(report.text, name) and (reach := near.reach(name)) is not None:
            yield Credit(outlet, name, reach)


def _short_name(outlet: str) -> str | None:
    """The last word of a paper's name, where papers are called so: "Courier"."""
    last = outlet.rpartition(" ")[2]
    return last if " " in outlet and last.casefold() in _titles() else None


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for (word, *_) in rows("media_words")) - _NO_SHORT_FORM


def _places(text: str, name: str) -> Iterator[Span]:
    if name in text:  # most names stand in few texts, and a pattern costs more
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Span(*match.span())


def _is_credit(text: str, span: Span) -> bool:
    """Whether the words around a name say that something was had from it."""
    before = text[max(0, span.start - 60) : span.start]
    said = _CUE_AFTER.match(text, span.end) and not _OF_SOMEBODY.search(before)
    return bool(said or _CUE_BEFORE.search(before))


class _Surroundings:
    """The sentences and paragraphs of what a report quotes."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.sources = [span for each in quotations for span in (*each.source, *each.cue)]
        self.words = [span for each in quotations for span in (*each.content, *each.source, *each.cue)]
        self.sentences = [_sentence(text, span) for span in self.words]
        self.paragraphs = [_paragraph(text, span) for span in self.words]

    def is_source(self, span: Span) -> bool:
        """Whether the words are said to be by the outlet itself: "the agency Sound Wire"."""
        return any(
            _KIND_WORDS.issuperset(
                re.findall(
                    r"\w+", f"{self.text[source.start : span.start]} {self.text[span.end : source.end]}"
                )
            )
            for source in self.sources
            if source.covers(span)
        )

    def reach(self, span: Span) -> Reach | None:
        """How a credit at `span` bears on the words; None where it is not near them."""
        if any(sentence.covers(span) for sentence in self.sentences):
            return "words"
        return "paragraph" if self._is_near(span) else None

    def _is_near(self, span: Span) -> bool:
        return any(
            paragraph.covers(span) and words.start - _NEAR <= span.start <= words.end + _NEAR
            for words, paragraph in zip(self.words, self.paragraphs, strict=True)
        )

    def told_to(self, own: str) -> bool:
        """Whether the words were told to the outlet itself: it says so near them."""
        names = [own, *([f"the {short}"] if (short := _short_name(own)) else [])]
        spans = [span for name in names for span in _places(self.text, name)]
        told = [span for span in spans if _TOLD.search(self.text[max(0, span.start - 20) : span.start])]
        told += [
            Span(*match.span()) for each in self.paragraphs for match in _SELF.finditer(self.text, *each)
        ]
        return any(self._is_near(span) for span in told)


def _paragraph(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _sentence(text: str, span: Span) -> Span:
    """The sentence, or the sentences, that `span` stands in, as far as a sentence goes."""
    paragraph = _paragraph(text, span)
    start, end = max(paragraph.start, span.start - _LONGEST), min(paragraph.end, span.end + _LONGEST)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    return Span(
        max((each for each in ends if each <= span.start), default=start),
        min((each for each in ends if each >= span.end), default=end),
    )
