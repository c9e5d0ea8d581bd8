"""The words of a content as drift and warnings compare them.

Finer than what matching compares: a contraction is two words, a figure one however it is written; and each
word knows whether it stands between quotation marks, in an editor's brackets, or behind a gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from onrecord.core import Relay, Span, Spans
from onrecord.core.marks import inside
from onrecord.match.reading import rows
from onrecord.match.statements.figures import Piece, figures
from onrecord.match.statements.forms import ALSO, contraction, form_of, kin_of
from onrecord.match.statements.wording import Token, stem_of, tokens, weight_of

Sort = Literal["word", "number", "name", "negation", "hedge"]

_BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_CLOSED_AND_OPENED = re.compile(r"[”\"»’]\s*[“\"«‘]")
# Han, kana, Thai, Lao, Burmese, Khmer: written without spaces, so every character is a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_ENDS = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])[.!?…][\"”’»')\]]*(?:\s|$)")
_WITHIN = frozenset({"", "]", "[", "‘", "ʼ", "´", "`"})
"""What may stand within a word, besides what cannot be seen."""
# "'Corvus' harbour is ours'": the mark that seems to close is the name's own.
_POSSESSIVE = re.compile(r"(?<!\w)['‘][A-Z]\w*s['’](?=\s+\w)")
_OPENS = re.compile(r"[“\"«‘„:]\s*$")
_EACH = 0.2
"""What every word weighs, besides what it tells: so that runs of small words count for something."""

_MOST = 4.0
"""What a word tells at most: a rarer one is no better ground to stand on."""
_NAME = 1.6
"""What a name weighs at least, though many articles have it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; words of one `kin` are forms of one word, of one `form` equal."""

    span: Span
    form: str
    kin: str
    weight: float
    part: int
    """Which part of the content it stands in."""
    quoted: bool
    sort: Sort = "word"
    bracketed: bool = False
    also: str = ""
    """The other form it can stand for."""
    gap: bool = False
    """Whether the report shows that something is left out just before it."""
    opens: bool = False
    """Whether a sentence begins with it."""


def words(relay: Relay) -> tuple[Word, ...]:
    """The words of a relay's content, in order."""
    text, content = relay.report.text, tuple(sorted(relay.quotation.content))
    pieces = list(_pieces(text, content))
    marked = _quoted(text)
    verbatim = relay.quotation.type == "direct" and not any(marked[each.span.start] for each in pieces)
    brackets = [
        Span(*match.span()) for start, end in content for match in _BRACKETS.finditer(text, start, end)
    ]
    found = [
        Word(
            span,
            form,
            kin,
            _EACH + min(weight_of(stem_of(form)), _MOST),
            next(n for n, part in enumerate(content) if part.start <= span.start < part.end),
            quoted=verbatim or bool(marked[span.start]),
            sort=sort,
            bracketed=any(each.covers(span) for each in brackets),
            also=ALSO.get(form_of(span.of(text)), ""),
        )
        for span, form, kin, sort in _figured(pieces, text)
    ]
    return tuple(_sorted_out([_placed(found, at, text, content) for at in range(len(found))], text))


@lru_cache(maxsize=64)  # one report may have thousands of quotations
def _quoted(text: str) -> bytes:
    """Which characters stand between quotation marks; an apostrophe behind a name ends none."""
    marked = inside(text)
    for start, end in (match.span() for match in _POSSESSIVE.finditer(text)):
        alone = not any(marked[max(0, start - 1) : start]) and not any(marked[end : end + 1])
        if alone:
            marked[start:end] = bytes(end - start)
    return bytes(marked)


def _pieces(text: str, content: Spans) -> Iterator[Piece]:
    """The words of a content, contractions in two, unspaced writing by characters."""
    for span in _joined(tokens(text, content), text):
        written = span.of(text)
        parts = contraction(form_of(written))
        if parts and len(written) == len(parts.first[0]) + len(parts.second[0]):
            middle = span.start + len(parts.first[0])
            yield Piece(Span(span.start, middle), parts.first[1])
            yield Piece(Span(middle, span.end), parts.second[1])
        elif _UNSPACED.search(written):
            yield from (Piece(each, form_of(each.of(text))) for each in _characters(span, text))
        else:
            yield Piece(span, form_of(written))


def _joined(found: Sequence[Token], text: str) -> Iterator[Span]:
    """The spans of words, those made whole that a bracket ("[T]he") or something unseen breaks."""
    last: Span | None = None
    for token in found:
        start, end = token.span
        between = text[last.end : start] if last else " "
        within = between in _WITHIN or (len(between) == 1 and unicodedata.category(between) == "Cf")
        if last and within and not (text[last.end - 1].isdigit() or text[start].isdigit()):
            opened = between == "]" and text[last.start - 1 : last.start] == "["
            closed = between == "[" and text[end : end + 1] == "]"
            last = Span(last.start - opened, end + closed)
            continue
        if last:
            yield last
        last = Span(start, end)
    if last:
        yield last


