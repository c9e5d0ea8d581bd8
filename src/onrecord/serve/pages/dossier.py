"""`/dossier`: what the record holds on one topic, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.core import Span
from onrecord.core.days import interval_in_words
from onrecord.core.sources import site
from onrecord.ledger.dossier import Basis, Body, Claim, Pledge, Project, telling
from onrecord.record import ReportRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import SingleDay, Words

if TYPE_CHECKING:
    from onrecord.ledger.dossier import Dossier, Line, Proof, Stance
    from onrecord.record import DossierPage, Record

_REPORTS = 60
"""Reports, the newest, that are read unless all are asked for: a second or two."""
_LINES = 40
"""Lines of a section, or of a party, that are given unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The topic: a name, or two ("Norvia and Merrow"); and as of which day commitments are told."""

    q: Words = ""
    as_of: SingleDay | None = None
    whole: Annotated[
        bool, Meta(description="Whether all lines are given, from all reports that are ever read.")
    ] = False


@dataclass(frozen=True, slots=True)
class Place:
    """The characters `span` of a report's text that say so, which are `words`."""

    report_id: str
    outlet: str
    day: str | None
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Note:
    """What goes with a line, in words, and the places that say so."""

    words: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierLine:
    """One line: what it says, what it is in short, why it is here, and the places that say so."""

    name: str
    about: str
    basis: Basis
    places: tuple[Place, ...]
    notes: tuple[Note, ...] = ()
    denied: str | None = None
    """How what is said stands to it: "denied"."""
    review: bool = False
    commitment: str | None = None
    """The id of the commitment that it is."""
    statement: str | None = None
    """The id of a quotation that it is."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind."""

    title: str
    lines: tuple[DossierLine, ...]
    found: int
    """How many lines there are, of which the first are given."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the record holds on a topic; without words asked for, or where no report tells, nothing."""

    asked: Asked
    names: tuple[str, ...]
    """The names by which it was found."""
    as_of: str | None
    sections: tuple[Section, ...]
    """Parties, bodies, agreements, decisions, works, figures and commitments, as far as there are any."""
    positions: tuple[Section, ...]
    """What is said, by party and in order of time; whoever speaks for none comes last."""
    reports: tuple[ReportRow, ...]
    left_out: int
    """Reports on the topic that were not read, as there are so many: the oldest."""
    cut: bool = False
    """Whether there is more, which `whole` gives."""


def find(record: Record, asked: Asked) -> Topic:
    """The dossier of the topic."""
    if not any(map(str.isalnum, asked.q)):
        return Topic(asked, (), None, (), (), (), 0)
    page = record.dossier(asked.q, as_of=asked.as_of, reports=None if asked.whole else _REPORTS)
    dossier, most = page.dossier, None if asked.whole else _LINES
    sections = tuple(_sections(page, dossier, most))
    positions = tuple(
        Section(party or "Others", tuple(_stance(page, line) for line in group[:most]), len(group))
        for party, group in telling.by_party(dossier.positions)
    )
    shortened = any(each.found > len(each.lines) for each in (*sections, *positions))
    return Topic(
        asked=asked,
        names=dossier.names,
        as_of=page.as_of,
        sections=sections,
        positions=positions,
        reports=tuple(showing.report(page.reports[each]) for each in dossier.reports),
        left_out=page.left_out,
        cut=not asked.whole and (shortened or page.left_out > 0),
    )


def _sections(page: DossierPage, dossier: Dossier, most: int | None) -> Iterator[Section]:
    titled: tuple[tuple[str, Sequence[Line]], ...] = (
        ("Parties", dossier.parties),
        ("Bodies", dossier.bodies),
        ("Agreements", dossier.agreements),
        ("Decisions", dossier.decisions),
        ("Routes and works", dossier.projects),
        ("Figures", dossier.figures),
        ("Commitments", dossier.commitments),
    )
    for title, lines in titled:
        if lines:
            yield Section(title, tuple(_line(page, line) for line in lines[:most]), len(lines))


def _line(page: DossierPage, line: Line) -> DossierLine:
    notes = [Note(f"{telling.event(each)}: {telling.event_words(each)}") for each in line.events]
    name, about, commitment = line.name, "", None
    if isinstance(line, Body):
        notes += [Note(f"held by {each.name}", _places(page, each.sources)) for each in line.holders]
    elif isinstance(line, Claim):
        about = telling.figure(line)
    elif isinstance(line, Project):
        name = telling.project(line)
    elif isinstance(line, Pledge):
        row = page.standing(line)
        about, commitment = telling.commitment(line, row.standing if row else None), row.id if row else None
    return DossierLine(
        name, about, line.basis, _places(page, line.sources), tuple(notes), commitment=commitment
    )


def _stance(page: DossierPage, line: Stance) -> DossierLine:
    days = interval_in_words(line.earliest, line.latest) or "undated"
    return DossierLine(
        name=line.name,
        about=f"{days} · {line.speaker}",
        basis=line.basis,
        places=_places(page, line.sources),
        notes=(Note(telling.against(line.label, line.against)),) if line.against else (),
        denied=line.polarity,
        review=line.grade == "review",
        statement=next(iter(line.ids), None),
    )


def _places(page: DossierPage, proofs: Iterable[Proof]) -> tuple[Place, ...]:
    reports = page.reports
    return tuple(
        Place(
            each.report,
            _whose(reports[each.report]),
            each.day,
            each.span,
            " ".join(each.words.split()),
        )
        for each in proofs
    )


def _whose(row: ReportRow) -> str:
    """Whose report it is: the outlet, else the site; of a file the title, else its name."""
    return row.outlet or site(row.source) or row.title or row.name


ADDRESS = Address(
    "/dossier", "What the record holds on one topic, with its proof.", Asked, Topic, find, "dossier.html"
)
