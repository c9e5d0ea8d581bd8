"""What search indexes hold beside words, to narrow a search: type, grade, speaker, outlet, report.

A facet is written as a word that nobody can type, since folded text has no such sign. Facets find no fewer
rows than a filter lets through, and few more: the filter itself still decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.record import slots

_SIGN = "§"
WIDE_DAYS = 31
"""As far as the first day of a quotation may lie before its last without being marked as wide."""
WIDE = f"{_SIGN}w"
"""That a quotation may have been said on days far apart: its slot tells the last of them only."""


def of_type(value: str) -> str:
    """A quotation's type."""
    return f"{_SIGN}t{value}"


def of_grade(value: str) -> str:
    """A quotation's grade."""
    return f"{_SIGN}g{value}"


def of_speaker(folded: str) -> set[str]:
    """The words of one who speaks."""
    return {f"{_SIGN}s{word}" for word in folded.split()}


def of_outlet(folded: str) -> set[str]:
    """The words of an outlet, or of the agency in whose name a report is dated."""
    return {f"{_SIGN}o{word}" for word in folded.split()}


def of_report(report_id: str) -> str:
    """The report in which a quotation stands."""
    return f"{_SIGN}r{report_id}"


def of_quotation(
    kind: str, grade: str, days: tuple[str | None, str | None], speakers: Iterable[str], around: Iterable[str]
) -> str:
    """All facets of a quotation; `speakers` are folded names, `around` the facets of where it stands."""
    found = {of_type(kind), of_grade(grade), *around}
    for folded in speakers:
        found |= of_speaker(folded)
    first, last = map(slots.number_of, days)
    if last - first > WIDE_DAYS:
        found.add(WIDE)
    return " ".join(sorted(found))


def of_version(report_id: str, outlet: str, agency: str) -> str:
    """All facets of a report's version; `outlet` and `agency` are folded, "" where there is none."""
    return " ".join(sorted({of_report(report_id), *of_outlet(outlet), *of_outlet(agency)}))