def _characters(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    for at in range(span.start + 1, span.end + 1):
        if at == span.end or unicodedata.category(text[at])[0] != "M":
            yield Span(start, at)
            start = at


def _figured(pieces: Sequence[Piece], text: str) -> Iterator[tuple[Span, str, str, Sort]]:
    """Span, form, kin and sort of each word, the pieces of a figure as one."""
    at = 0
    for figure in figures(pieces, text):
        yield from ((p.span, p.form, kin_of(p.form), "word") for p in pieces[at : figure.first])
        yield figure.span, figure.value, figure.value, "number"
        at = figure.last
    yield from ((p.span, p.form, kin_of(p.form), "word") for p in pieces[at:])


def _placed(found: Sequence[Word], at: int, text: str, content: Spans) -> Word:
    """The word with what stands before it: a gap, the end of a sentence."""
    word = found[at]
    if not at:
        return replace(word, opens=True)
    before = found[at - 1]
    between = text[before.span.end : word.span.start]
    outside = between
    if word.part != before.part:
        outside = text[content[before.part].end : content[word.part].start]
    gap = (
        _ELLIPSIS.search(between) is not None
        or word.quoted != before.quoted
        or (word.part != before.part and any(map(str.isalnum, outside)))
        or (word.quoted and _CLOSED_AND_OPENED.search(between) is not None)
    )
    return replace(word, gap=gap, opens=ends_sentence(text, before.span, word.span))


def ends_sentence(text: str, before: Span, after: Span) -> bool:
    """Whether a sentence ends between two words."""
    end = _ENDS.search(text, before.end, after.start + 1)
    return end is not None or "\n\n" in text[before.end : after.start]


def _sorted_out(found: Sequence[Word], text: str) -> Iterator[Word]:
    """The words with what sort they are."""
    headline = _is_headline(found, text)
    for at, word in enumerate(found):
        if word.sort != "word":
            yield word
            continue
        before, after = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
        denies = word.form in negations() and not (_is_numero(word, after, text) or _is_all(word, after))
        if denies or _ends_what_was(word, before, after):
            yield replace(word, sort="negation")
        elif _is_hedge(word, before, after) and (headline or not _is_month(word, text)):
            yield replace(word, sort="hedge")
        elif not headline and _is_name(word, before, text):
            yield replace(word, sort="name", weight=max(word.weight, _NAME))
        else:
            yield word


def _ends_what_was(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a word says that something is so no more: "no longer", "anymore", "stopped paying"."""
    if word.form == "longer":
        return before is not None and before.form in {"no", "any"}
    if word.kin in _STOPPING:
        return after is not None and after.form.endswith("ing")
    return word.form == "anymore"


_STOPPING = frozenset(map(kin_of, ("stop", "cease", "quit")))


def _is_hedge(word: Word, before: Word | None, after: Word | None) -> bool:
    kind = hedges().get(word.form, ("", -1))[0]
    if kind == "count":
        return after is not None and after.sort == "number"
    if kind == "own":
        return before is not None and before.form in {"i", "we"}
    return kind in {"modal", "always"}


def _is_numero(word: Word, after: Word | None, text: str) -> bool:
    """Whether "No." stands before a number."""
    return after is not None and after.sort == "number" and text[word.span.end] == "."


def _is_all(word: Word, after: Word | None) -> bool:
    """Whether it is the "nothing" of "nothing but", which says only that there is no more to it."""
    return word.form == "nothing" and after is not None and after.form == "but"


def _is_month(word: Word, text: str) -> bool:
    return word.form == "may" and text[word.span.start].isupper() and not word.opens


def _is_name(word: Word, before: Word | None, text: str) -> bool:
    if not text[word.span.start].isupper() or word.opens or word.form == "i":
        return False
    return before is None or not _OPENS.search(text, before.span.end, word.span.start)


def _is_headline(found: Sequence[Word], text: str) -> bool:
    """Whether most words are in capitals, as in a headline, so that a capital tells no name."""
    long = [word for word in found if word.sort == "word" and len(word.form) > 3]
    return len(long) > 3 and sum(text[word.span.start].isupper() for word in long) > 0.6 * len(long)


@cache
def negations() -> frozenset[str]:
    """Words that deny what they stand with."""
    return frozenset(row[0] for row in rows("negations"))


@cache
def hedges() -> dict[str, tuple[str, int]]:
    """Words that say how sure something is: what kind they are, and the degree of a modal, else -1."""
    return {word: (kind, -1 if degree == "-" else int(degree)) for word, kind, degree in rows("hedges")}
