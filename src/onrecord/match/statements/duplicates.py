"""Reports that carry one text: wire copies, reprints, briefs cut from a long report, rewrites.

A report's own words are read in runs of five, each hashed, and of the hashes those below a threshold are kept
(FracMinHash: Irber et al., bioRxiv 2022): the same part of all runs in every report, however long, so that
the share of a short report that stands in a long one can be told from the two sketches alone. What stands
between quotation marks weighs little: everybody who was there quotes the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

import numpy as np
import numpy.typing as npt

from onrecord.core import Report, Span, Spans, mask_of
from onrecord.core.marks import passages
from onrecord.core.plain import plain

RUN = 5
"""Words in a run."""
_ONE_IN = 2
"""Of so many runs one is kept: a report of 300 words has its share to within 0.05."""
_KEY_ONE_IN = 8
"""Of so many runs one leads to other reports: fewer would miss briefs of sixty words."""
QUOTED = 0.1
"""What a run between quotation marks weighs; one of a report's own words weighs 1."""
COPY = 0.8
"""From this share on one report stands in another: one word in twenty may differ."""
EDITED = 0.25
"""From this share on a text was worked over; two who write of one event share 0.13 at most."""
_LEAST = 16.0
"""Weight of the runs that must be shared: twenty words in a row."""
_FEWEST_IN = 16
"""Of so many keys of the shorter report one must lead to the other."""
_CROWD = 64
"""Of a key that more reports have, each is compared with the next so many: mostly it is a stock line."""
_AT_HAND = 4096
"""Sketches held as sets at a time: as sets they take twenty times the room."""

Kind = Literal["copy", "part", "edited"]
_Hashes = npt.NDArray[np.uint64]

# Chinese and Japanese set no spaces: each character is read as a word.
_WORD = re.compile(r"[぀-ヿ㐀-鿿]|\d+(?:[.,]\d+)*|[^\W\d_぀-ヿ㐀-鿿]+")
_PLACE = "“”"
"""Stands among a report's own words where it quotes."""
_FACTORS = np.array([0x9E3779B97F4A7C15 * (2 * at + 1) % (1 << 64) for at in range(RUN)], dtype=np.uint64)
_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a report's text: hashes of runs of its own words, and of words it quotes.

    Each 32 bits, little-endian, in ascending order, each once.
    """

    own: bytes = b""
    quoted: bytes = b""

    def to_bytes(self) -> bytes:
        """The sketch as bytes, to be stored."""
        return len(self.own).to_bytes(4, "little") + self.own + self.quoted

    @classmethod
    def from_bytes(cls, stored: bytes) -> Sketch:
        """The sketch that `to_bytes` made."""
        end = 4 + int.from_bytes(stored[:4], "little")
        return cls(stored[4:end], stored[end:])


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two reports with one text: `one` and `other` are their ids, in alphabetical order.

    `shares` are the share of one that stands in the other, and of the other that stands in one (0 to 1).
    `kind` is "copy" where each stands in the other almost word for word, "part" where one of them stands in
    the other, which has more, and "edited" where much is common and much was changed.
    """

    one: str
    other: str
    shares: tuple[float, float]
    kind: Kind


def sketch(text: str, boilerplate: Spans = ()) -> Sketch:
    """What is kept of a text, without its `boilerplate` (`Report.boilerplate`).

    >>> one = sketch("The harbour of Lemsk will be closed to all ships until the ice has gone.")
    >>> other = sketch("LEMSK - The harbour of Lemsk will be closed to all ships until the ice has gone.")
    >>> overlap(one, other)[0]
    1.0
    """
    own: list[str] = []
    quoted: list[_Hashes] = []
    for piece, inside in _pieces(text, boilerplate):
        words = _WORD.findall(piece.casefold())
        if inside:
            own.append(_PLACE)
            quoted.append(_runs(words))
        else:
            own += words
    return Sketch(_kept(_runs(own)), _kept(np.concatenate([*quoted, _NONE])))


