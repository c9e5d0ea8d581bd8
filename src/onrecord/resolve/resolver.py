"""The way in: fill speaker, addressee, occasion, date and polarity of a report's quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core import Quotation, Report
from onrecord.resolve.cast import Cast
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import find_names
from onrecord.resolve.speakers import SpeakerResolver


def resolve(report: Report, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The same quotations in the same order, with what the text tells of speaker and circumstances.

    What the text does not settle is None: an unnamed source has no speaker, and neither has a pronoun that two
    people fit. Spans, ids and order never change. Pure; time linear in the text.
    """
    if not quotations:
        return ()
    layout = Layout(report.text, quotations)
    cast = Cast(layout, find_names(layout), [fact.value for fact in report.credited])
    speakers = SpeakerResolver(report, layout, cast, quotations).resolve()
    return tuple(replace(each, speaker=speakers.get(each.id)) for each in quotations)
