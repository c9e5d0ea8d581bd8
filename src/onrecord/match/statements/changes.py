"""What became of the words of one wording in another: steps that go through both from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from onrecord.match.statements.alignment import Run, gaps
from onrecord.match.statements.figures import is_month, month_of
from onrecord.match.statements.forms import PERSON, is_shift, spelling_of
from onrecord.match.statements.spoken import Word, hedges

Difference = Literal[
    "dropped",
    "added",
    "replaced",
    "cut",
    "number",
    "date",
    "name",
    "negation",
    "hedge",
    "paraphrased",
    "quoted",
]
Kind = Literal["same", "shift", "unlike"] | Difference

Words = Sequence[Word]

_LONG = 4
"""From so many words on, what stands outside quotation marks instead of quoted words retells them."""


class Step(NamedTuple):
    """Some words of the base and some of the other wording, by their places; one of the two may be empty."""

    kind: Kind
    base: range
    here: range


def kind_of_pair(base: Word, here: Word) -> Kind:
    """What one word in the place of another is.

    Speech that is told of shifts person and tense; between quotation marks such a shift is another word.
    """
    verbatim = base.quoted and here.quoted
    if spelling_of(base.form) == spelling_of(here.form) or base.form == here.also or here.form == base.also:
        return "same"
    if base.bracketed or here.bracketed or (_is_shifted(base, here) and not verbatim):
        return "shift"
    if _denies(base.form, here.form):
        return "negation"
    if base.kin == here.kin and base.kin != PERSON and base.sort != "hedge":
        return "shift"
    return _exchanged(base, here)


def _is_shifted(base: Word, here: Word) -> bool:
    return any(is_shift(one, other) for one in (base.form, base.also) for other in (here.form, here.also))


def _exchanged(base: Word, here: Word) -> Kind:
    """What another word is in the place of one."""
    if base.sort == here.sort == "hedge":
        return "hedge" if _degree(base) != _degree(here) else "replaced"
    dates = _sort_of_date(base), _sort_of_date(here)
    if None not in dates:
        return "date" if dates[0] == dates[1] else "replaced"
    if base.sort == here.sort == "number":
        return "number"
    return "name" if base.sort == here.sort == "name" else "replaced"


def _sort_of_date(word: Word) -> Literal["day", "weekday", "month"] | None:
    """What of a date a figure or a name is, if it is one."""
    if word.sort == "number":
        return "day" if word.form.startswith("day ") else None
    if word.sort != "name":
        return None
    return "month" if is_month(word.form) else "weekday" if word.form in _WEEKDAYS else None


_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _denies(one: str, other: str) -> bool:
    """Whether one of two words is the other with a syllable that denies it."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and long.removesuffix(short) in _DENYING


_DENYING = frozenset("un in im il ir dis non".split())


def _degree(word: Word) -> int:
    return hedges()[word.form][1]


def steps(base: Words, here: Words, runs: Sequence[Run]) -> list[Step]:
    """All words of both, in order; neighbours of one kind are one step."""
    between = gaps(runs, len(base), len(here))
    found: list[Step] = []
    for at, gap in enumerate(between):
        edge: Edge = "start" if at == 0 and runs else "end" if at == len(runs) and runs else None
        found += _of_gap(base, here, gap.one, gap.other, edge)
        if at < len(runs):
            run = runs[at]
            for n in range(run.size):
                one, other = run.one + n, run.other + n
                kind = kind_of_pair(base[one], here[other])
                found.append(Step(kind, range(one, one + 1), range(other, other + 1)))
    return _merged([_dated(step, base, here) for step in _moved(found, base, here)])


def _dated(step: Step, base: Words, here: Words) -> Step:
    """The step; "until the end of June" is the time that "until July" is."""
    if step.kind != "date" or not len(step.base) == len(step.here) == 1:
        return step
    ends = [_ends(base, step.base.start), _ends(here, step.here.start)]
    months = [month_of(words[at].form) for words, at in ((base, step.base.start), (here, step.here.start))]
    if ends[0] == ends[1] or None in months:
        return step
    ending, other = (months[0], months[1]) if ends[0] else (months[1], months[0])
    follows = ending is not None and other == ending % 12 + 1
    return step._replace(kind="replaced") if follows else step