def _pieces(text: str, boilerplate: Spans) -> Iterator[tuple[str, bool]]:
    """The text as a reader sees it, in order, without its boilerplate, and whether each piece is quoted."""
    view = plain(text)
    cuts = [(seen.start, seen.end, False) for seen in map(view.seen, boilerplate)]
    cuts += [(*passage.span, True) for passage in passages(view.text)]
    at = 0
    for start, end, quoted in sorted(cuts):
        if start > at:
            yield view.text[at:start], False
        if quoted and start >= at:
            yield view.text[start:end], True
        at = max(at, end)
    yield view.text[at:], False


_NONE: _Hashes = np.array([], dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _runs(words: Sequence[str]) -> _Hashes:
    """A hash of each run of words, all of 64 bits evenly; none of runs that quote twice: they say nothing."""
    count = len(words) - RUN + 1
    if count < 1:
        return _NONE
    numbers = np.fromiter(map(_number, words), dtype=np.uint64, count=len(words))
    hashes = np.zeros(count, dtype=np.uint64)
    for at, factor in enumerate(_FACTORS):
        hashes += (numbers[at : at + count] ^ (numbers[at : at + count] >> np.uint64(29))) * factor
    for shift, factor in zip((30, 27), _MIX, strict=True):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * factor
    hashes ^= hashes >> np.uint64(31)
    places = np.convolve(numbers == _number(_PLACE), np.ones(RUN, dtype=np.int64), "valid")
    return hashes[places < 2]


def _kept(hashes: _Hashes) -> bytes:
    short = (hashes >> np.uint64(32)).astype("<u4")
    return np.unique(short[short < (1 << 32) // _ONE_IN]).tobytes()


def keys(one: Sketch) -> list[int]:
    """The keys by which a sketch meets those it may share text with: 32 bits each, one in eight runs.

    Two that have none in common are no duplicates, or so short that it cannot be told. A report that does
    nothing but quote is found by what it quotes.
    """
    return _keys(one).tolist()  # type: ignore[no-any-return]


def packed_keys(one: Sketch) -> bytes:
    """The same keys as bytes, to be stored: each 32 bits, little-endian."""
    return _keys(one).tobytes()


def _keys(one: Sketch) -> npt.NDArray[np.uint32]:
    hashes = np.frombuffer(one.own or one.quoted, dtype="<u4")
    return hashes[: np.searchsorted(hashes, (1 << 32) // _KEY_ONE_IN)]


def overlap(one: Sketch, other: Sketch) -> tuple[float, float]:
    """The share of one that stands in the other, and of the other that stands in one (0 to 1)."""
    return _overlap(_Sets(one), _Sets(other))[0]


class _Sets:
    """A sketch as sets."""

    def __init__(self, one: Sketch) -> None:
        self.own, self.quoted = (
            frozenset(np.frombuffer(kept, dtype="<u4").tolist()) for kept in (one.own, one.quoted)
        )
        self.weight = len(self.own) + QUOTED * len(self.quoted)

    def within(self, other: _Sets) -> float:
        """The weight of what stands in the other, quoted there or not."""
        own, quoted = (
            sum(1 for each in kept if each in other.own or each in other.quoted)
            for kept in (self.own, self.quoted)
        )
        return own + QUOTED * quoted


def _overlap(one: _Sets, other: _Sets) -> tuple[tuple[float, float], float]:
    """Both shares, and the weight of the runs that both texts have."""
    first, second = one.within(other), other.within(one)
    shares = first / one.weight if one.weight else 0.0, second / other.weight if other.weight else 0.0
    return shares, _ONE_IN * min(first, second)


def compare(one: tuple[str, Sketch], other: tuple[str, Sketch]) -> Duplicate | None:
    """Two reports, each its id and sketch, as duplicates; None where they are not."""
    (first, a), (second, b) = sorted((one, other), key=lambda each: each[0])
    return _judged(first, _Sets(a), second, _Sets(b))


def _judged(one: str, a: _Sets, other: str, b: _Sets) -> Duplicate | None:
    shares, shared = _overlap(a, b)
    if max(shares) < EDITED or shared < _LEAST:
        return None
    kind: Kind = "copy" if min(shares) >= COPY else "part" if max(shares) >= COPY else "edited"
    return Duplicate(one, other, shares, kind)


def duplicates(sketches: Mapping[str, Sketch], stored: Mapping[str, bytes] | None = None) -> list[Duplicate]:
    """All duplicates among reports, by their ids, in alphabetical order; whatever the order of `sketches`.

    Where their keys were `stored` (`packed_keys`), only the sketches of those that meet are asked for:
    `sketches` need not hold them all in memory.
    """
    ids = sorted(sketches if stored is None else stored)
    sets = lru_cache(maxsize=_AT_HAND)(lambda each: _Sets(sketches[each]))
    if stored is None:
        pairs = _pairs([_keys(sketches[each]) for each in ids])
    else:
        pairs = _pairs([np.frombuffer(stored[each], dtype="<u4") for each in ids])
    judged = (_judged(ids[one], sets(ids[one]), ids[other], sets(ids[other])) for one, other in pairs)
    return [each for each in judged if each is not None]


def worth_comparing(shared: int, one: int, other: int) -> bool:
    """Whether reports that have `one` and `other` keys, and `shared` of them in common, may be duplicates.

    Of any two that are, the shorter shares a quarter of its keys, give or take chance: a stock phrase or two
    is far below.
    """
    return shared * _FEWEST_IN >= min(one, other)


def _pairs(keys_of: Sequence[npt.NDArray[np.uint32]]) -> list[tuple[int, int]]:
    """The places of those that share keys enough, each pair once, in order."""
    if not keys_of:
        return []
    all_keys = np.concatenate(keys_of)
    owners = np.repeat(np.arange(len(keys_of)), [len(each) for each in keys_of])
    order = np.argsort(all_keys, kind="stable")
    all_keys, owners = all_keys[order], owners[order]
    found = [np.array([], dtype=np.int64)]
    for step in range(1, _CROWD + 1):
        same = all_keys[step:] == all_keys[:-step]
        if not same.any():
            break
        found.append(owners[:-step][same] * len(keys_of) + owners[step:][same])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    places = (divmod(pair, len(keys_of)) for pair in pairs.tolist())
    return [
        (one, other)
        for (one, other), count in zip(places, shared.tolist(), strict=True)
        if worth_comparing(count, len(keys_of[one]), len(keys_of[other]))
    ]


def common(one: Report, other: Report) -> list[tuple[Span, Span]]:
    """The stretches of at least five words, outside quotation marks, that both texts have; longest first.

    Each as it stands in the one and in the other.
    """
    first, second = _words(one, "one"), _words(other, "other")
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(first) - RUN + 1):
        places.setdefault(tuple(word for word, _ in first[at : at + RUN]), []).append(at)
    found = []
    at = 0
    while at <= len(second) - RUN:
        starts = places.get(tuple(word for word, _ in second[at : at + RUN]), ())[:_CROWD]
        length, start = max(((_run(first, start, second, at), -start) for start in starts), default=(0, 0))
        if length:
            found.append((length, _stretch(first, -start, length), _stretch(second, at, length)))
        at += length or 1
    found.sort(key=lambda each: (-each[0], each[2]))
    return [(here, there) for _, here, there in found]


_Placed = tuple[str, Span]


def _words(report: Report, side: str) -> list[_Placed]:
    """The report's own words; where it quotes, what is like no word of the other, so that stretches end."""
    text = report.text
    quoted = mask_of(len(text), (passage.span for passage in passages(text)))
    noise = mask_of(len(text), report.boilerplate)
    words: list[_Placed] = []
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        if noise[span.start]:
            continue
        word = f" {side} {span.start}" if quoted[span.start] else match[0].casefold()
        words.append((word, span))
    return words


def _run(first: Sequence[_Placed], start: int, second: Sequence[_Placed], at: int) -> int:
    """How many words are the same from the two places on."""
    longest = min(len(first) - start, len(second) - at)
    return next((by for by in range(longest) if first[start + by][0] != second[at + by][0]), longest)


def _stretch(words: Sequence[_Placed], start: int, length: int) -> Span:
    return Span(words[start][1].start, words[start + length - 1][1].end)
