"""What parts two wordings that are otherwise alike: words told again of an earlier time, a denial, a change.

All of it is read from the stems of a wording, in order: so it is known of wordings that were stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from onrecord.match.statements.opposing import denials, may_deny
from onrecord.match.statements.wording import Wording, stem_of

_AHEAD, _BACK = 4, 8
"""So many words on "no longer" bears, and so many back what comes behind its verb ("anymore")."""
_SMALL = 4
"""More words in the place of others are another sentence."""
_NO_LONGER = ("no", "longer")
_ANY_MORE = frozenset({("ani", "longer"), ("ani", "more")})
_SIGNALS = frozenset({"longer", "more", "anymor"})
"""None of these phrases is without one of them."""
_TURNING = frozenset(map(stem_of, ("now", "stop", "stopped", "cease", "anymore")))


def is_told_again(one: Wording, other: Wording) -> bool:
    """Whether one of two tells again what the other may be the first telling of: two acts of saying.

    Reports of one day, or that tell of one day of saying, may have the same occasion.
    """
    if one.again_from is None and other.again_from is None:
        return False
    if 0 in {one.again_from, other.again_from}:
        return one.again_from != other.again_from
    if one.again_from is not None and other.again_from is not None:
        return False
    later, first = (one, other) if one.again_from is not None else (other, one)
    if _may_be_one_day(one, other):
        return False
    told = set(later.stems[later.again_from :])
    own = set(later.stems[: later.again_from]) - told
    return _shared(first, told) > _shared(first, own)


def _may_be_one_day(one: Wording, other: Wording) -> bool:
    if one.days is not None and other.days is not None:
        return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
    return one.setting.day is not None and one.setting.day == other.setting.day


def _shared(wording: Wording, stems: set[str]) -> float:
    return sum(weight for stem, weight in wording.words.items() if stem in stems)


def changed_position(one: Wording, other: Wording) -> bool:
    """Whether one says "no longer" of what both tell, and the other does not."""
    turned = set(_no_longer(one.stems)) ^ set(_no_longer(other.stems))
    return any(stem in one.words and stem in other.words for stem in turned)


def contradicts(one: Wording, other: Wording) -> bool:
    """Whether, between words that both have, one denies or says that it is so now or has stopped."""
    if not (_may_turn(one.stems) or _may_turn(other.stems)):
        return False
    codes = Levenshtein.opcodes(one.stems, other.stems)
    for code, after in pairwise(codes):
        here = one.stems[code.src_start : code.src_end]
        there = other.stems[code.dest_start : code.dest_end]
        small = code.tag != "equal" and max(len(here), len(there)) <= _SMALL
        if small and after.tag == "equal" and _turns(here) != _turns(there):
            return True
    return False


def _no_longer(stems: Sequence[str]) -> Iterator[str]:
    """The words next to "no longer", "not any more", "anymore"."""
    if _SIGNALS.isdisjoint(stems):
        return
    for at, stem in enumerate(stems):
        pair = tuple(stems[at : at + 2])
        if pair == _NO_LONGER:
            yield from stems[at + 2 : at + 2 + _AHEAD]
        elif stem == "anymor" or (pair in _ANY_MORE and denials(stems[max(0, at - _BACK) : at])):
            yield from stems[max(0, at - _BACK) : at]


def _may_turn(stems: Sequence[str]) -> bool:
    """Whether any part of them may say that it is so now, has stopped, or is not so."""
    return not _TURNING.isdisjoint(stems) or may_deny(stems)


def _turns(stems: Sequence[str]) -> bool:
    return not _TURNING.isdisjoint(stems) or denials(stems) > 0
