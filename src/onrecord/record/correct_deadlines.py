"""Laying corrections of deadlines over what the ledger reads of a report: pure, as for quotations."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.core import Commitment, Deadline, Precision, Report, Span
from onrecord.core.corrections import Correction, Lost, Roles, placed
from onrecord.record.correct_applying import Before, Outcome
from onrecord.record.correct_items import LEAST, overlap
from onrecord.record.identity import hash_of_text

_MONTHS: Mapping[int, Precision] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


@dataclass(frozen=True, slots=True)
class Due:
    """The commitments of a report with the deadlines that people gave them.

    `marks` is the id of the correction that holds for a commitment, by its id.
    """

    commitments: tuple[Commitment, ...]
    marks: Mapping[str, str]
    outcomes: Mapping[str, Outcome]


def put_right(report: Report, read: Sequence[Commitment], corrections: Iterable[Correction]) -> Due:
    """Lay the corrections of deadlines of a report, in order of time, over what was read of it."""
    found, digest = {each.id: each for each in read}, hash_of_text(report)
    marks: dict[str, str] = {}
    outcomes: dict[str, Outcome] = {}
    for each in corrections:
        if each.what != "deadline" or each.undone_at is not None:
            continue
        try:
            same = each.text_sha256 == digest
            target = placed(each.anchors, report.text, same=same, needed="commitment")
            words = placed(each.spans, report.text, same=same)
        except Lost as lost:
            outcomes[each.id] = Outcome("unanchored", reason=str(lost))
            continue
        stands = _meant(read, target["commitment"][0])
        if stands is None:
            outcomes[each.id] = Outcome("unanchored", reason="nothing is to be done there now")
            continue
        if stands.id in marks:
            earlier = outcomes[marks[stands.id]]
            outcomes[marks[stands.id]] = Outcome("overruled", by=each.id, before=earlier.before)
        due = _due(each, words, stands)
        agreed = _days(due) == _days(stands.due)
        outcomes[each.id] = Outcome(
            "agreed" if agreed else "applied",
            target=stands.id,
            before=_before(report.text, found[stands.id].due, stands),
        )
        marks[stands.id] = each.id
        found[stands.id] = replace(stands, due=due)
    return Due(tuple(found[each.id] for each in read), marks, outcomes)


def _meant(commitments: Sequence[Commitment], span: Span) -> Commitment | None:
    """The commitment that stands there, or what has its place."""
    shares = [(overlap((each.span,), (span,)), each) for each in commitments]
    best = max(shares, key=lambda each: each[0], default=(0.0, None))
    return best[1] if best[0] >= LEAST else None


def _due(each: Correction, words: Roles, stands: Commitment) -> Deadline | None:
    """The deadline that was given, read from the words given, else from those it was read from before.

    Where there are neither, the whole clause proves it.
    """
    if each.earliest is None and each.latest is None:
        return None
    text = words["due"][0] if "due" in words else stands.due.text if stands.due else stands.span
    return Deadline(each.earliest, each.latest, _precision(each.earliest, each.latest), text)


def _before(text: str, due: Deadline | None, stands: Commitment) -> Before:
    """A deadline as readers are told of it; a clause, or what stood for other days, is no words for it."""
    if due is None:
        return Before()
    read = stands.due
    own = due.text != stands.span and (due is read or read is None or due.text != read.text)
    return Before(due.earliest, due.latest, " ".join(due.text.of(text).split()) if own else None)


def _days(due: Deadline | None) -> tuple[str | None, str | None] | None:
    return None if due is None else (due.earliest, due.latest)


def _precision(earliest: str | None, latest: str | None) -> Precision:
    """How exact a deadline is: whole months, quarters, halves and years are as such, a week too."""
    if earliest is None or latest is None:
        return "day"
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and months in _MONTHS and (first.month - 1) % months == 0:
        return _MONTHS[months]
    if whole and first.month == 1 and months % 12 == 0:
        return "years"
    return "week" if (last - first).days == 6 else "day"
