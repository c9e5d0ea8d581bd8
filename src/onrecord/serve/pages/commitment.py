"""`/commitments/ID`: one commitment: who is to do what by when, in whose words, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.core.days import period_in_words
from onrecord.record import CommitmentJudged, Evidence, Stand
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Id, SingleDay, identified
from onrecord.serve.pages.committing import Told, outcome, told, who_says

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Which commitment, and as of which day what became of it is told; today where none is given."""

    id: Id
    as_of: SingleDay | None = None


@dataclass(frozen=True, slots=True)
class Became:
    """What a later report says became of it."""

    evidence: Evidence
    words: str
    by_whom: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a report has it."""

    stand: Stand
    by_whom: str


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One commitment with all its places, the earliest first, and what people found of it."""

    asked: Asked
    commitment: Told
    days: str | None
    """The days that the words of its first place allow; None where they name none."""
    became: tuple[Became, ...]
    places: tuple[Place, ...]
    judgements: tuple[CommitmentJudged, ...]


def find(record: Record, asked: Asked) -> CommitmentPage:
    """The commitment that is meant."""
    page = record.ledger.commitment(identified(asked.id, "commitment"), as_of=asked.as_of)
    due = page.row.stand.due
    return CommitmentPage(
        asked=asked,
        commitment=told(page.row),
        days=period_in_words(due.earliest, due.latest) if due else None,
        became=tuple(
            Became(showing.evidence(each), outcome(each), who_says(each.source)) for each in page.row.evidence
        ),
        places=tuple(Place(showing.stand(each), who_says(each.source)) for each in page.stands),
        judgements=page.judgements,
    )


ADDRESS = Address(
    "/commitments/{id}",
    "One commitment: who is to do what by when, in whose words, and what became of it.",
    Asked,
    CommitmentPage,
    find,
    "commitment.html",
)
