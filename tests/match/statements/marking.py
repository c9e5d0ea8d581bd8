"""Relays whose contents are marked in a report's text, for tests."""

from __future__ import annotations

import hashlib

from onrecord.core import Fact, Quotation, QuotationType, Relay, Report, Span, Speaker, quotation_id


def told(
    marked: str,
    report: str = "a",
    *,
    day: str | None = "2031-05-04",
    kind: QuotationType = "mixed",
    speaker: str | None = "holt",
    name: str = "Ida Holt",
    outlet: str | None = None,
    credited: tuple[str, ...] = (),
) -> Relay:
    """A relay of a report with this text, in which braces stand around the parts of the content.

    >>> made = told("{“Rain,”} she said, {“and snow.”}")
    >>> [span.of(made.report.text) for span in made.quotation.content]
    ['“Rain,”', '“and snow.”']
    """
    text, spans, start = "", [], 0
    for char in marked:
        if char == "{":
            start = len(text)
        elif char == "}":
            spans.append(Span(start, len(text)))
        else:
            text += char
    made = Report(
        text,
        report,
        report,
        published=Fact(day) if day else None,
        outlet=outlet or report.upper(),
        credited=tuple(map(Fact, credited)),
    )
    identity = quotation_id(hashlib.sha256(text.encode()).hexdigest(), tuple(spans))
    who = Speaker(speaker, name, "person", "named") if speaker else None
    quotation = Quotation(identity, kind, tuple(spans), speaker=who)
    return Relay(f"{report}-{identity}", report, made, quotation, speaker)
