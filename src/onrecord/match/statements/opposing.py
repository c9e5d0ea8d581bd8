"""Whether of two wordings that are otherwise alike one says the opposite of the other, or denies it.

All of it is read from the stems of a wording, in order: so it is known of wordings that were stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from onrecord.core.tables import several
from onrecord.match.reading import rows
from onrecord.match.statements.forms import kin_of
from onrecord.match.statements.wording import Wording, is_content_word, stem_of, weight_of

_SMALL = 6
"""More words in the place of others are another sentence."""
_WORDS = 2
"""So few words, a denial and what goes with it, are put in anywhere."""
_SOON = 2
"""Days within which a report of the same remark comes."""
_FEW = 3
"""More words at an end, in the place of others, tell of something else."""
_PROOF = 9.0
"""What the words weigh that both quote around an altered one, where they prove one passage (nats);"""
_PROVING = 6
"""and how many they are: who says the opposite a week later says it in few of the same words."""
_NO_DENIAL = frozenset({("noth", "but"), ("no", "doubt"), ("no", "fewer"), ("no", "less"), ("no", "later")})
_MERELY = frozenset({"onli", "just", "mere", "simpli"})
"""Behind "not" or "isn't": what follows is said too."""
_REFUSING = frozenset(map(stem_of, "refuse fail lack deny unable cannot reject rule avoid stop".split()))
"""Words that deny without a negation, so that "refused to" says what "would not" does."""


class _Gap(NamedTuple):
    """Words of the one where the other has others, or none.

    `inner` tells that words follow on either side that both have and that tell something.
    """

    one: Sequence[str]
    other: Sequence[str]
    inner: bool


def opposed(one: Wording, other: Wording) -> bool:
    """Whether two say the opposite, unless what both quote around it proves one passage that was altered."""
    if not (may_deny(one.stems) or may_deny(other.stems) or _may_have_opposites(one, other)):
        return False  # nearly all pairs: laying word by word takes time
    gaps = list(_gaps(one.stems, other.stems))
    if not (_denied(gaps) or _has_opposites(gaps, one, other)):
        return False
    return not _prove_one_passage(one, other)


def have_opposites(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a word, or stem, of the ones says the opposite of one of the others.

    >>> have_opposites(["it", "fell"], ["rose"]), have_opposites(["fell"], ["fall"])
    (True, False)
    """
    theirs = set(map(_key, others))
    return any(not theirs.isdisjoint(_opposites().get(key, ())) for key in map(_key, ones))


def denials(stems: Sequence[str]) -> int:
    """How many of the words deny; "nothing but" and "no fewer than" do not."""
    pairs = [*pairwise(stems), (stems[-1], "")] if stems else []
    return sum(
        _denies(stem) and (stem, after) not in _NO_DENIAL and not (stem != "no" and after in _MERELY)
        for stem, after in pairs
    )


def may_deny(stems: Sequence[str]) -> bool:
    """Whether any of the words denies by itself: only then `denials` counts some in any part of them."""
    return any(map(_denies, stems))


def _gaps(one: Sequence[str], other: Sequence[str]) -> Iterator[_Gap]:
    """The small differences that stand next to a word that both have and that tells something."""
    equal = [code for code in Levenshtein.opcodes(one, other) if code.tag == "equal"]
    telling = [any(map(is_content_word, one[code.src_start : code.src_end])) for code in equal]
    starts = [(0, 0), *((code.src_end, code.dest_end) for code in equal)]
    ends = [*((code.src_start, code.dest_start) for code in equal), (len(one), len(other))]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        here, there = one[start[0] : end[0]], other[start[1] : end[1]]
        if 0 < max(len(here), len(there)) <= _SMALL and any(telling[max(0, at - 1) : at + 1]):
            between = 0 < at < len(equal)
            # Between small words a longer difference is no aligned one.
            near = max(len(here), len(there)) <= _WORDS or all(telling[max(0, at - 1) : at + 1])
            yield _Gap(here, there, between and near)


def _denied(gaps: Sequence[_Gap]) -> bool:
    """Whether one denies between words that both have what the other does not, by whatever words."""
    # At an end, words that the other lacks are just not told by it.
    near = [gap for gap in gaps if gap.inner or _is_exchange(gap)]
    by_one, by_other = any(denials(gap.one) for gap in near), any(denials(gap.other) for gap in near)
    # "Does not think it fair" for "thinks it not fair": the denial has moved.
    return (by_one and not any(_refuses(gap.other) for gap in gaps)) or (
        by_other and not any(_refuses(gap.one) for gap in gaps)
    )


def _refuses(stems: Sequence[str]) -> bool:
    return denials(stems) > 0 or not _REFUSING.isdisjoint(stems)


def _is_exchange(gap: _Gap) -> bool:
    """Whether a few words stand in the place of as many."""
    sizes = sorted((len(gap.one), len(gap.other)))
    return sizes[0] > 0 and sizes[1] <= min(sizes[0] + 1, _FEW)


def _has_opposites(gaps: Sequence[_Gap], one: Wording, other: Wording) -> bool:
    """Whether a word of one stands where the other has its opposite; who has both says more than that."""
    for gap in gaps:
        if bool(denials(gap.one)) != bool(denials(gap.other)):
            continue
        theirs = set(map(_key, gap.other))
        facing = {key for key in map(_key, gap.one) if not theirs.isdisjoint(_opposites().get(key, ()))}
        if facing:
            ones, others = set(map(_key, one.stems)), set(map(_key, other.stems))
            if any(not (theirs - ones).isdisjoint(_opposites()[key]) for key in facing - others):
                return True
    return False


def _may_have_opposites(one: Wording, other: Wording) -> bool:
    """Whether a word that only the one has is the opposite of one that only the other has."""
    ones, others = set(map(_key, one.stems)), set(map(_key, other.stems))
    return any(
        not (others - ones).isdisjoint(_opposites()[key]) for key in ones - others if key in _opposites()
    )


def _prove_one_passage(one: Wording, other: Wording) -> bool:
    """Whether both quote so much in the same order, within days, that it is one passage that was altered.

    Later than that the opposite in the same words is another position.
    """
    days = one.setting.day, other.setting.day
    if days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > _SOON:
        return False
    common = Counter[str]()
    for code in Levenshtein.opcodes(one.quoted, other.quoted):
        if code.tag == "equal":
            common.update(one.quoted[code.src_start : code.src_end])
    return common.total() >= _PROVING and sum(weight_of(s) * n for s, n in common.items()) >= _PROOF


@lru_cache(maxsize=1 << 16)
def _denies(stem: str) -> bool:
    return stem in _negations() or stem.endswith("n't")


@cache
def _negations() -> frozenset[str]:
    return frozenset(stem_of(word) for word, *_ in rows("negations"))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return kin_of(stem_of(word)) if word else word


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for ones, others, *_ in rows("opposites"):
        for one in map(_key, several(ones)):
            for other in map(_key, several(others)):
                if one != other:
                    found.setdefault(one, set()).add(other)
                    found.setdefault(other, set()).add(one)
    return {key: frozenset(words) for key, words in found.items()}
