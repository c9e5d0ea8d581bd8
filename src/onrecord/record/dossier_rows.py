"""What a dossier of the record is handed out as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record.ledger_rows import CommitmentRow
from onrecord.record.rows import ReportRow

if TYPE_CHECKING:
    from onrecord.ledger.dossier import Dossier, Pledge
    from onrecord.match import Entity


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with the reports its lines stand in, and how its commitments stand on the day `as_of`."""

    dossier: Dossier
    as_of: str
    reports: Mapping[str, ReportRow]
    """By id."""
    commitments: Mapping[str, CommitmentRow]
    """By each of the ids that a commitment has."""
    left_out: int
    """Reports on the topic that were not read, as there are so many: the oldest."""

    person: Entity | None = None
    """Who of the registry the topic was taken for, where it is not their whole name."""

    def standing(self, line: Pledge) -> CommitmentRow | None:
        """How the commitment of a line stands; None where the record has none such."""
        return next((self.commitments[each] for each in line.ids if each in self.commitments), None)
