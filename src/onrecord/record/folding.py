"""Text as it is searched: words without case, accents or script; bigrams where a script has no spaces.

FTS5's own tokenizers miss two things a newsroom needs: letters that have no accent to strip (the "Ł" of
"Łukaszenka") and scripts written without spaces. Here a word becomes its ASCII spelling, and a run of
Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese becomes overlapping pairs of characters and its last
character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from onrecord.core import Span

# Marks that Python's \w leaves out although they stand inside words: accents on their own, Hebrew and Arabic
# vowels, the vowel signs of India, soft hyphens and joiners.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0df3\u00ad\u200b-\u200d"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_RUN = re.compile(rf"([{_UNSPACED}]+)")
_NOT_ASCII_WORD = re.compile(r"[^0-9a-z]+")


class Token(NamedTuple):
    """One searchable word and the characters of the text it stands for."""

    word: str
    span: Span


class Phrase(NamedTuple):
    """Words that must stand side by side; with `open_end` the last one may go on."""

    words: tuple[str, ...]
    open_end: bool


def tokens(text: str) -> Iterator[Token]:
    """The searchable words of `text`, in order; spans are offsets in `text`.

    >>> [token.word for token in tokens("Łukaszenka, 東京都")]
    ['lukaszenka', '東京', '京都', '都']
    """
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if word.isascii():
            yield Token(word.lower(), Span(start, match.end()))
            continue
        for piece in _RUN.split(word):
            if piece and _RUN.match(piece):
                yield from _bigrams(piece, start)
            elif folded := _ascii(piece):
                yield Token(folded, Span(start, start + len(piece)))
            start += len(piece)


def fold(text: str) -> str:
    """The searchable words of `text` with single spaces between them.

    >>> fold("Сергей  Müller-Łódź")
    'sergey muller lodz'
    """
    # The same as joining `tokens(text)`, but five times as fast: a report is folded whole.
    return " ".join(filter(None, map(_folded, _WORD.findall(text))))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return " ".join(token.word for token in tokens(word))


def phrases(words: str) -> tuple[Phrase, ...]:
    """What a reader typed, as phrases that must all occur; words between marks form one phrase.

    A word that ends in `*` may go on. Nothing typed is an error: signs that are no word are passed over.

    >>> phrases('"gas price" minister*')
    (Phrase(words=('gas', 'price'), open_end=False), Phrase(words=('minister',), open_end=True))
    """
    return tuple(phrase for part in _parts(words) if (phrase := _phrase(part)).words)


def _parts(words: str) -> Iterator[str]:
    """The quoted phrases and the single words; a mark left open runs to the end."""
    for quoted, word in re.findall(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)', words):
        yield quoted or word


def _phrase(part: str) -> Phrase:
    found = list(tokens(part))
    open_end = part.rstrip().endswith("*")
    if found and _RUN.match(found[-1].word):
        # A run in the text may go on after the one searched for: its last character, indexed alone only at
        # the end of a run, then stands as the first half of a pair.
        if len(found) > 1 and found[-2].span.end == found[-1].span.end:
            found.pop()
        else:
            open_end = True
    return Phrase(tuple(token.word for token in found), open_end)


def _bigrams(run: str, start: int) -> Iterator[Token]:
    # Character by character, so that every pair keeps its place in the text.
    chars = [unicodedata.normalize("NFKC", char) for char in run]
    for i in range(len(chars) - 1):
        yield Token(chars[i] + chars[i + 1], Span(start + i, start + i + 2))
    yield Token(chars[-1], Span(start + len(chars) - 1, start + len(chars)))


@lru_cache(maxsize=50_000)
def _ascii(word: str) -> str:
    """The word's ASCII spelling; an accent that no letter takes in is dropped, as Arabic vowels are."""
    composed = unicodedata.normalize("NFKC", word)
    plain = "".join(char for char in composed if not unicodedata.combining(char))
    return _NOT_ASCII_WORD.sub("", anyascii(plain).lower())


def places(text: str, wanted: tuple[Phrase, ...]) -> tuple[Span, ...]:
    """Where the phrases stand in `text`: one span for each word or unspaced run, in order.

    >>> places("Gas prices fell; the price of gas rose.", phrases('"price of"'))
    (Span(start=21, end=29),)
    """
    found = list(tokens(text))
    words = [token.word for token in found]
    starts: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        starts[word].append(i)
    spans = set()
    for phrase in wanted:
        first_may_go_on = phrase.open_end and len(phrase.words) == 1
        for i in range(len(words)) if first_may_go_on else starts.get(phrase.words[0], ()):
            if _stands_at(words, i, phrase):
                those = found[i : i + len(phrase.words)]
                spans.add(Span(those[0].span.start, max(token.span.end for token in those)))
    return tuple(_merged(sorted(spans)))


def _stands_at(words: list[str], i: int, phrase: Phrase) -> bool:
    *most, last = phrase.words
    end = i + len(most)
    if words[i:end] != most or end >= len(words):
        return False
    return words[end].startswith(last) if phrase.open_end else words[end] == last


def _merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans as one."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
