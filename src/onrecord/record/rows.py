"""What the record hands out: one frozen dataclass for each kind of row a reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core import (
    Commitment,
    Extraction,
    Figure,
    Grade,
    Model,
    Name,
    ObservedRole,
    Quotation,
    QuotationType,
    Report,
    Spans,
    SpeakerKind,
)

Status = Literal["new", "version", "reread", "unchanged"]


@dataclass(frozen=True, slots=True)
class Added:
    """What `Record.add` did.

    `new`: a report not seen before. `version`: the same source and name with other bytes, kept beside the
    earlier one. `reread`: the same bytes read again with another outcome, which replaces the earlier one.
    `unchanged`: nothing was written.
    """

    status: Status
    report_id: str
    quotations: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quotation with everything a table shows; spans are offsets in the report's text."""

    id: str
    """`REPORTID-QUOTATIONID`: unique in the record, and the same in every record."""
    report_id: str
    version: int
    title: str | None
    source_address: str
    """Path or URL the report came from."""
    outlet: str | None
    published: str | None
    said_earliest: str | None
    said_latest: str | None
    speaker: str | None
    speaker_kind: SpeakerKind | None
    addressee: str | None
    occasion: str | None
    type: QuotationType
    text: str
    """The content as a reader would quote it."""
    content: Spans
    source: Spans
    cue: Spans
    nested_in: str | None
    polarity: str | None
    confidence: float
    grade: Grade
    speaker_id: str | None = None
    """The speaker's id in the registry; of several who say it together all ids, with spaces between."""
    entity: str | None = None
    """The speaker's name in the registry, whatever the report calls them; several joined by "and"."""
    words: str | None = None
    """The report's words for who says it, where it names nobody."""
    corrected: tuple[str, ...] = ()
    """The ids of the corrections by people that hold for it; see `Record.corrections`."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker over all reports. What several say together counts for each of them."""

    name: str
    """The name in the registry; of a group or a document the spelling used most."""
    kind: SpeakerKind
    quotations: int
    reports: int
    first: str | None
    """ISO 8601 day of the earliest quotation that has a date."""
    last: str | None
    outlets: tuple[str, ...]
    id: str | None = None
    """The id in the registry; None for groups and documents, which are in none."""
    names: tuple[str, ...] = ()
    """All spellings and aliases, the most usual first."""
    roles: tuple[ObservedRole, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    """Ids elsewhere: scheme and value ("wikidata", "Q42")."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The current version of one report, without its text."""

    id: str
    version: int
    name: str
    source: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    characters: int
    quotations: int
    added_at: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a report: what was read at its address, when, and by which model and rules."""

    report_id: str
    version: int
    current: bool
    sha256: str
    text_sha256: str
    added_at: str
    read_at: str
    """UTC time of the reading that stands; later than `added_at` after a re-reading."""
    model: Model
    rules: str
    quotations: int


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One version of a report as the record holds it, with the quotations and names found in it."""

    id: str
    version: VersionRow
    report: Report
    quotations: tuple[Quotation, ...]
    names: tuple[Name, ...]
    figures: tuple[Figure, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    @property
    def extraction(self) -> Extraction:
        """What was handed to `Record.add`, with what people put right, and the ledger by today's rules."""
        return Extraction(
            self.report, self.quotations, self.version.model, self.names, self.figures, self.commitments
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words searched for stand: in a quotation, or elsewhere in a report.

    One of `quote` and `report` is set. `marks` are the words found, as offsets in `snippet`. For a quotation
    the snippet is its text; for a report it is cut from the report's text, where it begins at `start`.
    """

    quote: QuoteRow | None
    report: ReportRow | None
    snippet: str
    marks: Spans
    start: int | None = None
    similarity: float | None = None
    """How near a quotation is in meaning to what was asked, -1 to 1; None where words were searched for."""


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """What a search by meaning found."""

    hits: tuple[Hit, ...]
    """The nearest first; quotations only, and no marks: what was asked need not stand in them."""
    found: int
    """How many quotations are near enough, beyond the limit too."""
    left_out: int
    """How many pass the filters and could not be compared: another model read them, or none gave a vector."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the database that is not what was put there.

    `report`, `version` and `quotation` name the place as far as it has one.
    """

    what: str
    report: str | None = None
    version: int | None = None
    quotation: str | None = None
    expected: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        place = [
            f"report {self.report}" if self.report else "",
            f"version {self.version}" if self.version is not None else "",
            f"quotation {self.quotation}" if self.quotation else "",
        ]
        where = ", ".join(filter(None, place))
        line = f"{where}: {self.what}" if where else self.what
        if self.expected is not None or self.found is not None:
            line += f": expected {self.expected or 'nothing'}, found {self.found or 'nothing'}"
        return line
