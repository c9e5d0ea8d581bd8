"""What makes two quotations two acts of saying, however alike they are: who speaks, when, and of what day."""

from __future__ import annotations

from onrecord.match.reading import rows
from onrecord.match.statements.signs import longest_run
from onrecord.match.statements.wording import Wording, stem_of, weight_of

OTHER_DAYS = 3
"""Days between two that are no slip of a weekday: fewer may be one evening told from two time zones."""
LONG = 180
"""Days after which a report that tells no day is not taken to bring back what was said then."""
_MOST_OF = 0.6
"""So much of the shorter, in one piece and between quotation marks in both, is the same words."""
_PHRASE = 9.0
"""What a run weighs that is hardly quoted of somebody twice by chance (nats)."""
_OF_A_DATE = frozenset(
    map(stem_of, "monday tuesday wednesday thursday friday saturday sunday".split())
) | frozenset(stem_of(word) for word, kind, _ in rows("number_words") if kind == "month")

Days = tuple[int, int] | None


def are_of_two(one: Wording, other: Wording) -> bool:
    """Whether the two are said by two speakers whom their reports name: no one act of saying, then."""
    return _have_two_speakers(one, other) and one.by_name and other.by_name


def may_be_of_two(one: Wording, other: Wording) -> bool:
    """Whether two speakers were found, if not by name, and the words do not say that one was mistaken."""
    return _have_two_speakers(one, other) and not are_verbatim_alike(one, other)


def _have_two_speakers(one: Wording, other: Wording) -> bool:
    speakers = one.relay.speaker, other.relay.speaker
    return None not in speakers and speakers[0] != speakers[1]


def are_verbatim_alike(one: Wording, other: Wording) -> bool:
    """Whether most of the shorter stands in the longer in one piece, in quotation marks in both."""
    whole = min(sum(map(weight_of, each.stems)) for each in (one, other))
    return whole > 0 and longest_run(one.quoted, other.quoted) >= _MOST_OF * whole


def are_within(one: Wording, other: Wording) -> bool:
    """Whether one stands inside the other, in one report: what somebody tells that somebody said."""
    return one.relay.report_id == other.relay.report_id and any(
        mine.overlaps(theirs)
        for mine in one.relay.quotation.content
        for theirs in other.relay.quotation.content
    )


def is_denied_by_one(one: Wording, other: Wording) -> bool:
    """Whether the one is told as what the speaker denies, the other as what he says."""
    return one.denied != other.denied


def said_on_other_days(one: Wording, other: Wording) -> bool:
    """Whether both texts tell when it was said, and the days are clearly not the same.

    With other figures any other day is another occasion: a toll of the dead that has grown since.
    """
    return are_apart(one.days, other.days) or (
        are_of_unlike_days(one.days, other.days) and have_other_figures(one, other)
    )


def published_long_apart(one: Wording, other: Wording) -> bool:
    """Whether reports are half a year apart or more, and the later does not tell that it was said back then.

    Who says the same after years says it again: only the text can tell that it is told again.
    """
    earlier, later = sorted((one, other), key=lambda each: each.setting.day or 0)
    then, now = earlier.setting.day, later.setting.day
    if then is None or now is None or now - then < LONG:
        return False
    return later.days is None or later.days[0] > then + OTHER_DAYS


def are_apart(one: Days, other: Days) -> bool:
    """Whether two are said on days that are known, and clearly not the same."""
    return _between(one, other) >= OTHER_DAYS


def are_of_unlike_days(one: Days, other: Days) -> bool:
    """Whether two are said on days that are known, and not the same, if only by a day."""
    return _between(one, other) > 0


def _between(one: Days, other: Days) -> int:
    return 0 if one is None or other is None else max(one[0] - other[1], other[0] - one[1])


def have_other_figures(one: Wording, other: Wording) -> bool:
    """Whether either has a figure that the other lacks."""
    return bool(one.figures - other.figures and other.figures - one.figures)


def tell_of_other_things(one: Wording, other: Wording) -> bool:
    """Whether two tell other figures, another month or weekday; or one report gives both for one day.

    In a phrase that both quote at length figures are beside the point: "my answer was no in 2031".
    """
    if one.relay.report_id == other.relay.report_id and not are_of_unlike_days(one.days, other.days):
        return True
    dates = one.names & _OF_A_DATE, other.names & _OF_A_DATE
    differ = have_other_figures(one, other) or bool(dates[0] - dates[1] and dates[1] - dates[0])
    return differ and longest_run(one.quoted, other.quoted) < _PHRASE
