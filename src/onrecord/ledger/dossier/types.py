"""What a dossier is made of: lines, each with the characters that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.core import Commitment, Figure, Grade, Quotation, QuotationType, Report, Span
from onrecord.ledger.positions import Label

Basis = Literal["named", "related", "context"]
"""Why a line belongs to the topic: its sentence names the topic (or what it tells of is named by it); it
speaks of the topic's two parties; it stands in a report on the topic, beside sentences that do."""
EventKind = Literal[
    "dates from",
    "signed",
    "in force",
    "ratified",
    "planned",
    "proposed",
    "started",
    "starts",
    "ended",
    "ends",
    "founded",
]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a quotation's speaker is across reports; `statement` is what the quotation relays."""

    speaker: str
    roles: tuple[str, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """One report as a dossier reads it.

    `voices` tells of quotations, by id, who speaks across reports; `same` of commitments, by id, what those
    share that are one.
    """

    id: str
    report: Report
    quotations: Sequence[Quotation] = ()
    figures: Sequence[Figure] = ()
    commitments: Sequence[Commitment] = ()
    voices: Mapping[str, Voice] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """The characters `span` of a report's text, which are `words`; `day` is the report's, ISO 8601."""

    report: str
    day: str | None
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """What became of something, or is to; the days are None where nobody told any.

    `words` prove it: those that tell what happened, and those the days were read from.
    """

    kind: EventKind
    earliest: str | None
    latest: str | None
    words: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dossier; `sources` are the places that say so, the earliest report first."""

    name: str
    basis: Basis
    sources: tuple[Proof, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is said to hold an office."""

    name: str
    sources: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Body(Line):
    """A council, committee or the like of the topic, or an office of it with those who hold it."""

    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Line):
    """A route, line or work; `ends` are the two places it joins, in alphabetical order, if any."""

    kind: str
    ends: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Line):
    """A figure that is claimed; `name` is its sentence, `about` the words in it for what it measures, if any.

    `claimed_by` is None where reports tell it themselves.

    Lines that claim one thing share a number `thing`, and `differ` where their values cannot all be so.
    """

    figure: Figure
    about: str = ""
    claimed_by: str | None = None
    thing: int | None = None
    differ: bool = False
    grade: Grade | None = None
    """How sure it is that `claimed_by` says so; None where reports tell it themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Line):
    """A commitment; `ids` are those it has in all its reports."""

    commitment: Commitment
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Against:
    """The earlier words of a speaker with which later ones are compared; `ids` are its quotations.

    `signs` are the words on both sides that may say the opposite, "" where a side has none for it.
    """

    name: str
    earliest: str | None
    ids: tuple[str, ...]
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Line):
    """What somebody says of the topic; `name` is the content as a reader would quote it."""

    speaker: str
    party: str | None = None
    """The party of the topic for which the speaker speaks, as far as reports tell."""
    earliest: str | None = None
    latest: str | None = None
    type: QuotationType
    polarity: str | None = None
    grade: Grade
    ids: tuple[str, ...] = ()
    """The quotations (`REPORTID-QUOTATIONID`)."""
    label: Label = "new"
    """How it compares with what the same speaker said before; see `onrecord.ledger.positions`."""
    against: Against | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What reports hold about a topic. `names` are those by which it was found; `reports` those that tell."""

    topic: str
    names: tuple[str, ...]
    reports: tuple[str, ...]
    parties: tuple[Line, ...] = ()
    bodies: tuple[Body, ...] = ()
    agreements: tuple[Line, ...] = ()
    decisions: tuple[Line, ...] = ()
    projects: tuple[Project, ...] = ()
    figures: tuple[Claim, ...] = ()
    commitments: tuple[Pledge, ...] = ()
    positions: tuple[Stance, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether any section has a line."""
        lines = (self.parties, self.bodies, self.agreements, self.decisions, self.projects)
        return any((*lines, self.figures, self.commitments, self.positions))
