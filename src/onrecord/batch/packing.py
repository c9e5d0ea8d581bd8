"""An extraction as one line of JSON that nothing is missing from: the output contract and three things more.

`document.text` is the report's text, `document.data` the bytes it was read from (base64; null where they are
the text in UTF-8), `quotations[].embedding` each quotation's vector (base64).
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from onrecord.core import (
    Commitment,
    Deadline,
    Extraction,
    Fact,
    Figure,
    Interval,
    Model,
    Name,
    OnrecordError,
    Quotation,
    Report,
    Span,
    Spans,
    Speaker,
)
from onrecord.export import as_json, one_line

Json = Mapping[str, Any]


def packed(extraction: Extraction) -> str:
    """The line of an extraction, with its line feed."""
    line: Any = as_json(extraction)
    report = extraction.report
    same = report.data == report.text.encode("utf-8", "surrogatepass")
    line["document"] |= {"text": report.text, "data": None if same else _base64(report.data)}
    for row, quotation in zip(line["quotations"], extraction.quotations, strict=True):
        row["embedding"] = _base64(quotation.embedding)
    return one_line(line)


def unpacked(line: str | bytes) -> Extraction:
    """The extraction that was packed into a line. Raises OnrecordError for anything else."""
    try:
        row = json.loads(line, parse_float=_Number)
        return Extraction(
            _report(row["document"]),
            tuple(_quotation(each) for each in row["quotations"]),
            Model(**row["model"]),
            tuple(Name(Span(start, end), kind) for start, end, kind in row["names"]),
            tuple(_figure(each) for each in row["figures"]),
            tuple(_commitment(each) for each in row["commitments"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OnrecordError(f"not a line of `onrecord extract --out` ({error})") from error


class _Number(float):
    """A number with the digits it was written in: figures are decimal."""

    def __new__(cls, digits: str) -> Self:
        made = super().__new__(cls, digits)
        made.digits = digits
        return made

    digits: str


def _report(document: Json) -> Report:
    spans = document["spans"]

    def fact(name: str) -> Fact | None:
        value = document[name]
        return None if value is None else Fact(value, _span(spans[name]))

    text, data = document["text"], document["data"]
    return Report(
        text=text,
        name=document["name"],
        source=document["source"],
        data=text.encode("utf-8", "surrogatepass") if data is None else b64decode(data),
        title=fact("title"),
        published=fact("published"),
        dateline=fact("dateline"),
        place=fact("place"),
        outlet=document["outlet"],
        author=document["author"],
        credited=tuple(
            Fact(value, _span(span))
            for value, span in zip(document["credited"], spans["credited"], strict=True)
        ),
        language=document["language"],
        boilerplate=_spans(document["boilerplate"]),
    )


def _quotation(row: Json) -> Quotation:
    return Quotation(
        id=row["id"],
        type=row["type"],
        content=_spans(row["content"]),
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        speaker=_speaker(row["speaker"]),
        addressee=row["addressee"],
        occasion=row["occasion"],
        said_on=_interval(row["said_on"]),
        nested_in=row["nested_in"],
        polarity=row["polarity"],
        confidence=float(row["confidence"]),
        grade=row["grade"],
        embedding=b64decode(row["embedding"]),
    )


def _speaker(row: Json | None) -> Speaker | None:
    if row is None:
        return None
    members = tuple(member for each in row["members"] if (member := _speaker(each)) is not None)
    known = {"confidence": float(row["confidence"]), "roles": tuple(row["roles"]), "members": members}
    return Speaker(**{**row, **known})


def _figure(row: Json) -> Figure:
    return Figure(
        id=row["id"],
        span=Span(*row["span"]),
        value=_decimal(row["value"]),
        unit=row["unit"],
        upper=None if row["upper"] is None else _decimal(row["upper"]),
        bound=row["bound"],
        change=row["change"],
        period=_interval(row["period"]),
        about=_span(row["about"]),
        quotation=row["quotation"],
    )


def _commitment(row: Json) -> Commitment:
    due = row["due"]
    return Commitment(
        id=row["id"],
        type=row["type"],
        span=Span(*row["span"]),
        what=Span(*row["what"]),
        who=_span(row["who_span"]),
        who_name=row["who"],
        for_whom=_span(row["for_whom"]),
        condition=_span(row["condition"]),
        due=None if due is None else Deadline(**{**due, "text": Span(*due["text"])}),
        quotation=row["quotation"],
        confidence=float(row["confidence"]),
        grade=row["grade"],
    )


def _decimal(value: _Number | int) -> Decimal:
    return Decimal(value.digits if isinstance(value, _Number) else value)


def _interval(row: Json | None) -> Interval | None:
    return None if row is None else Interval(row["earliest"], row["latest"], _span(row["text"]))


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _spans(pairs: list[list[int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")
