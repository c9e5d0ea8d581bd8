"""What `manifest.json` of an evidence bundle says; another field or meaning is another format version.

Offsets are 0-based, end-exclusive, in code points of the report's `text.txt`. Each stretch of text that is
claimed stands with its exact characters and what stands before and behind it, as W3C Web Annotation has it.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core import Grade, Model, QuotationType, Span, SpeakerKind
from onrecord.core.corrections import CONTEXT, CorrectionKind
from onrecord.export.cite_subject import SubjectKind

FORMAT, FORMAT_VERSION = "onrecord evidence", 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters of a text."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class FrameFact:
    """What a report says of itself, and the characters that say so; None where they are not in its text."""

    value: str
    stands: Stretch | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a report says of itself; dates are ISO 8601."""

    title: FrameFact | None
    published: FrameFact | None
    dateline: FrameFact | None
    place: FrameFact | None
    credited: tuple[FrameFact, ...]
    outlet: str | None
    author: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who says it, and why this speaker was chosen; of several who say it together, all their names."""

    name: str
    kind: SpeakerKind
    reason: str
    confidence: float
    roles: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The earliest and the latest day it can have been said, ISO 8601."""

    earliest: str
    latest: str
    stands: Stretch | None


@dataclass(frozen=True, slots=True)
class Relation:
    """One place where a report says that somebody said something."""

    id: str
    """Within the report; in the record it is `REPORTID-ID`."""
    type: QuotationType
    text: str
    """The content as a reader would quote it."""
    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    speaker: Speaking | None
    addressee: str | None
    occasion: str | None
    said_on: SaidOn | None
    nested_in: str | None
    polarity: str | None
    confidence: float
    grade: Grade


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of a text, and what it is in a quotation: content, source or cue."""

    role: str
    stands: Stretch


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person put right, and when and why; it is in force.

    `text_sha256` is the hash of the text it was made on, `target` the id of the quotation then, and `before`
    where that stood. `after` and `type` are what a quotation was given, `made` its id with them; `speaker` is
    who says it according to a correction of the speaker, None for nobody.
    """

    id: str
    what: CorrectionKind
    by: str
    why: str
    at: str
    text_sha256: str
    target: str
    made: str | None
    before: tuple[Held, ...]
    after: tuple[Held, ...]
    type: QuotationType | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class File:
    """One file of the bundle."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a program."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Following:
    """How the text follows from the original bytes.

    By decoding, where `encoding` is given: in any language the bytes in that encoding are the text, character
    for character. By reading, where `way` is given: onrecord found the text in them, with these programs.
    Where neither is, an earlier reader did, and this one reads them otherwise.
    """

    encoding: str | None
    way: str | None
    charset: str | None
    readers: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One version of a report, its two files, and the relations in it that are evidence."""

    id: str
    version: int
    address: str
    name: str
    source: str | None
    """Where it was read; None for a file, whose path is left out."""
    frame: Frame
    model: Model
    rules: str
    """The version of onrecord that read it."""
    added_at: str
    read_at: str
    original: File
    text: File
    characters: int
    following: Following
    relations: tuple[Relation, ...]
    corrections: tuple[Corrected, ...]

    @property
    def folder(self) -> str:
        """Where its files are in the bundle."""
        return f"reports/{self.id}-v{self.version}"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided of two quotations; it counts for the statement."""

    one: str
    other: str
    verdict: str
    by: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """One act of saying: the ids of the quotations that relay it, and what people decided of them."""

    id: str
    created_at: str
    former: tuple[str, ...]
    relays: tuple[str, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the bundle is evidence of."""

    kind: SubjectKind
    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a bundle says, beside the bytes and texts of its reports."""

    format: str
    format_version: int
    made_by: Version
    about: About
    statement: StatementEntry | None
    reports: tuple[ReportEntry, ...]


def stretch(text: str, span: Span) -> Stretch:
    """What a span covers of a text, and what stands around it."""
    start, end = span
    return Stretch(
        start, end, span.of(text), text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )
