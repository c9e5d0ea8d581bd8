"""What shows that somebody may say the opposite of what he said before: the words on both sides, no verdict.

Every sign needs words that both have, and something that turns on them: a denial on one side alone, a word
for its opposite, a number that goes the other way, or the speaker's own break with the past. Two turns
undo each other ("I do not oppose it"), and conditions, questions or other times leave it open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.match.reading import rows as match_rows
from onrecord.match.statements.changes import Step
from onrecord.match.statements.forms import kin_of
from onrecord.match.statements.spoken import Word, hedges

SignKind = Literal["negation", "antonym", "direction", "break"]
Words = Sequence[Word]

_NEAR = 4
"""So many words on a negation, or an opposite, bears."""
_TELLS = 1.1
"""What a word that tells something weighs more than (nats)."""
_ONESELF = frozenset({"i", "we"})
_NO_DENIAL = (
    ("not", "only"),
    ("not", "just"),
    ("not", "merely"),
    ("not", "simply"),
    ("no", "doubt"),
    ("nothing", "but"),
)
_DOUBT = frozenset({"doubt", "question"})
_SAYING = frozenset(map(kin_of, "say tell claim think believe argue insist accuse call".split()))
_PARTS = re.compile(r"…|\.\.\.|[;:\[]")
"""What parts a denial from the words behind it."""
_COPULAS = frozenset(map(kin_of, "stay remain become keep".split()))
_QUESTIONING = frozenset("when whether why how what who where which".split())
_TIMES = frozenset(
    "year month week day tomorrow tonight yet before until this next last later soon ago".split()
)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that show a reversal; a span is None where that side has no word for it."""

    kind: SignKind
    earlier: Span | None
    later: Span | None


@dataclass(frozen=True, slots=True)
class Sides:
    """Two contents laid word by word: `pairs` are places in the earlier and the later that have one word."""

    earlier: Words
    later: Words
    steps: Sequence[Step]
    earlier_text: str
    later_text: str

    @property
    def pairs(self) -> Mapping[int, int]:
        """Places of the earlier with those of the later that have the same word."""
        return {
            one: here
            for step in self.steps
            if step.kind in {"same", "shift"} and len(step.base) == len(step.here)
            for one, here in zip(step.base, step.here, strict=True)
        }


def signs(sides: Sides) -> list[Sign]:
    """What shows that the later content may reverse the earlier; nothing where it is left open."""
    if is_open(sides):
        return []
    turns = [*_negations(sides), *_opposites(sides)]
    # "We do not oppose it" after "we support it": an even number of turns is none.
    return turns if len(turns) % 2 and not _tell_more(sides, turns) else []


def _tell_more(sides: Sides, turns: Sequence[Sign]) -> bool:
    """Whether a side has words besides that the other lacks: it may be of somebody or something else.

    "We will not sell it to Merrow" and "we will sell it to the town" are both true.
    """
    shown = {span for sign in turns for span in (sign.earlier, sign.later) if span}
    # "Always" in the place of "never" is a part of the turn.
    for step in sides.steps:
        if step.kind == "negation":
            shown |= {sides.earlier[at].span for at in step.base} | {sides.later[at].span for at in step.here}
    # Of what goes up or down the figures may differ; else they tell two things apart.
    counting = any(sign.kind == "direction" for sign in turns)
    pairs = sides.pairs
    for words, paired in ((sides.earlier, set(pairs)), (sides.later, set(pairs.values()))):
        for at, word in enumerate(words):
            other = _tells(word) or _is_doubtful(word) or (word.sort == "number" and not counting)
            if other and at not in paired and word.span not in shown:
                return True
    return False


def _tells(word: Word) -> bool:
    return word.weight > _TELLS and word.sort in {"word", "name"} and word.kin not in _COPULAS


def _is_doubtful(word: Word) -> bool:
    """Whether a word makes what is said less sure than it is or should be."""
    return word.sort == "hedge" and hedges()[word.form][1] not in {0, 1}


def is_open(sides: Sides) -> bool:
    """Whether one side asks, sets a condition, tells what others say, or speaks of another time."""
    if sides.later_text.rstrip(" ”\"'’»").endswith("?") != sides.earlier_text.rstrip(" ”\"'’»").endswith("?"):
        return True
    one, other = (_conditions_of(each) for each in (sides.earlier, sides.later))
    reported = _is_reported(sides.earlier) != _is_reported(sides.later)
    return one != other or reported or _is_of_other_time(sides) or _asks_otherwise(sides)


