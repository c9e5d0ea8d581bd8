"""The way in: fill speaker, addressee, occasion, date and polarity of a report's quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core import Quotation, Report
from onrecord.resolve.cast import Cast
from onrecord.resolve.circumstances import Circumstance, Circumstances
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import find_names
from onrecord.resolve.polarity import polarity
from onrecord.resolve.speakers import SpeakerResolver, containers

_UNKNOWN = Circumstance()
_CONTENT_READ = 40


def resolve(report: Report, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The same quotations in the same order, with what the text tells of speaker and circumstances.

    What the text does not settle is None: an unnamed source has no speaker, and neither has a pronoun that
    two people fit. Spans, ids and order never change. Pure; time linear in the text.
    """
    if not quotations:
        return ()
    layout = Layout(report.text, quotations)
    cast = Cast(layout, find_names(layout), [fact.value for fact in report.credited])
    inside = containers(quotations)
    speakers = SpeakerResolver(layout, cast, quotations, inside).resolve()
    outer = [each for each in quotations if each.id not in inside]
    circumstances = Circumstances(report, layout, cast, outer, speakers).read()
    resolved: list[Quotation] = []
    for each in quotations:
        around = circumstances.get(each.id, _UNKNOWN)
        cue = " ".join(span.of(report.text) for span in sorted(each.cue))
        opening = report.text[each.content[0].start : each.content[0].start + _CONTENT_READ]
        resolved.append(
            replace(
                each,
                speaker=speakers.get(each.id),
                addressee=around.addressee,
                occasion=around.occasion,
                said_on=around.said_on,
                polarity=polarity(cue, opening),
            )
        )
    return tuple(resolved)
