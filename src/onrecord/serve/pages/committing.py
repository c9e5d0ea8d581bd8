"""A commitment as pages tell it, in the words of `onrecord commitments`."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core.ledger_words import by_whom, computed, due, due_now
from onrecord.core.phrases import signature
from onrecord.record import CommitmentRow, CommitmentStatus, Evidence, Source
from onrecord.serve.pages import showing


@dataclass(frozen=True, slots=True)
class Told:
    """One commitment, and in words by when it is due, what became of it, and who says so."""

    row: CommitmentRow
    standing: CommitmentStatus
    """What became of it: as a person found, else as it is computed."""
    due_words: str
    standing_words: str
    computed_words: str
    by_whom: str


def told(row: CommitmentRow) -> Told:
    """A commitment with its words."""
    delays = [each for each in row.evidence if each.outcome == "delayed"]
    words = delays[-1].due_text if delays else row.stand.due_text
    found = computed(row.status, late=row.late)
    judged = f"{row.standing} as {signature(row.judged.by, None)} found" if row.judged else found
    return Told(
        row=showing.commitment(row),
        standing=row.standing,
        due_words=due_now(row.due, words, put_off=bool(delays)),
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
