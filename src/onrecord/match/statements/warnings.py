"""What readers of a statement should look at: words or speakers that differ, sentences cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.core import Relay
from onrecord.match.statements.alignment import Run, align
from onrecord.match.statements.cautions import Caution, Evidence, Noticed, Told, listed, outlets
from onrecord.match.statements.differing import GRAVITY, differing
from onrecord.match.statements.drift import when
from onrecord.match.statements.facts import told_differently
from onrecord.match.statements.forms import form_of, spelling_of
from onrecord.match.statements.quoting import passages
from onrecord.match.statements.sentences import out_of_sentence
from onrecord.match.statements.spoken import words
from onrecord.match.statements.wording import stem_of

__all__ = ["Caution", "Evidence", "Noticed", "warnings"]

_LONG = 6
"""Words in a run that two people hardly say by chance."""
_HEAVY = 9.0
"""What it weighs at least (nats)."""


def warnings(relays: Sequence[Relay], others: Iterable[Relay] = ()) -> list[Caution]:
    """What is to be noticed of a statement, the gravest first; the order of the relays changes nothing.

    `relays` are those of one statement, `others` relays of other statements that share words with it. Reports
    that copy one agency are several here: pass one of them if they are to count as one.
    """
    found = [
        each for passage in passages(relays) for each in (*differing(passage), *out_of_sentence(passage))
    ]
    found += told_differently(relays)
    found += _two_speakers(relays, others)
    unlike = {(each.kind, each.evidence): each for each in found}
    return sorted(unlike.values(), key=_gravity)


_ORDER: tuple[Noticed, ...] = (
    "only_here",
    "quoted_differently",
    "told_differently",
    "two_speakers",
    "out_of_its_sentence",
)


def _gravity(caution: Caution) -> tuple[int, int, str]:
    """Numbers, dates, names and negations first, then other people, sentences cut short, and words."""
    change = GRAVITY.index(caution.change) if caution.change else _AFTER_DENIALS
    return change, _ORDER.index(caution.kind), caution.sentence


_AFTER_DENIALS = GRAVITY.index("negation") + 1


def _two_speakers(relays: Iterable[Relay], others: Iterable[Relay]) -> Iterator[Caution]:
    """The same long run of quoted words, given to two people."""
    own = [Told(relay, words(relay)) for relay in sorted(relays, key=when) if _is_one_person(relay)]
    known = {told.relay.id for told in own}
    also = [
        Told(relay, words(relay))
        for relay in sorted(others, key=when)
        if _is_one_person(relay) and relay.id not in known
    ]
    found: dict[tuple[str, ...], dict[str, tuple[Told, range]]] = {}
    for at, one in enumerate(own):
        for other in (*own[at + 1 :], *also):
            run = _run_of_two(one, other, own)
            if run is not None:
                pair = tuple(sorted((one.relay.speaker or "", other.relay.speaker or "")))
                places = found.setdefault(pair, {})
                for told, start in ((one, run.one), (other, run.other)):
                    place = range(start, start + run.size)
                    before = places.get(told.relay.id)
                    if before is None or len(place) > len(before[1]):
                        places[told.relay.id] = (told, place)
    for pair in sorted(found):
        yield _of_two(list(found[pair].values()))


def _is_one_person(relay: Relay) -> bool:
    """Whether a relay gives its words to one person, not to a body, a document or several."""
    speaker = relay.quotation.speaker
    return relay.speaker is not None and (speaker is None or speaker.kind == "person")


def _run_of_two(one: Told, other: Told, own: Sequence[Told]) -> Run | None:
    """The longest run that both quote, if they give it to two people and it is long."""
    if one.relay.speaker == other.relay.speaker or _may_be_one(one.relay, other.relay):
        return None
    if _tells_of_both(one, other, own) or _names(one, other) or _names(other, one):
        return None
    kin = {word.kin for word in one.words if word.quoted}
    if sum(word.weight for word in other.words if word.quoted and word.kin in kin) < _HEAVY:
        return None
    runs = [part for run in align(one.words, other.words) for part in _verbatim(run, one, other)]
    heavy = [(_weight(run, one), run) for run in runs if run.size >= _LONG]
    weight, run = max(heavy, key=lambda each: (each[0], -each[1].one), default=(0.0, None))
    return run if weight >= _HEAVY else None


def _may_be_one(one: Relay, other: Relay) -> bool:
    """Whether one name is a part of the other, so that nothing says they are two."""
    names = [set(form_of(_name(relay)).split()) for relay in (one, other)]
    return names[0] <= names[1] or names[1] <= names[0]


def _tells_of_both(one: Told, other: Told, own: Sequence[Told]) -> bool:
    """Whether the other's report itself has these words from the one: it quotes somebody who quotes."""
    return any(
        each.relay.report_id == other.relay.report_id
        and each.relay.speaker == one.relay.speaker
        and any(a.overlaps(b) for a in each.relay.quotation.content for b in other.relay.quotation.content)
        for each in own
    )


def _names(one: Told, other: Told) -> bool:
    """Whether one of two speakers names the other: "Holt's claim that 'the toll stays' is wrong"."""
    surname = [stem_of(part) for part in form_of(_name(other.relay)).split()[-1:]]
    return any(stem_of(word.form) in surname for word in one.words)


def _verbatim(run: Run, one: Told, other: Told) -> Iterator[Run]:
    """The parts of a run in which both quote the very same words."""
    size = 0
    for n in range(run.size + 1):
        if n < run.size:
            a, b = one.words[run.one + n], other.words[run.other + n]
            if a.quoted and b.quoted and spelling_of(a.form) == spelling_of(b.form):
                size += 1
                continue
        if size:
            yield Run(run.one + n - size, run.other + n - size, size)
        size = 0


def _weight(run: Run, one: Told) -> float:
    return sum(one.words[at].weight for at in range(run.one, run.one + run.size))


def _of_two(several: Sequence[tuple[Told, range]]) -> Caution:
    by_name: dict[str, list[Relay]] = {}
    for told, _ in several:
        by_name.setdefault(_name(told.relay), []).append(told.relay)
    attributed = [f"{name} ({outlets(relays)})" for name, relays in sorted(by_name.items())]
    first, place = several[0]
    sentence = f"The same words are attributed to {listed(attributed)}: “{first.shown(place)}”."
    return Caution("two_speakers", sentence, tuple(told.evidence(at) for told, at in several))


def _name(relay: Relay) -> str:
    speaker = relay.quotation.speaker
    return speaker.name if speaker else relay.speaker or ""
