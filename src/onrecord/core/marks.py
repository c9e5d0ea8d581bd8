"""Quotation marks: which characters of a text stand inside them.

Newspapers mix curly, straight, low-high marks and guillemets, turn marks the wrong way round, open every
paragraph of a long quotation and close only the last, and lose marks altogether. The reading here is one
pass a paragraph: whatever is unbalanced ends with its paragraph, so a lost mark never costs the rest.
Only what a reader sees is read (`plain`): no character without a width parts a mark from its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core.plain import plain
from onrecord.core.spans import Span, mask_of

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[\"“”„‟«»‘’‚‹›'＂「」『』]")
# Two single marks stand for a double one (some wires' straight style): read as a filler and a mark.
_DOUBLED = re.compile(r"''|‘‘|’’|``")
_FILLER = "\u2060"
_SENTENCE_END = ".!?…:;,"
_BRACKETS = "([{<—–-/"
_CLOSERS = {
    "“": "”‟",
    "”": "”",
    "„": "“”‟",
    "‟": "”",
    "«": "»",
    "»": "«»",
    '"': '"',
    "＂": "＂",
    "‘": "’",
    "'": "'",
    "‚": "‘’",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
# How many marks on a closing one is looked for, and a pair of closing ones: bounds that keep the time linear.
_REACH, _NESTED = 300, 12
_SINGLE = "‘’‚'‹›"
_SPACED = "«„"
"""Marks that may have a space between them and their words, as French sets them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text inside quotation marks, outermost marks only.

    `span` includes the marks. `closed` is False where the closing mark is missing; `continues` is True
    where the next paragraph opens with a mark and carries the same utterance on.
    """

    span: Span
    closed: bool
    continues: bool = False


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of `text` inside quotation marks, in order, never overlapping.

    >>> [p.span.of('He said “no” and "never".') for p in passages('He said “no” and "never".')]
    ['“no”', '"never"']
    """
    view = plain(text)
    return tuple(Passage(view.original(p.span), p.closed, p.continues) for p in _in_plain(view.text))


def _in_plain(text: str) -> list[Passage]:
    text = _DOUBLED.sub(_FILLER + '"', text)
    found: list[Passage] = []
    for paragraph in _PARAGRAPH.finditer(text):
        here = list(_in_paragraph(text, paragraph.start(), paragraph.end()))
        if here and found and not found[-1].closed and _opens_paragraph(text, paragraph.start(), here[0]):
            last = found[-1]
            if _same_mark(text, last, here[0]) and _ends_paragraph_before(text, last, paragraph.start()):
                found[-1] = Passage(last.span, closed=False, continues=True)
        found += here
    return found


def _same_mark(text: str, a: Passage, b: Passage) -> bool:
    return text[a.span.start] == text[b.span.start]


def _opens_paragraph(text: str, start: int, first: Passage) -> bool:
    return not text[start : first.span.start].strip()


def _ends_paragraph_before(text: str, last: Passage, start: int) -> bool:
    return not text[last.span.end : start].strip()


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Passage]:
    at = [m.start() for m in _MARK.finditer(text, start, end)]
    i = 0
    while i < len(at):
        opener = at[i]
        if not _can_open(text, opener, start, end):
            i += 1
            continue
        single = text[opener] in _SINGLE
        j = _closer(text, at, i, start, end)
        if j is None:
            # A lone single mark is an apostrophe; a lone double mark opens to the next one or the end.
            i += 1
            if not single and not _is_arrow(text, opener, end):
                i = _next_opener(text, at, i, start, end)
                stop = at[i] if i < len(at) else end
                yield Passage(_stripped(text, _start(text, opener, start), stop), closed=False)
            continue
        yield Passage(Span(_start(text, opener, start), at[j] + 1), closed=True)
        i = j + 1


def _is_arrow(text: str, mark: int, end: int) -> bool:
    """Whether a lone mark points somewhere ("« Back"): a space follows it, but no sentence."""
    return text[mark + 1].isspace() and not text[max(mark, end - 4) : end].rstrip().endswith(
        (".", "!", "?", "…")
    )


