"""A commitment as pages tell it, in the words of `onrecord commitments`."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core.ledger_words import by_whom, computed, due
from onrecord.core.phrases import signature
from onrecord.record import CommitmentRow, CommitmentStatus, Evidence, Source
from onrecord.serve.pages import showing


@dataclass(frozen=True, slots=True)
class Told:
    """One commitment, and in words by when it is due, what became of it, and who says so."""

    row: CommitmentRow
    standing: CommitmentStatus
    """What became of it: as a person found, else as it is computed."""
    in_full: str
    """Its words, with who is to do it before them where they leave that out."""
    due_words: str
    standing_words: str
    computed_words: str
    by_whom: str


def told(row: CommitmentRow) -> Told:
    """A commitment with its words."""
    found = computed(row.status, late=row.late)
    judged = f"{row.standing} as {signature(row.judged.by, None)} found" if row.judged else found
    return Told(
        row=showing.commitment(row),
        standing=row.standing,
        in_full=row.stand.in_full,
        due_words=row.due_in_words,
        standing_words=judged,
        computed_words=found,
        by_whom=who_says(row.stand.source),
    )


def outcome(each: Evidence) -> str:
    """What a later report says became of a commitment."""
    words = f"reported {each.outcome}"
    if each.outcome == "delayed" and each.due is not None:
        words += f", now {due(each.due, each.due_text)}"
    return words


def who_says(source: Source) -> str:
    """Whose words something of the ledger is told in."""
    return by_whom(source.speaker, source.words, quoted=source.quotation is not None)