def _conditions_of(words: Words) -> frozenset[str]:
    forms = [word.form for word in words]
    return frozenset(
        " ".join(each)
        for each in _conditions()
        for at in range(len(forms))
        if tuple(forms[at : at + len(each)]) == each
    )


@cache
def _conditions() -> tuple[tuple[str, ...], ...]:
    limits = [words for words, kind in match_rows("conditions") if kind == "condition"]
    return tuple(tuple(words.split()) for words in (*limits, "with", "without", "before", "after"))


def _is_reported(words: Words) -> bool:
    """Whether it tells what somebody else says: "my critics say I oppose it"."""
    first = next((at for at, word in enumerate(words[:_NEAR]) if word.kin in _SAYING), None)
    return first is not None and first > 0 and not any(word.form in _ONESELF for word in words[:first])


def _is_of_other_time(sides: Sides) -> bool:
    """Whether words for days, years or names of places stand in the place of others."""
    for step in sides.steps:
        if step.kind in {"date", "name"}:
            return True
        years = step.kind == "number" and all(_is_year(sides.earlier[at]) for at in step.base)
        if years:
            return True
    alone = [
        {word.form for at, word in enumerate(side) if at not in taken and word.form in _TIMES}
        for side, taken in ((sides.earlier, set(sides.pairs)), (sides.later, set(sides.pairs.values())))
    ]
    return alone[0] != alone[1]


def _is_year(word: Word) -> bool:
    return word.form.isdecimal() and len(word.form) == 4


def _asks_otherwise(sides: Sides) -> bool:
    """Whether one side alone says what is not known: "did not say when"."""
    forms = [{word.form for word in each} & _QUESTIONING for each in (sides.earlier, sides.later)]
    return forms[0] != forms[1]


def _negations(sides: Sides) -> Iterator[Sign]:
    """Denials of one side alone of a word that both have."""
    pairs = sides.pairs
    back = {here: one for one, here in pairs.items()}
    denied = _denied(sides.earlier, sides.earlier_text), _denied(sides.later, sides.later_text)
    for one, at in denied[0].items():
        if one in pairs and pairs[one] not in denied[1] and _is_of_one(sides, pairs, at, pairs[one]):
            yield Sign("negation", sides.earlier[at].span, None)
            return
    for here, at in denied[1].items():
        if here in back and back[here] not in denied[0] and _is_of_one(sides, pairs, back[here], at):
            yield Sign("negation", None, sides.later[at].span)
            return


def _is_of_one(sides: Sides, pairs: Mapping[int, int], one: int, here: int) -> bool:
    """Whether what stands before two words lets both be said of one, not of two names or other things."""
    before, other = _bearing(sides.earlier, one, -1), _bearing(sides.later, here, -1)
    if before is not None and other is not None:
        return pairs.get(before) == other or before in pairs or other in pairs.values()
    alone = [sides.earlier[before]] if before is not None else []
    alone += [sides.later[other]] if other is not None else []
    return all(word.sort != "name" for word in alone)


def _denied(words: Words, text: str) -> dict[int, int]:
    """The places of words that are denied, each with the place of what denies it."""
    found: dict[int, int] = {}
    for at, word in enumerate(words):
        if word.sort != "negation" or _denies_nothing(words, at):
            continue
        for near in range(at + 1, min(at + 1 + _NEAR, len(words))):
            if words[near].opens or _PARTS.search(text, words[near - 1].span.end, words[near].span.start):
                break
            if words[near].weight > _TELLS:
                found.setdefault(near, at)
                break
    return found


def _denies_nothing(words: Words, at: int) -> bool:
    pair = tuple(word.form for word in words[at : at + 2])
    ahead = {word.form for word in words[at + 1 : at + 4]}
    return pair in _NO_DENIAL or (words[at].form in {"no", "without"} and bool(ahead & _DOUBT))


