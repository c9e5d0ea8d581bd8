"""Words quoted out of their sentence: in another report it also has what limits or denies them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import fsum

from onrecord.core import Span
from onrecord.match.reading import rows
from onrecord.match.statements.cautions import Caution, Told, outlets
from onrecord.match.statements.changes import Words
from onrecord.match.statements.forms import form_of, kin_of
from onrecord.match.statements.quoting import Passage, Side
from onrecord.match.statements.spoken import negations
from onrecord.match.statements.wording import tokens

_NEAR = 4
"""A negation denies what follows if it stands among so many words before, and no comma between."""
_LEAST = 3.0
"""What the quoted words next to the missing ones weigh at least (nats)."""
_AROUND = 300
"""Characters on either side of a content in which a report may tell the rest in its own words."""
_TOLD = 0.5
"""Share of what the missing words tell that makes them told."""
_LIGHT = 1.1
"""What a word that tells something weighs more than (nats)."""
_BREAKS = frozenset(",;:–—")


def out_of_sentence(passage: Passage) -> Iterator[Caution]:
    """The warnings of one passage, by relay."""
    for side in passage.sides:
        # What is missing in the middle is both: one warning.
        for place, opens in dict((*_ahead(passage.base, side), *_behind(passage.base, side))).items():
            if not _is_told(passage.base, place, side.told):
                yield _caution(passage.base, place, side, opens=opens)


def _ahead(base: Told, side: Side) -> Iterator[tuple[range, bool]]:
    """Beginnings of sentences of which a relay quotes the rest alone."""
    words, places = base.words, side.places
    for one, here in places.items():
        if (
            one - 1 in places
            or words[one].opens
            or not _begins(side.told.words, here)
            or not words[one].quoted
        ):
            continue
        start = max(at for at in range(one) if words[at].opens)
        missing = range(max((at + 1 for at in range(start, one) if at in places), default=start), one)
        limited = missing.start == start and _cue(words, missing.start, _conditions())
        if (limited or _denies(base, missing)) and _weight(side, one, 1) >= _LEAST:
            yield missing, True


def _behind(base: Told, side: Side) -> Iterator[tuple[range, bool]]:
    """Ends of sentences of which a relay quotes the beginning alone."""
    words, places = base.words, side.places
    for one, here in places.items():
        nexts = one + 1
        if nexts in places or nexts >= len(words) or words[nexts].opens or not words[one].quoted:
            continue
        if not _ends(side.told.words, here) or _weight(side, one, -1) < _LEAST:
            continue
        stop = next((at for at in range(nexts, len(words)) if words[at].opens or at in places), len(words))
        missing = range(nexts, stop)
        first = missing.start + (words[missing.start].form == "and")
        # “... like a child” and “not clever”: what another quotation denies is something else.
        denied = not words[nexts].gap and first < stop and words[first].form in negations()
        if denied or _cue(words, first, _limits()):
            yield missing, False


def _begins(words: Words, at: int) -> bool:
    """Whether a quotation begins with this word, as far as its report shows."""
    return words[at].quoted and (at == 0 or words[at].gap or not words[at - 1].quoted)


def _ends(words: Words, at: int) -> bool:
    """Whether a quotation ends with this word, as far as its report shows."""
    return words[at].quoted and (at + 1 == len(words) or words[at + 1].gap or not words[at + 1].quoted)


def _cue(words: Words, at: int, phrases: Sequence[tuple[str, ...]]) -> bool:
    return any(tuple(word.form for word in words[at : at + len(phrase)]) == phrase for phrase in phrases)


def _denies(base: Told, missing: range) -> bool:
    """Whether the last words before a quotation deny what follows: "I do not think that ..."."""
    near = missing[-_NEAR:]
    denying = [at for at in near if base.words[at].sort == "negation"]
    if not denying:
        return False
    between = Span(base.words[denying[-1]].span.end, base.words[missing.stop].span.start)
    return _BREAKS.isdisjoint(between.of(base.relay.report.text))


def _weight(side: Side, one: int, step: int) -> float:
    """What the words both have in a row from `one` on weigh."""
    total, places = 0.0, side.places
    while one in places:
        total += side.told.words[places[one]].weight
        one += step
    return total


def _is_told(base: Told, missing: range, other: Told) -> bool:
    """Whether a report has the missing words near its quotation, in marks or its own words."""
    content = other.relay.quotation.content
    text = other.relay.report.text
    first, last = min(span.start for span in content), max(span.end for span in content)
    near = tokens(text, (Span(max(0, first - _AROUND), min(len(text), last + _AROUND)),))
    told_there = {kin_of(form_of(token.text)) for token in near}
    own = {word.kin: word.weight for word in base.words[missing.start : missing.stop] if word.weight > _LIGHT}
    known = [weight for kin, weight in own.items() if kin in told_there]
    return bool(own) and fsum(known) >= _TOLD * fsum(own.values())


def _caution(base: Told, missing: range, side: Side, *, opens: bool) -> Caution:
    beside = missing.stop if opens else missing.start - 1
    step = 1 if opens else -1
    run = []
    while beside in side.places and side.told.words[side.places[beside]].quoted:
        run.append(side.places[beside])
        beside += step
    kept = range(min(run), max(run) + 1)
    goes = "begins with" if opens else "goes on with"
    sentence = (
        f"{outlets([side.told.relay])} quotes “{side.told.shown(kept)}”;"
        f" in {outlets([base.relay])} the sentence {goes} “{base.shown(missing)}”."
    )
    return Caution("out_of_its_sentence", sentence, (side.told.evidence(kept), base.evidence(missing)))


@cache
def _conditions() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for words, kind in rows("conditions") if kind == "condition")


@cache
def _limits() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for words, _ in rows("conditions"))
