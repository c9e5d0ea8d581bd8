"""Variants of an article, so that the model learns from how news is written and not from whom it is about.

Marks are exchanged character for character; names, titles and articles are edited, and the annotations
moved along. Everything is drawn from the generator handed in.
"""

from __future__ import annotations

import dataclasses
import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lab.corpus.brat import Article
from onrecord.core import Span, Spans
from onrecord.core.marks import passages

STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("»", "«"), ("”", "”"), ("‘", "’"), ("``", "''"))
_DOUBLED = ("''", "``", "‘‘", "’’", "‚‚", ",,")
TITLES = (
    "president minister senator governor mayor secretary chairman chairwoman director spokesman spokeswoman "
    "candidate congressman professor judge ambassador commissioner general captain inspector bishop coach"
).split()
SAYING = ("stressed", "underlined", "noted", "pointed out", "informed", "declared", "emphasized", "remarked")
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?<=\w )(?:the|an|a) (?=\w)")
_PLAIN = frozenset(
    "the a an in on at of and but or for to from by with as this that these those it its he she they we you "
    "i his her their our my who what which when where why how one some many most several other both all "
    "mr mrs ms dr gov sen rep lt gen monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december".split()
)
_ONSETS = "b br d dr f g gr h j k kr l m n p r s sh st t th tr v w y z ch ".split(" ")
_CODAS = ("", "", "n", "r", "l", "s", "m", "ck", "nd", "rt", "sk", "v")

Edit = tuple[int, int, str]
"""Characters from start to end (exclusive) become the text."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Which share of the articles is varied in which way (0 to 1 each)."""

    restyle: float = 0.0
    """Quotation marks in another style."""
    unmark: float = 0.0
    """No quotation marks."""
    unbalance: float = 0.0
    """Some quotation marks lost."""
    join: float = 0.0
    """Paragraphs run together."""
    rename: float = 0.0
    """Names and titles of the sources replaced."""
    shout: float = 0.0
    """One paragraph in capitals, or each of its words with one, as in a headline."""
    translate: float = 0.0
    """Articles left out and "said" replaced, as a hurried translation has them."""


def vary(article: Article, rng: random.Random, shares: Shares) -> Article:
    """The article, or one of its variants."""
    ways: tuple[tuple[float, Callable[[Article, random.Random], Article]], ...] = (
        (shares.rename, renamed),
        (shares.translate, translated),
        (shares.shout, shouted),
        (shares.restyle, restyled),
        (shares.unmark, unmarked),
        (shares.unbalance, unbalanced),
        (shares.join, joined),
    )
    for share, way in ways:
        if rng.random() < share:
            article = way(article, rng)
    return article


def edited(article: Article, edits: Sequence[Edit]) -> Article:
    """The article with `edits`, which must not overlap, and every annotation where its words have gone."""
    edits = sorted(edits)
    out, at, starts, ends, shifts, shift = [], 0, [], [], [0], 0
    for start, end, new in edits:
        out += [article.text[at:start], new]
        at = end
        starts.append(start)
        ends.append(end)
        shift += len(new) - (end - start)
        shifts.append(shift)
    out.append(article.text[at:])

    def moved(span: Span) -> Span:
        # A start inside an edit goes to where the new words begin, an end to where they end.
        first = bisect_right(ends, span.start)
        start = span.start + shifts[first]
        if first < len(starts) and starts[first] < span.start:
            start = starts[first] + shifts[first]
        last = bisect_right(starts, span.end - 1)
        end = max(span.end, ends[last - 1]) if last else span.end
        return Span(start, max(start, end + shifts[last]))

    def all_moved(spans: Spans) -> Spans:
        return tuple(m for s in spans if (m := moved(s)).start < m.end)

    relations = tuple(
        dataclasses.replace(r, content=all_moved(r.content), source=all_moved(r.source), cue=all_moved(r.cue))
        for r in article.relations
    )
    names = None if article.names is None else tuple((moved(s), kind) for s, kind in article.names)
    return dataclasses.replace(article, text="".join(out), relations=relations, names=names)


def _characters(article: Article, chars: Sequence[str]) -> Article:
    return dataclasses.replace(article, text="".join(chars))


