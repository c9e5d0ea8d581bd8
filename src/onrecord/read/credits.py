"""Agencies and outlets that a report credits: "BelTA reported", "according to the agency X", "(Reuters)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core import Fact, Span

_HEAD, _TAIL = 20_000, 4_000
_AGENCIES = """
    AFP Agerpres AKIpress ANSA Anadolu ANTARA AP APA Armenpress ATA Azertac BelaPAN Belga BelTA Bernama BIRN
    BNS Bloomberg BTA CTK Delfi DPA EFE ELTA Fars FENA HINA IANS Interfax IRNA Jiji KazTAG Kazinform KCNA
    Kyodo LETA Lusa MENA Montsame MTI NHK NTB Pajhwok PAP PTI Reuters Ritzau RBC SANA SITA SPA STA Tanjug TASR
    TASS UkrInform UNIAN UzA WAM Xinhua Yonhap
"""
_CANONICAL = {name.casefold(): name for name in _AGENCIES.split()}
_OUTLETS = """
    agency broadcasting bulletin chronicle courier daily dispatch echo examiner gazette guardian herald
    journal ledger mail mercury monitor news newspaper newswire observer online post press radio review
    sentinel standard star sun telegraph television times tribune tv weekly wire
"""
_OUTLET_WORDS = frozenset(_OUTLETS.split())
_KINDS = "agency|service|newspaper|broadcaster|daily|weekly|website"
_BEFORE_VERB = re.compile(
    r"\s(?:(?:news\s)?(?:agency|service|newspaper)\s)?"
    r"(?:reported|reports|has reported|wrote|writes|quoted|informs)\b"
)
_AFTER_CUE = re.compile(
    r"\b(?i:(?:reported|quoted|cited|informed|carried|published) by|according to|citing|with reference to"
    r"|told|interview (?:with|to))\s(?:[Tt]he\s)?"
    rf"(?:(?:[A-Z]\w{{1,20}}\s)?(?:state\s)?(?:news\s)?(?:{_KINDS})\s)?",
)
_IN_BRACKETS = re.compile(r"[(/]\s?([^()/\n]{2,40}?)\s?[)/]\.?\s?[—–-]{1,2}\s")
_NEWS_AGENCY = re.compile(r"\s(?:state\s)?(?:news|press|information)\sagency\b(?!\s[A-Z])")
_OF_A_COUNTRY = ("an", "ese", "ish", "ch", "eek")
_AGENCY_KINDS = {"news", "press", "information", "telegraph", "wire"}
_OPENINGS = {"The", "But", "And", "As", "While", "When", "In", "That", "Then", "Earlier", "Today"}
_WORD = re.compile(r"\S+")


def credits_of(text: str, sources: list[Span]) -> tuple[Fact, ...]:
    """Whom the report credits, each once, where it first does; `sources` are the names in its source lines.

    Only the first 20,000 and the last 4,000 characters are looked at.
    """
    facts = [Fact(_canonical(span.of(text)), span) for span in sources]
    facts += [Fact(_canonical(span.of(text)), span) for span in _named(text)]
    first: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: fact.span or Span(0, 0)):
        first.setdefault(fact.value.casefold(), fact)
    return tuple(first.values())


def is_outlet(name: str) -> bool:
    """Whether a name is a known agency's or says that it is a paper, an agency or a station.

    >>> is_outlet("Reuters"), is_outlet("the Vale Courier"), is_outlet("the Harbour Board")
    (True, True, False)
    """
    words = name.casefold().split()
    known = _CANONICAL.get(name.casefold())
    if known is not None and name in {known, known.upper()}:
        return True
    if len(words) < 2 or words[-1] not in _OUTLET_WORDS:
        return False
    return words[-1] != "agency" or words[-2] in _AGENCY_KINDS  # a police agency is no outlet


def _named(text: str) -> Iterator[Span]:
    for start, end in _windows(len(text)):
        for match in _BEFORE_VERB.finditer(text, start, end):
            span = _name_before(text, match.start())
            if span is not None and (is_outlet(span.of(text)) or "agency" in match[0]):
                yield span
        for match in _AFTER_CUE.finditer(text, start, end):
            span = _name_after(text, match.end())
            if span is not None and (is_outlet(span.of(text)) or _says_agency(match[0])):
                yield span
        for match in _NEWS_AGENCY.finditer(text, start, end):
            span = _name_before(text, match.start())
            # "The Velmoran news agency" names no agency.
            if span is not None and not span.of(text).endswith(_OF_A_COUNTRY):
                yield span
        for match in _IN_BRACKETS.finditer(text, start, min(end, start + 2000)):
            span = Span(*match.span(1))
            if is_outlet(span.of(text)):
                yield span


def _windows(length: int) -> list[tuple[int, int]]:
    if length <= _HEAD + _TAIL:
        return [(0, length)]
    return [(0, _HEAD), (length - _TAIL, length)]


def _says_agency(cue: str) -> bool:
    return cue.rsplit(maxsplit=1)[-1].casefold() in _KINDS.split("|")


def _name_after(text: str, start: int) -> Span | None:
    """The run of capitalised words that begins at `start`, at most five."""
    end = start
    for count, match in enumerate(_WORD.finditer(text, start, start + 120)):
        word = match[0]
        if count == 5 or text[end : match.start()].strip(" ") or not word[0].isupper():
            break
        bare = re.split(r"[,;:)\]”»\"]|’s\b|'s\b", word, maxsplit=1)[0].rstrip(".!?")
        end = match.start() + len(bare)
        if bare != word:
            break
    return Span(start, end) if end > start else None


def _name_before(text: str, end: int) -> Span | None:
    """The run of capitalised words that ends at `end`, at most five; without a "The" or "As" in front."""
    at = max(0, end - 120)
    words = [Span(*match.span()) for match in _WORD.finditer(text, at, end)]
    if at > 0:
        words = words[1:]  # the window may cut its first word
    start = end
    for span in reversed(words[-5:]):
        word = span.of(text)
        if not word[0].isupper() or (start < end and word[-1] in '.,;:!?”»"'):
            break
        start = span.start
    while (first := text[start:end].partition(" "))[0] in _OPENINGS:
        start += len(first[0]) + len(first[1])
    return Span(start, end) if start < end and text[end - 1].isalnum() else None


def _canonical(name: str) -> str:
    return _CANONICAL.get(name.casefold(), name)
