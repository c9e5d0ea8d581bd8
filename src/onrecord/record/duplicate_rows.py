"""What reports with one text are handed out as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.match.statements.duplicates import Duplicate


@dataclass(frozen=True, slots=True)
class SharingReport:
    """A report that has its text in common with others."""

    id: str
    outlet: str | None
    """Its outlet, or the agency in whose name it is dated."""
    published: str | None
    """The date of publication, or of the dateline, as ISO 8601."""
    title: str | None
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class SharedText:
    """Reports that hang together by pairs that share text, the earliest first, undated ones last."""

    reports: tuple[SharingReport, ...]
    pairs: tuple[Duplicate, ...]