def restyled(article: Article, rng: random.Random) -> Article:
    """Every quotation in marks of one other style."""
    opening, closing = rng.choice(STYLES)
    edits: list[Edit] = []
    for marks in marks_of(article.text):
        edits += [(mark.start, mark.end, new) for mark, new in zip(marks, (opening, closing), strict=False)]
    return edited(article, edits)


def marks_of(text: str) -> Iterator[tuple[Span, ...]]:
    """The opening mark of every quotation, and the closing one if it has one; doubled ones whole."""
    for passage in passages(text):
        start, end = passage.span
        first = Span(start, start + 1 + (text[start : start + 2] in _DOUBLED))
        last = Span(end - 1 - (text[end - 2 : end] in _DOUBLED), end)
        yield (first, last) if passage.closed and last.start >= first.end else (first,)


def unmarked(article: Article, rng: random.Random) -> Article:
    """No quotation has marks."""
    return _lost(article, rng, 1.0)


def unbalanced(article: Article, rng: random.Random) -> Article:
    """One mark in six is lost."""
    return _lost(article, rng, 1 / 6)


def _lost(article: Article, rng: random.Random, share: float) -> Article:
    chars = list(article.text)
    for mark in (mark for marks in marks_of(article.text) for mark in marks):
        if rng.random() < share:
            chars[mark.start : mark.end] = " " * (mark.end - mark.start)
    return _characters(article, chars)


def joined(article: Article, _rng: random.Random) -> Article:
    """All paragraphs in one."""
    return _characters(article, [" " if c in "\r\n" else c for c in article.text])


def shouted(article: Article, rng: random.Random) -> Article:
    """One paragraph as a headline is set, more often than not the first."""
    lines = [m.span() for m in re.finditer(r"[^\r\n]+", article.text)]
    if not lines:
        return article
    start, end = lines[0] if rng.random() < 0.5 else rng.choice(lines)
    line = article.text[start:end]
    new = line.upper() if rng.random() < 0.5 else _WORD.sub(lambda m: m[0][:1].upper() + m[0][1:], line)
    if len(new) != len(line):
        return article
    return _characters(article, article.text[:start] + new + article.text[end:])


def renamed(article: Article, rng: random.Random) -> Article:
    """Every name that sources have becomes an invented one, and every title another, all through the text."""
    text = article.text
    found: dict[str, str] = {}
    for relation in article.relations:
        for span in relation.source:
            for match in _WORD.finditer(span.of(text)):
                word = match[0]
                if word[0].isupper() and len(word) > 2 and word.casefold() not in _PLAIN:
                    found.setdefault(word, "")
    # A word that the text also has in lower case is no name.
    lower = {m[0] for m in _WORD.finditer(text) if m[0].islower()}
    for word in found:
        if word.casefold() not in lower and word.casefold() not in TITLES:
            new = _invented(rng)
            found[word] = new.upper() if word.isupper() else new
    titles = dict(zip(TITLES, rng.sample(TITLES, len(TITLES)), strict=True))
    edits: list[Edit] = []
    for match in _WORD.finditer(text):
        word = match[0]
        new = found.get(word) or ""
        if not new and (title := titles.get(word.casefold())):
            new = title.upper() if word.isupper() and len(word) > 1 else title
            new = new.capitalize() if word[0].isupper() and not word.isupper() else new
        if new:
            edits.append((*match.span(), new))
    return edited(article, edits)


def _invented(rng: random.Random) -> str:
    syllables = [
        rng.choice(_ONSETS) + rng.choice("aeiou") + rng.choice(_CODAS)
        for _ in range(rng.choice((1, 2, 2, 3)))
    ]
    return "".join(syllables).capitalize()


def translated(article: Article, rng: random.Random) -> Article:
    """Half the articles left out, and "said" in a translator's words."""
    text = article.text
    edits: list[Edit] = [(*m.span(), "") for m in _ARTICLE.finditer(text) if rng.random() < 0.5]
    edits += [
        (*m.span(), rng.choice(SAYING)) for m in re.finditer(r"(?<= )said(?= )", text) if rng.random() < 0.7
    ]
    return edited(article, edits)
