"""Where a commitment stands on a day: by its deadline, and by what was reported later.

The status is what follows from the words, never a verdict: "kept" is *reported* kept, and `evidence` says
where. What is not plainly about the same thing is no evidence, so much that was done stays overdue here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.core.ledger import Commitment, Deadline
from onrecord.ledger.status_matters import are_one, has_actor, matter_of, shares_actor
from onrecord.ledger.status_outcomes import evidence, may_tell
from onrecord.ledger.status_told import Evidence, Later, Made, Outcome
from onrecord.ledger.status_verbs import done_by

__all__ = [
    "Evidence",
    "Later",
    "Made",
    "Outcome",
    "State",
    "Status",
    "evidence",
    "may_tell",
    "same_commitment",
    "status",
]

State = Literal["pending", "due", "overdue", "past", "kept", "dropped", "delayed"]

_LASTING = re.compile(
    r"(?:until|till|through|throughout|during|up to|for (?:the|another|at least)\b.*)\b", re.IGNORECASE
)
_APART = 366
"""Commitments without a deadline that were made further apart (days) are two."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a commitment stands on the day `as_of` (ISO 8601).

    `pending`: its time has not come, or it has none; `due`: its time is running; `overdue`: its last day is
    over and nothing was reported; `past`: the same of what binds nobody (a prediction) and of what was to
    last; `kept`, `dropped`, `delayed`: reported so. `due` is the deadline in force, None where it is open.
    """

    state: State
    as_of: str
    due: Deadline | None
    evidence: tuple[Evidence, ...] = ()
    late: bool = False
    """Whether it was first reported kept after its last day."""


def status(
    commitment: Commitment, text: str, made_on: str | None, later: Iterable[Later], as_of: str
) -> Status:
    """The status of a commitment on a day; `text` is that of its report.

    Of what was said `later` only what is dated after `made_on` and not after `as_of` counts; without the day
    it was made, nothing does. Days are ISO 8601.
    """
    made = Made(commitment, text, made_on)
    before = sorted((each for each in later if each.day <= as_of), key=lambda each: (each.day, each.id))
    return settled(commitment, text, [found for each in before if (found := evidence(made, each))], as_of)


def settled(commitment: Commitment, text: str, told: Iterable[Evidence], as_of: str) -> Status:
    """The same from evidence that was found before."""
    found = sorted(
        (each for each in told if each.later.day <= as_of), key=lambda each: (each.later.day, each.later.id)
    )
    days: dict[Outcome, list[str]] = {}
    for each in found:
        days.setdefault(each.outcome, []).append(each.later.day)
    delays = [each for each in found if each.outcome == "delayed"]
    due = delays[-1].due if delays else commitment.due
    calendar = _by_calendar(commitment, text, due, as_of)
    kept, dropped = days.get("kept", []), days.get("dropped", [])
    if kept and dropped and dropped[-1] >= kept[0]:
        # Done and then dropped: one of the two tells of something else.
        return Status(calendar, as_of, due, tuple(found))
    if kept:
        late = due is not None and due.latest is not None and kept[0] > due.latest
        return Status("kept", as_of, due, tuple(found), late)
    if dropped and not (delays and delays[-1].later.day > dropped[-1]):
        return Status("dropped", as_of, due, tuple(found))
    if delays and calendar not in {"overdue", "past"}:
        return Status("delayed", as_of, due, tuple(found))
    return Status(calendar, as_of, due, tuple(found))


def _by_calendar(commitment: Commitment, text: str, due: Deadline | None, as_of: str) -> State:
    """What the deadline alone tells."""
    if due is None or (due.earliest is None and due.latest is None):
        return "pending"
    if due.earliest is not None and as_of < due.earliest:
        return "pending"
    if due.latest is None or as_of <= due.latest:
        return "due"
    lasts = commitment.due is not None and _LASTING.match(commitment.due.text.of(text)) is not None
    matter = matter_of(commitment, text)
    binds = commitment.type != "prediction" and has_actor(commitment, text, matter)
    return "overdue" if binds and not lasts and not matter.denied else "past"


def same_commitment(one: Made, other: Made) -> bool:
    """Whether two places in reports have one commitment: to do the same with the same thing by the same time.

    In doubt they are two. With another deadline it is not the same: what is delayed, `status` tells.
    """
    first, second = matter_of(one.commitment, one.text), matter_of(other.commitment, other.text)
    foreseen = {one.commitment.type == "prediction", other.commitment.type == "prediction"}
    if len(foreseen) > 1 or not are_one(first, second) or not shares_actor(first, second):
        return False
    if first.verb is None or second.verb is None or not done_by(first.verb) & done_by(second.verb):
        return False
    return _can_be_at_once(one, other)


def _can_be_at_once(one: Made, other: Made) -> bool:
    """Whether the deadlines of two meet; where neither has one, whether they were made within a year."""
    first, second = one.commitment.due, other.commitment.due
    if first is not None and second is not None:
        begins = max(first.earliest or "", second.earliest or "")
        return begins <= min(first.latest or "9999", second.latest or "9999")
    if one.made_on is None or other.made_on is None:
        return True
    return abs(_day(one.made_on) - _day(other.made_on)) < _APART


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
