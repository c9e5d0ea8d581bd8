"""What corrections are handed out as."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core import Quotation, Span
from onrecord.core.corrections import Anchor, Correction
from onrecord.record.correct_applying import Before, State
from onrecord.record.judging import PERSON


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction, and what has become of it in its report as that is now.

    `applied`: it holds. `agreed`: it holds, and the model says so itself by now. `overruled`: somebody put
    the same right later. `unanchored`: what it is about is not found, and it changes nothing until it is.
    """

    correction: Correction
    state: State
    target: str | None
    """What it is about now: `REPORTID-QUOTATIONID`, or `REPORTID-COMMITMENTID`; None where there is none."""
    overruled_by: str | None
    reason: str | None
    """Why it is unanchored, for readers."""
    before: Before | None = None
    """The deadline that stands without it; None where it is about something else, or has no effect."""

    @property
    def holds(self) -> bool:
        """Whether what the record says follows it."""
        return self.state in {"applied", "agreed"}

    @property
    def who(self) -> str:
        """The name of the person who made it."""
        return self.correction.by.removeprefix(PERSON)

    @property
    def was(self) -> str:
        """The words that were corrected, or were missed."""
        return _words(self.correction.anchors)

    @property
    def now(self) -> str | None:
        """The words that a quotation has instead; None where its words are not what was put right."""
        return _words(self.correction.spans) if self.correction.what in {"span", "missed"} else None


@dataclass(frozen=True, slots=True)
class CorrectedReport:
    """A report that people put right, as something to learn from.

    `quotations` are all of it, `whole` is whether somebody went through them all; else only those that
    `corrected` names have been looked at. `denied` are places where somebody said that nobody is quoted.
    """

    report_id: str
    name: str
    text: str
    text_sha256: str
    quotations: tuple[Quotation, ...]
    corrected: dict[str, tuple[str, ...]]
    """The ids of the corrections that hold for a quotation, by its id."""
    denied: tuple[Span, ...]
    whole: bool
    corrections: tuple[CorrectionRow, ...]
    """Those that hold, in the order in which they were made."""


def _words(anchors: tuple[Anchor, ...]) -> str:
    # The content of a quotation; the words of a commitment.
    parts = [each for each in anchors if each.role in {"content", "commitment"}]
    return " […] ".join(" ".join(each.exact.split()) for each in sorted(parts, key=lambda each: each.start))
