"""The words of the field as types: what a report is, and what is found in one.

All are frozen: a later step returns new values (`dataclasses.replace`), it never edits an earlier one's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from onrecord.core.spans import Span, Spans

if TYPE_CHECKING:
    from onrecord.core.ledger import Commitment, Figure

QuotationType = Literal["direct", "indirect", "mixed"]
Grade = Literal["record", "review"]
SpeakerKind = Literal["person", "organisation", "group", "document"]
NameKind = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A value read from a report, and the characters that prove it.

    `span` is None where the value does not stand in the text (a date from HTML metadata, say).
    """

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document as it was read: its text, untouched, and what its frame says about it.

    `text` is what every offset in the record refers to. For plain text it is the file's characters,
    code point for code point. `sha256` is that of `data`, the bytes the report was read from.
    """

    text: str
    name: str
    """File name, or what tells this report from its neighbours in one feed or table."""
    source: str
    """Path or URL the report came from; the same source read again is a new version of the report."""
    data: bytes = field(repr=False, default=b"")
    title: Fact | None = None
    published: Fact | None = None
    """ISO 8601 date, or date and time, of publication."""
    dateline: Fact | None = None
    """ISO 8601 date that the report itself opens with."""
    place: Fact | None = None
    """Place of the dateline."""
    outlet: str | None = None
    author: str | None = None
    credited: tuple[Fact, ...] = ()
    """Agencies and outlets the report credits ("BelTA reported", "Source: ...")."""
    language: str | None = None
    """ISO 639-1 code."""
    boilerplate: Spans = ()
    """What stands in the text but is not the story: tickers, a leading date, source lines."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes the report was read from, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source refers to within one report.

    `id` is the same for all quotations of one speaker in the report; `reason` says, in words a reader
    can check, why this speaker was chosen.
    """

    id: str
    name: str
    kind: SpeakerKind
    reason: str
    confidence: float = 1.0
    """How often such a reason names the right speaker (0 to 1)."""
    roles: tuple[str, ...] = ()
    """What the report calls the speaker, in its own words and in order: "Norvian foreign minister"."""
    members: tuple[Speaker, ...] = ()
    """Who says it together, where the source joins several ("Holt and Brun")."""
    metonym: bool = False
    """Whether a place or seat stands for the government in it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """When something was said: the earliest and the latest day it can have been, ISO 8601, both included.

    `text` is the span of the words it was read from; None where it follows from the report's date.
    """

    earliest: str
    latest: str
    text: Span | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """An attribution relation: one place where a report says that somebody said something.

    `confidence` is the probability (0 to 1) that content and source are right. `embedding` is the content's
    vector, 128 half-precision floats, little-endian: the nearer two are by cosine, the more alike in meaning.
    """

    id: str
    type: QuotationType
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    speaker: Speaker | None = None
    addressee: str | None = None
    occasion: str | None = None
    said_on: Interval | None = None
    nested_in: str | None = None
    polarity: str | None = None
    confidence: float = 0.0
    grade: Grade = "review"
    embedding: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a person, an organisation or a place where it stands in a text."""

    span: Span
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Model:
    """Which model read a report: its name, version and the SHA-256 of its weights."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one report, in order of the text."""

    report: Report
    quotations: tuple[Quotation, ...]
    model: Model
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def quoted_text(text: str, content: Spans) -> str:
    """The content as a reader would quote it: its parts in order, white space single, cuts marked.

    >>> quoted_text("“Rain,” she said, “is due.”", (Span(0, 7), Span(18, 27)))
    '“Rain,” […] “is due.”'
    """
    return " […] ".join(" ".join(span.of(text).split()) for span in sorted(content))


def quotation_id(text_sha256: str, content: Spans) -> str:
    """A stable name for a quotation: the same words at the same place always get the same one.

    Twelve hexadecimal digits; unique within a report.
    """
    key = text_sha256 + "".join(f":{start}-{end}" for start, end in content)
    return hashlib.sha256(key.encode()).hexdigest()[:12]
