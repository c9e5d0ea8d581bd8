"""The vocabulary every other part speaks: spans, reports, quotations, errors. Standard library only."""

from onrecord.core.errors import (
    ModelError,
    NotFound,
    OnrecordError,
    ReadError,
    RecordError,
    RecordTooNew,
    UnsafeAddress,
)
from onrecord.core.plain import Plain, plain
from onrecord.core.spans import Span, Spans, claim, mask_of, trim
from onrecord.core.types import (
    Extraction,
    Fact,
    Grade,
    Interval,
    Model,
    Quotation,
    QuotationType,
    Report,
    Speaker,
    SpeakerKind,
    quotation_id,
    quoted_text,
)

__all__ = [
    "Extraction",
    "Fact",
    "Grade",
    "Interval",
    "Model",
    "ModelError",
    "NotFound",
    "OnrecordError",
    "Plain",
    "Quotation",
    "QuotationType",
    "ReadError",
    "RecordError",
    "RecordTooNew",
    "Report",
    "Span",
    "Spans",
    "Speaker",
    "SpeakerKind",
    "UnsafeAddress",
    "claim",
    "mask_of",
    "plain",
    "quotation_id",
    "quoted_text",
    "trim",
]
