"""The output contract: one JSON object a report. Other programs depend on it, so it only ever grows."""

from __future__ import annotations

import json

from onrecord.core import Extraction, Fact, Interval, Quotation, Report, Span, Spans, Speaker, quoted_text

Json = dict[str, object]


def as_json(extraction: Extraction) -> Json:
    """One report and everything found in it; spans are `[start, end]` in code points of the report's text."""
    model = extraction.model
    return {
        "document": _document(extraction.report),
        "quotations": [_quotation(extraction.report.text, quotation) for quotation in extraction.quotations],
        "figures": [],
        "commitments": [],
        "names": [[name.span.start, name.span.end, name.kind] for name in extraction.names],
        "model": {"name": model.name, "version": model.version, "sha256": model.sha256},
    }


def jsonl_line(extraction: Extraction) -> str:
    """`as_json` as one line, with its line feed.

    Half a surrogate pair, which some feeds hold, is written as an escape: the line is always valid UTF-8.
    """
    line = json.dumps(as_json(extraction), ensure_ascii=False)
    if any("\ud800" <= char <= "\udfff" for char in line):
        line = json.dumps(as_json(extraction))
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