def _opposites(sides: Sides) -> Iterator[Sign]:
    """Words of which one side has one and the other its opposite, said of a word that both have."""
    pairs = sides.pairs
    kins = [
        {word.kin for word in each} | {word.form for word in each} for each in (sides.earlier, sides.later)
    ]
    denied = _denied(sides.earlier, sides.earlier_text), _denied(sides.later, sides.later_text)
    having = _places(sides.later)
    for one, word in enumerate(sides.earlier):
        if one in pairs:
            continue
        for here, kind in _opposites_of(word, having):
            other = sides.later[here]
            if (one in denied[0]) != (here in denied[1]):
                continue
            # "Cut the fare and raise the toll" has both words on either side.
            both_on_one = _meets(word, kins[1]) or _meets(other, kins[0])
            of_one = _is_of_one(sides, pairs, one, here)
            if not both_on_one and of_one and _said_of_same(sides, pairs, one, here):
                yield Sign(kind, word.span, other.span)
                return


def _meets(word: Word, there: set[str]) -> bool:
    return word.form in there or word.kin in there


def _said_of_same(sides: Sides, pairs: Mapping[int, int], one: int, here: int) -> bool:
    """Whether what the two bear on is one word: behind them, else before them."""
    for step in (1, -1):
        near = _bearing(sides.earlier, one, step)
        far = _bearing(sides.later, here, step)
        if near is None and far is None:
            continue
        return near is not None and far is not None and pairs.get(near) == far
    return False


def _bearing(words: Words, at: int, step: int) -> int | None:
    """The nearest word that tells something, in one direction and within reach."""
    for near in range(at + step, at + step * (_NEAR + 1), step):
        if not 0 <= near < len(words):
            return None
        if _tells(words[near]):
            return near
    return None


def _places(words: Words) -> Mapping[str, Sequence[int]]:
    """Where each word stands, by its form and by its kin."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        for key in {word.form, word.kin}:
            found[key].append(at)
    return found


def _opposites_of(word: Word, having: Mapping[str, Sequence[int]]) -> list[tuple[int, SignKind]]:
    """The places of the opposites of a word, in order."""
    found: dict[int, SignKind] = {}
    for key in sorted({word.form, word.kin}):
        for opposite, kind in _known().get(key, {}).items():
            for at in having.get(opposite, ()):
                found.setdefault(at, kind)
    return sorted(found.items())


def has_opposite(word: Word) -> bool:
    """Whether a word is one of those that have an opposite ("raise", "oppose")."""
    return word.form in _known() or word.kin in _known()


@cache
def _known() -> Mapping[str, Mapping[str, SignKind]]:
    """The opposites of each word."""
    found: defaultdict[str, dict[str, SignKind]] = defaultdict(dict)
    for ones, others, kind, _ in match_rows("opposites"):
        if kind == "side":
            continue
        sign: SignKind = "direction" if kind == "direction" else "antonym"
        for one in several(ones):
            for other in several(others):
                # The kin of "open" is also that of "opened", but "closed" is a state of its own.
                for pair in ((one, other), (kin_of(one), kin_of(other))):
                    found[pair[0]].setdefault(pair[1], sign)
                    found[pair[1]].setdefault(pair[0], sign)
    return found


def breaks(words: Words, text: str) -> Span | None:
    """Where the speaker breaks with what was said before; None where it is denied, asked or supposed."""
    if text.rstrip(" ”\"'’»").endswith("?") or _conditions_of(words) & {"if", "unless", "even if"}:
        return None
    forms = [word.form for word in words]
    for at in range(len(forms)):
        for phrase, own in _breaks():
            if tuple(forms[at : at + len(phrase)]) == phrase and _is_meant(words, at, own=own):
                return Span(words[at].span.start, words[at + len(phrase) - 1].span.end)
    return None


def _is_meant(words: Words, at: int, *, own: bool) -> bool:
    before = words[:at]
    if any(word.sort in {"negation", "hedge"} or word.form in _QUESTIONING for word in before):
        return False
    if any(word.form == "still" for word in words[at:]):
        return False
    # Somebody else's saying so is no break: "nobody can say I was wrong", "he says I was wrong".
    if any(word.kin in _SAYING for word in before) and not any(word.form in _ONESELF for word in before[:2]):
        return False
    return not own or any(word.form in _ONESELF for word in before[-3:])


@cache
def _breaks() -> tuple[tuple[tuple[str, ...], bool], ...]:
    found = [
        (tuple(each.split()), kind == "own")
        for cell, kind, _ in rows(__package__, "positions_breaks")
        for each in several(cell)
    ]
    return tuple(sorted(found, key=lambda each: -len(each[0])))
