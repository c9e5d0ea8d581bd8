"""Reports into the record, as a watch has them: only what says something new is read and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Extraction, NotFound, Report
from onrecord.record import Record
from onrecord.record.identity import hash_of_text, report_id
from onrecord.watch.journal import Journal

UNCHECKED = "unchecked"
"""Reports taken in for which no rule has been asked yet."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report: `quotations` were found in it, `version` is its number."""

    status: Literal["new", "version", "unchanged"]
    quotations: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """The record that a watch adds to; `extract` is the pipeline."""

    record: Record
    journal: Journal
    extract: Callable[[Report], Extraction]

    def take(self, report: Report) -> Taken:
        """Keep a report if its text is not the one held; raises as `Record.add` does.

        A page's bytes differ from hour to hour by what stands around the story: that makes no version.
        """
        known = report_id(report.source, report.name)
        if self._text_held(known) == hash_of_text(report):
            return Taken("unchanged")
        # Before it is added: a watch that is killed in between still tells of it.
        self.journal.put(UNCHECKED, known, {})
        self.journal.force_out()
        added = self.record.add(self.extract(report))
        return Taken("new" if added.status == "new" else "version", added.quotations)

    def _text_held(self, known: str) -> str | None:
        try:
            return next((each.text_sha256 for each in self.record.versions(known) if each.current), None)
        except NotFound:
            return None
