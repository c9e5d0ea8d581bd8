"""The output contract: one JSON object a report. Other programs depend on it, so it only ever grows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from onrecord.core import (
    Commitment,
    Deadline,
    Extraction,
    Fact,
    Figure,
    Interval,
    Quotation,
    Report,
    Span,
    Spans,
    Speaker,
    quoted_text,
)

Json = dict[str, object]


def as_json(extraction: Extraction) -> Json:
    """One report and everything found in it; spans are `[start, end]` in code points of the report's text."""
    model, text = extraction.model, extraction.report.text
    speakers = {each.id: each.speaker.name for each in extraction.quotations if each.speaker}
    return {
        "document": _document(extraction.report),
        "quotations": [_quotation(text, quotation) for quotation in extraction.quotations],
        "figures": [_figure(text, figure, speakers) for figure in extraction.figures],
        "commitments": [_commitment(text, each, speakers) for each in extraction.commitments],
        "names": [[name.span.start, name.span.end, name.kind] for name in extraction.names],
        "model": {"name": model.name, "version": model.version, "sha256": model.sha256},
    }


def jsonl_line(extraction: Extraction) -> str:
    """`as_json` as one line, with its line feed."""
    return one_line(as_json(extraction))


def one_line(data: Json) -> str:
    """JSON as one line, with its line feed.

    Half a surrogate pair, which some feeds hold, is written as an escape: the line is always valid UTF-8.
    """
    line = json.dumps(data, ensure_ascii=False)
    if any("\ud800" <= char <= "\udfff" for char in line):
        line = json.dumps(data)
    return line + "\n"


def _document(report: Report) -> Json:
    return {
        "name": report.name,
        "source": report.source,
        "sha256": report.sha256,
        "title": _value(report.title),
        "published": _value(report.published),
        "outlet": report.outlet,
        "credited": [fact.value for fact in report.credited],
        "language": report.language,
        "boilerplate": _spans(report.boilerplate),
        "dateline": _value(report.dateline),
        "place": _value(report.place),
        "author": report.author,
        "spans": {
            "title": _fact_span(report.title),
            "published": _fact_span(report.published),
            "dateline": _fact_span(report.dateline),
            "place": _fact_span(report.place),
            "credited": [_fact_span(fact) for fact in report.credited],
        },
    }


def _quotation(text: str, quotation: Quotation) -> Json:
    return {
        "id": quotation.id,
        "type": quotation.type,
        "content": _spans(quotation.content),
        "source": _spans(quotation.source),
        "cue": _spans(quotation.cue),
        "text": quoted_text(text, quotation.content),
        "speaker": _speaker(quotation.speaker),
        "addressee": quotation.addressee,
        "occasion": quotation.occasion,
        "said_on": _interval(quotation.said_on),
        "nested_in": quotation.nested_in,
        "polarity": quotation.polarity,
        "confidence": quotation.confidence,
        "grade": quotation.grade,
    }


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "id": speaker.id,
        "reason": speaker.reason,
        "confidence": speaker.confidence,
        "roles": list(speaker.roles),
        "members": [_speaker(member) for member in speaker.members],
        "metonym": speaker.metonym,
    }


def _figure(text: str, figure: Figure, speakers: Mapping[str, str]) -> Json:
    return {
        "id": figure.id,
        "span": _span(figure.span),
        "text": figure.span.of(text),
        "value": _number(figure.value),
        "upper": None if figure.upper is None else _number(figure.upper),
        "unit": figure.unit,
        "bound": figure.bound,
        "change": figure.change,
        "period": _interval(figure.period),
        "about": _span(figure.about),
        "quotation": figure.quotation,
        "stated_by": speakers.get(figure.quotation or ""),
    }


def _commitment(text: str, commitment: Commitment, speakers: Mapping[str, str]) -> Json:
    return {
        "id": commitment.id,
        "type": commitment.type,
        "span": _span(commitment.span),
        "text": commitment.span.of(text),
        "who": commitment.who_name,
        "who_span": _span(commitment.who),
        "what": _span(commitment.what),
        "for_whom": _span(commitment.for_whom),
        "condition": _span(commitment.condition),
        "due": _deadline(commitment.due),
        "quotation": commitment.quotation,
        "stated_by": speakers.get(commitment.quotation or ""),
        "confidence": commitment.confidence,
        "grade": commitment.grade,
    }


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {
        "earliest": deadline.earliest,
        "latest": deadline.latest,
        "precision": deadline.precision,
        "text": _span(deadline.text),
    }


def _number(value: Decimal) -> int | float:
    """A number of JSON: whole ones without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {"earliest": interval.earliest, "latest": interval.latest, "text": _span(interval.text)}


def _value(fact: Fact | None) -> str | None:
    return None if fact is None else fact.value


def _fact_span(fact: Fact | None) -> list[int] | None:
    return None if fact is None else _span(fact.span)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _spans(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