def _ends(words: Words, at: int) -> bool:
    return [word.form for word in words[max(0, at - 2) : at]] == ["end", "of"]


Edge = Literal["start", "end"] | None
"""Whether a gap lies before the first shared word or behind the last one."""


def _of_gap(base: Words, here: Words, one: range, other: range, edge: Edge) -> Iterator[Step]:
    broken = _is_broken(here, other)
    if not one and not other:
        return
    if not one or not other:
        yield from _of_one_side(base, here, one, other, cut=edge is not None or broken, whole=broken)
    elif "".join(base[at].form for at in one) == "".join(here[at].form for at in other):
        yield Step("same", one, other)
    elif all(here[at].bracketed for at in other) or all(base[at].bracketed for at in one):
        yield Step("shift", one, other)
    elif edge:
        yield from _at_edge(base, here, one, other, edge)
    elif broken:
        yield from _apart(base, here, one, other)
    else:
        yield from _of_both(base, here, one, other)


def _is_broken(here: Words, other: range) -> bool:
    """Whether the report shows that something is left out at these places."""
    return any(here[at].gap for at in (*other, other.stop) if at < len(here))


def _of_one_side(
    base: Words, here: Words, one: range, other: range, *, cut: bool = False, whole: bool = False
) -> Iterator[Step]:
    """Words that only one of the two has; if not `whole`, what denies or hedges counts for itself."""
    for at, kind in _lone(base, one, "cut" if cut else "dropped", whole=cut or whole):
        yield Step(kind, range(at, at + 1), other)
    for at, kind in _lone(here, other, "added", whole=whole):
        yield Step(kind, one, range(at, at + 1))


def _lone(words: Words, places: range, otherwise: Difference, *, whole: bool) -> Iterator[tuple[int, Kind]]:
    joining = all(words[at].form == "that" and not words[at].quoted for at in places)
    for at in places:
        word = words[at]
        if word.bracketed or joining:
            yield at, "shift"
        elif whole or len(places) >= _LONG or (word.form in _FUTURE and not word.quoted):
            # What was to come is told of with "would": no doubt in it.
            yield at, otherwise
        else:
            yield at, _TELLING.get(word.sort, otherwise)


_TELLING: dict[str, Difference] = {"negation": "negation", "hedge": "hedge"}
_FUTURE = frozenset({"will", "would", "shall", "should"})


def _at_edge(base: Words, here: Words, one: range, other: range, edge: Edge) -> list[Step]:
    """Words of both at an end: of the base's only the nearest sentence can have become the other's."""
    if edge == "start":
        first = max((at for at in one if base[at].opens), default=one.start)
        far, near, joint = range(one.start, first), range(first, one.stop), other.stop
    else:
        last = next((at for at in one if base[at].opens), one.stop)
        near, far, joint = range(one.start, last), range(last, one.stop), other.start
    if len(near) > 2 * len(other) + 3 or here[joint].gap:
        near, far = one[:0], one
    cut = list(_of_one_side(base, here, far, other[:0], cut=True))
    if near:
        instead = list(_of_both(base, here, near, other))
    else:
        instead = list(_of_one_side(base, here, near, other, whole=_is_broken(here, other)))
    return [*instead, *cut] if edge == "end" else [*cut, *instead]


def _apart(base: Words, here: Words, one: range, other: range) -> Iterator[Step]:
    """Words of both at a gap: the base's are cut there, the other's are its own."""
    if _retells(base, here, one, other):
        yield Step("paraphrased", one, other)
        return
    yield from _of_one_side(base, here, one, other[:0], cut=True)
    yield from _of_one_side(base, here, one[:0], other, whole=True)


def _retells(base: Words, here: Words, one: range, other: range) -> bool:
    """Whether words outside quotation marks stand for quoted ones, and so many that no word is another's."""
    return (
        max(len(one), len(other)) >= _LONG
        and all(base[at].quoted for at in one)
        and not any(here[at].quoted for at in other)
    )


