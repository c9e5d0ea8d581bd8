"""What tells a report that a person annotated whole from what stands in the record, as corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.core import Quotation
from onrecord.core.corrections import CorrectedSpeaker, Correction
from onrecord.record import correct_making
from onrecord.record.correct_items import alike
from onrecord.record.correct_making import Act, Given
from onrecord.record.rows import StoredReport


def differences(
    stored: StoredReport, given: Sequence[Quotation], act: Act, *, types: bool
) -> list[Correction]:
    """The corrections that make what stands what a person gave, none where it is that already.

    What stands and is not given is no quotation; what is given and does not stand was missed; what has the
    place of another gets its spans. Types count where `types` says that the person gave them, or where the
    content is another; speakers where they are given.
    """
    given = [_ordered(each) for each in given]
    pairs = _paired(stored.quotations, given)
    kept = {id(each) for each, _ in pairs}
    denied = [correct_making.denied(stored, each, act) for each in stored.quotations if id(each) not in kept]
    changed = [made for each, to in pairs for made in _changes(stored, each, to, act, types=types)]
    taken = {id(to) for _, to in pairs}
    missed = [made for each in given if id(each) not in taken for made in _missed(stored, each, act)]
    return [*denied, *changed, *missed]


def _ordered(each: Quotation) -> Quotation:
    roles = {role: tuple(sorted(spans)) for role, spans in correct_making.roles_of(each).items()}
    return replace(each, content=roles["content"], source=roles["source"], cue=roles["cue"])


def _paired(stands: Sequence[Quotation], given: Sequence[Quotation]) -> list[tuple[Quotation, Quotation]]:
    """What stands with what is given in its place: the same content first, then the likest."""
    shares = [
        (-share, one, other)
        for one, each in enumerate(stands)
        for other, to in enumerate(given)
        if (share := alike(each, correct_making.roles_of(to))) is not None
    ]
    ones: set[int] = set()
    others: set[int] = set()
    pairs = []
    for _, one, other in sorted(shares):
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            pairs.append((one, other))
    return [(stands[one], given[other]) for one, other in sorted(pairs)]


def _changes(
    stored: StoredReport, each: Quotation, to: Quotation, act: Act, *, types: bool
) -> Iterator[Correction]:
    told = types or each.content != to.content
    given = Given(to.content, to.source, to.cue, to.type if told else each.type)
    if (made := correct_making.with_spans(stored, each, given, act)) is not None:
        yield made
    if to.speaker is None:
        return
    who = CorrectedSpeaker(to.speaker.name, to.speaker.kind)
    if made is not None and to.source != each.source:
        # With another source the speaker is read again, whoever it was before.
        yield correct_making.speaker_too(made, who)
    elif (named := correct_making.with_speaker(stored, each, who, act)) is not None:
        yield named


def _missed(stored: StoredReport, each: Quotation, act: Act) -> Iterator[Correction]:
    made = correct_making.found(stored, Given(each.content, each.source, each.cue, each.type), act)
    yield made
    if each.speaker is not None:
        who = CorrectedSpeaker(each.speaker.name, each.speaker.kind)
        yield correct_making.speaker_too(made, who)
