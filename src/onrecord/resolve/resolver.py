"""The way in: fill speaker, addressee, occasion, date and polarity of a report's quotations.

Everything behind this door reads a report as a reader sees it (`plain`), and knows of no other spaces, line
ends or accents than plain ones; offsets are mapped here, on the way in and on the way out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.core import Fact, Plain, Quotation, Report, Speaker, plain
from onrecord.resolve.cast import Cast
from onrecord.resolve.circumstances import Circumstance, Circumstances
from onrecord.resolve.found import Sort
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import find_names
from onrecord.resolve.polarity import polarity
from onrecord.resolve.speakers import SpeakerResolver, containers

_UNKNOWN = Circumstance()
_CONTENT_READ = 40
_OFFSET = re.compile(r"(?<= at )[0-9]+$")
"""The offset with which every reason that has one ends."""


def resolve(report: Report, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The same quotations in the same order, with what the text tells of speaker and circumstances.

    What the text does not settle is None: an unnamed source has no speaker, and neither has a pronoun that
    two people fit. Spans, ids and order never change. Names are given in NFC, with single plain spaces and
    nothing unseen. Pure; time linear in the text.
    """
    view = plain(report.text, accents=True)
    if view.text == report.text:
        return _resolve(report, quotations)
    credited = tuple(Fact(plain(fact.value, accents=True).text) for fact in report.credited)
    seen = [found for each in quotations if (found := _seen(each, view)).content]
    resolved = {each.id: each for each in _resolve(replace(report, text=view.text, credited=credited), seen)}
    return tuple(_in_place(resolved.get(each.id, each), each, view) for each in quotations)


def sorts(report: Report, quotations: Sequence[Quotation]) -> dict[str, Sort]:
    """The sort of reason behind each speaker that `resolve` finds, by quotation id: for measuring them."""
    view = plain(report.text, accents=True)
    seen = [found for each in quotations if (found := _seen(each, view)).content]
    read = _read(replace(report, text=view.text), seen)
    read.resolver.resolve()
    return read.resolver.sorts


def _seen(quotation: Quotation, view: Plain) -> Quotation:
    """A quotation of a text as one of the view of it, without the parts that cannot be seen."""
    content, source, cue = (
        tuple(seen for span in spans if (seen := view.seen(span)).end > seen.start)
        for spans in (quotation.content, quotation.source, quotation.cue)
    )
    return replace(quotation, content=content, source=source, cue=cue)


def _in_place(resolved: Quotation, quotation: Quotation, view: Plain) -> Quotation:
    """What was found for a quotation in the view, with its offsets in the text."""
    speaker, said_on = resolved.speaker, resolved.said_on
    if speaker is not None:
        speaker = _grounded(speaker, view)
    if said_on is not None and said_on.text is not None:
        said_on = replace(said_on, text=view.original(said_on.text))
    content, source, cue = quotation.content, quotation.source, quotation.cue
    return replace(resolved, content=content, source=source, cue=cue, speaker=speaker, said_on=said_on)


def _grounded(speaker: Speaker, view: Plain) -> Speaker:
    """A speaker with the offsets of reasons in the text, members' too."""
    reason = _OFFSET.sub(lambda offset: str(view.starts[int(offset[0])]), speaker.reason)
    members = tuple(_grounded(member, view) for member in speaker.members)
    return replace(speaker, reason=reason, members=members)


class _Reading(NamedTuple):
    layout: Layout
    cast: Cast
    inside: dict[str, str]
    resolver: SpeakerResolver


def _read(report: Report, quotations: Sequence[Quotation]) -> _Reading:
    layout = Layout(report.text, quotations)
    cast = Cast(layout, find_names(layout), [fact.value for fact in report.credited])
    inside = containers(quotations)
    return _Reading(layout, cast, inside, SpeakerResolver(report, layout, cast, quotations, inside))


def _resolve(report: Report, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The same for a report whose text has nothing unseen."""
    if not quotations:
        return ()
    read = _read(report, quotations)
    speakers = read.resolver.resolve()
    outer = [each for each in quotations if each.id not in read.inside]
    documents = read.resolver.documents
    circumstances = Circumstances(report, read.layout, read.cast, outer, speakers, documents=documents).read()
    resolved: list[Quotation] = []
    for each in quotations:
        around = circumstances.get(each.id, _UNKNOWN)
        cue = " ".join(span.of(report.text) for span in sorted(each.cue))
        source = " ".join(span.of(report.text) for span in sorted(each.source))
        opening = report.text[each.content[0].start : each.content[0].start + _CONTENT_READ]
        resolved.append(
            replace(
                each,
                speaker=speakers.get(each.id),
                addressee=around.addressee,
                occasion=around.occasion,
                said_on=around.said_on,
                polarity=polarity(cue, opening, source),
            )
        )
    return tuple(resolved)