def _of_both(base: Words, here: Words, one: range, other: range) -> Iterator[Step]:
    """Words in the place of others: figures against figures, names against names, the rest as it comes."""
    if _retells(base, here, one, other):
        yield Step("paraphrased", one, other)
        return
    if len(one) == len(other) == 1:
        yield Step(_alone(base[one.start], here[other.start]), one, other)
        return
    if _denials(base, one) == _denials(here, other):
        # "without" for "with no" denies as much.
        base, here = _plain(base), _plain(here)
    sorts = [base[at].sort for at in one], [here[at].sort for at in other]
    for code in Levenshtein.opcodes(*sorts):
        left = one[code.src_start : code.src_end]
        right = other[code.dest_start : code.dest_end]
        if code.tag == "equal":
            yield from (
                Step(kind_of_pair(base[a], here[b]), range(a, a + 1), range(b, b + 1))
                for a, b in zip(left, right, strict=True)
            )
        else:
            yield from _unpaired(base, here, left, right)


def _denials(words: Words, places: range) -> int:
    return sum(words[at].sort == "negation" for at in places)


def _plain(words: Words) -> Words:
    return [replace(word, sort="word") if word.sort == "negation" else word for word in words]


def _unpaired(base: Words, here: Words, one: range, other: range) -> Iterator[Step]:
    """Words of other sorts in one place: what denies or hedges by itself, the rest one for the other."""
    marked = any(base[at].sort in _TELLING for at in one) or any(here[at].sort in _TELLING for at in other)
    if one and other and not marked:
        yield Step("replaced", one, other)
    else:
        yield from _of_one_side(base, here, one, other[:0])
        yield from _of_one_side(base, here, one[:0], other)


def _alone(base: Word, here: Word) -> Kind:
    """What one word in the place of another is where nothing else changed: "never" for "always" denies."""
    kind = kind_of_pair(base, here)
    telling = [_TELLING[word.sort] for word in (base, here) if word.sort in _TELLING]
    return telling[0] if kind == "replaced" and len(telling) == 1 else kind


def _moved(found: Sequence[Step], base: Words, here: Words) -> list[Step]:
    """The steps; what denies or hedges and only moved a few words on is not lost and not gained."""
    lone = [
        (n, step)
        for n, step in enumerate(found)
        if step.kind in _TELLING and bool(step.base) != bool(step.here)
    ]
    gone = [(n, base[step.base.start].kin) for n, step in lone if step.base]
    come = [(n, here[step.here.start].kin) for n, step in lone if step.here]
    moved: dict[int, Difference] = {}
    for at, kin in gone:
        near = [n for n, other in come if other == kin and abs(n - at) <= _NEAR and n not in moved]
        if near:
            moved[at], moved[near[0]] = "dropped", "added"
    return [step._replace(kind=moved.get(n, step.kind)) for n, step in enumerate(found)]


_NEAR = 8
"""So far a word may move (steps, which are words but in long differences)."""
_LOOSE = frozenset({"dropped", "added", "replaced"})


def _merged(found: Sequence[Step]) -> list[Step]:
    """The steps, neighbours of one kind as one; what is dropped and added in one place is replaced."""
    whole: list[Step] = []
    for step in found:
        last = whole[-1] if whole else None
        if last and _are_one(last, step):
            base = range(last.base.start, step.base.stop) if step.base else last.base
            here = range(last.here.start, step.here.stop) if step.here else last.here
            base, here = (step.base if not last.base else base), (step.here if not last.here else here)
            kind = last.kind if last.kind == step.kind else "replaced"
            whole[-1] = Step(kind, base, here)
        else:
            whole.append(step)
    return whole


def _are_one(last: Step, step: Step) -> bool:
    alike = bool(last.base) == bool(step.base) and bool(last.here) == bool(step.here)
    return (last.kind == step.kind and alike) or {last.kind, step.kind} <= _LOOSE
