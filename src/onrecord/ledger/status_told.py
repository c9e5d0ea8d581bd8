"""What was told later, and what in it says what became of a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core import Span
from onrecord.core.ledger import Commitment, Deadline

Outcome = Literal["kept", "dropped", "delayed"]


@dataclass(frozen=True, slots=True)
class Made:
    """A commitment, the text of its report, and the ISO 8601 day it was made where that is known."""

    commitment: Commitment
    text: str
    made_on: str | None


@dataclass(frozen=True, slots=True)
class Later:
    """A statement, or a sentence that a report tells itself, that may say what became of a commitment.

    `day` is the ISO 8601 day by which it was said. `text` is that of its report and `span` where it stands in
    it; `speaker` is the name of who says it, None where the report itself does.
    """

    id: str
    day: str
    text: str
    span: Span
    speaker: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a later statement says became of a commitment: `words` is where in its text it says so.

    `due` is the deadline that a delay gives instead; None where it gives none.
    """

    later: Later
    outcome: Outcome
    words: Span
    due: Deadline | None = None
