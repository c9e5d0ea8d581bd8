"""Ages: told of somebody ("who is 70") they are figures, before a noun ("a 54-year-old man") none."""

from __future__ import annotations

from onrecord.ledger.amounts import Amount
from onrecord.ledger.figure_line import Line, words
from onrecord.ledger.units import COUNT

_OLDEST = 120
_HYPHENS = frozenset({"-", "‑"})
_LIVED = frozenset({"year", "month", "week", "day"})
_PERSONS = frozenset({"he", "she", "who", "i"})
_BEING = frozenset({"is", "was", "am"})
_TURNING = frozenset({"turned", "turns", "turning", "i'm", "he's", "she's"})


def is_age(line: Line, amount: Amount) -> bool:
    """Whether it is an age before a noun ("a 54-year-old man") or behind a name (", 54,")."""
    if amount.unit in _LIVED:
        hyphened = line.gap(amount.last) in _HYPHENS or line.gap(amount.last - 1) in _HYPHENS
        return line.form(amount.last) in {"old", "olds"} and hyphened
    if amount.unit != COUNT or line.gap(amount.first) != ", " or amount.value > _OLDEST or not amount.digits:
        return False
    return line.gap(amount.last)[:1] in {",", "."} and line.capital(amount.first - 1)


def tells_age(line: Line, amount: Amount) -> bool:
    """Whether a number without a unit is an age that is told: "who is 70", "people under 30"."""
    if amount.unit != COUNT or amount.scaled or not 0 < amount.value <= _OLDEST:
        return False
    before, further = line.form(amount.first - 1), line.form(amount.first - 2)
    if (before == "of" and further == "age") or (before in {"under", "over"} and further in words("aged")):
        return True
    ends = bool(line.gap(amount.last).strip()) or line.form(amount.last) in words("after age")
    if not ends and amount.last < len(line.pieces):
        return False
    person = further in _PERSONS or (
        line.capital(amount.first - 2) and amount.digits and further[-2:] != "'s"
    )
    return before in _TURNING or (before in _BEING and person and amount.value % 1 == 0)
