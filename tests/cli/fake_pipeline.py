"""A pipeline simple enough to predict: “words,” said Name Name. Stands in for the model."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from onrecord.core import Extraction, Interval, Model, Quotation, Report, Span, Speaker, quotation_id
from onrecord.read import read_text

_SAID = re.compile(r"(?P<content>“[^”]+”),? (?P<cue>said) (?P<source>[^\W\d_]+ [^\W\d_]+|some critics)")

SECONDS_A_REPORT = 0.0


def model_info(model: str = "accurate") -> Model:
    return Model("fake", "1", "0" * 64)


def extract(report: Report | str, *, nested: bool = True, model: str = "accurate") -> Extraction:
    report = read_text(report) if isinstance(report, str) else report
    return Extraction(report, tuple(_quotations(report)), model_info())


def extract_all(
    reports: Iterable[Report], *, nested: bool = True, model: str = "accurate"
) -> Iterator[Extraction]:
    for report in reports:
        time.sleep(SECONDS_A_REPORT)
        yield extract(report)


def _quotations(report: Report) -> Iterator[Quotation]:
    for match in _SAID.finditer(report.text):
        content, source = (Span(*match.span("content")),), (Span(*match.span("source")),)
        name = match["source"]
        said = report.published.value[:10] if report.published else None
        yield Quotation(
            id=quotation_id(report.sha256, content),
            type="direct",
            content=content,
            source=source,
            cue=(Span(*match.span("cue")),),
            speaker=None if name == "some critics" else Speaker(name, name, "person", "named in the source"),
            said_on=Interval(said, said) if said else None,
            confidence=0.9,
            grade="review" if name == "some clerk" else "record",
        )
