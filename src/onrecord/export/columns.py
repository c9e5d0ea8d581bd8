"""A quotation as one flat row: the columns of the CSV and Parquet exports, in order. They only ever grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.core import Spans

if TYPE_CHECKING:
    from onrecord.record import QuoteRow

TEXT_COLUMNS: dict[str, Callable[[QuoteRow], str | None]] = {
    "id": lambda row: row.id,
    "speaker": lambda row: row.speaker,
    "speaker_kind": lambda row: row.speaker_kind,
    "text": lambda row: row.text,
    "type": lambda row: row.type,
    "said_earliest": lambda row: row.said_earliest,
    "said_latest": lambda row: row.said_latest,
    "addressee": lambda row: row.addressee,
    "occasion": lambda row: row.occasion,
    "outlet": lambda row: row.outlet,
    "title": lambda row: row.title,
    "published": lambda row: row.published,
    "report_id": lambda row: row.report_id,
    "report_source": lambda row: row.source_address,
    "nested_in": lambda row: row.nested_in,
    "polarity": lambda row: row.polarity,
    "grade": lambda row: row.grade,
}
NUMBER_COLUMNS: dict[str, Callable[[QuoteRow], int | float]] = {
    "version": lambda row: row.version,
    "confidence": lambda row: row.confidence,
}
SPAN_COLUMNS: dict[str, Callable[[QuoteRow], Spans]] = {
    "content": lambda row: row.content,
    "source": lambda row: row.source,
    "cue": lambda row: row.cue,
}
LATER_TEXT_COLUMNS: dict[str, Callable[[QuoteRow], str | None]] = {
    "speaker_id": lambda row: row.speaker_id,
    "entity": lambda row: row.entity,
}