def _start(text: str, mark: int, start: int) -> int:
    """Where the mark begins: one earlier if it is a doubled one."""
    return mark - 1 if mark > start and text[mark - 1] == _FILLER else mark


def _stripped(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _next_opener(text: str, at: Sequence[int], i: int, start: int, end: int) -> int:
    """Index in `at`, from `i` on, of the next double mark that can open, or one past the last."""
    while i < len(at) and (text[at[i]] in _SINGLE or not _can_open(text, at[i], start, end)):
        i += 1
    return i


def _closer(text: str, at: Sequence[int], i: int, start: int, end: int) -> int | None:
    """Index in `at` of the mark that closes the one at index `i`, or None."""
    mark = text[at[i]]
    if mark in "‘'‚":
        return _single_closer(text, at, i, start, end)
    closers = _CLOSERS[mark]
    depth = 0
    for j in range(i + 1, min(len(at), i + _REACH)):
        here = text[at[j]]
        if here in closers and _can_close(text, at[j], start, end):
            if depth == 0:
                return j
            depth -= 1
        elif here == mark and _can_open(text, at[j], start, end):
            # The same mark opening again: nested if two closers follow in a row, else the first lost its own.
            if not _two_closers_follow(text, at, j, closers):
                return None
            depth += 1
    return None


def _two_closers_follow(text: str, at: Sequence[int], j: int, closers: str) -> bool:
    following = [text[p] for p in at[j + 1 : j + 1 + _NESTED] if text[p] not in _SINGLE][:2]
    return len(following) == 2 and all(c in closers and c != text[at[j]] for c in following)


def _single_closer(text: str, at: Sequence[int], i: int, start: int, end: int) -> int | None:
    """Single marks double as apostrophes: prefer a mark after punctuation to one after a plural's s."""
    closers = _CLOSERS[text[at[i]]]
    doubtful: int | None = None
    for j in range(i + 1, min(len(at), i + _REACH)):
        p = at[j]
        if text[p] == "‘" and _can_open(text, p, start, end):
            break
        if text[p] not in closers or not _can_close(text, p, start, end):
            continue
        if p + 1 < end and text[p + 1].isalnum():
            continue
        if text[p - 1] in "sS" and doubtful is None:
            doubtful = j
            continue
        if doubtful is None or text[p - 1] in _SENTENCE_END:
            return j
        break
    return doubtful


def _can_open(text: str, p: int, start: int, end: int) -> bool:
    mark = text[p]
    p_start = _start(text, p, start)
    before = text[p_start - 1] if p_start > start else " "
    after = text[p + 1] if p + 1 < end else " "
    free = before.isspace() or before in _BRACKETS or before in "“\"‘'„«"
    if after.isspace():
        return mark in _SPACED and free and p + 2 < end
    if mark in "」』":
        return False
    if mark in "“„‟«「『‹":
        return free or not before.isalnum() or mark in "„«「『"
    if mark in {"‘", "'", "‚"}:
        # '90s and 'em are apostrophes
        return free and (after.isalpha() or after in '[(…“"') and text[p + 1 : p + 3].lower() != "em"
    if mark in "’›":
        return False
    # A closing or two-way mark opens where a word follows it and no word leads up to it.
    word_follows = after.isalnum() or after in "[($€£‘'’…“"
    return word_follows and (free or before in _SENTENCE_END)


def _can_close(text: str, p: int, start: int, end: int) -> bool:
    p_start = _start(text, p, start)
    before = text[p_start - 1] if p_start > start else " "
    if before.isspace():
        after = text[p + 1] if p + 1 < end else " "
        return not after.isalnum()
    return True


def inside(text: str) -> bytearray:
    """For each character of `text`, 1 where it stands inside quotation marks (marks included), else 0."""
    return mask_of(len(text), (passage.span for passage in passages(text)))
