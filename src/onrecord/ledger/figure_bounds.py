"""What the words around a quantity make of it: a bound ("more than"), the size of a rise or a fall."""

from __future__ import annotations

from onrecord.core.ledger import Bound, Change
from onrecord.ledger.figure_line import MINUSES, Line, is_function_word, is_number, phrases
from onrecord.ledger.quantities import Quantity
from onrecord.ledger.tenses import is_past_form
from onrecord.ledger.units import COUNT, PERCENT, POINT

_OPENING = frozenset({" ", " ~", *(f" {minus}" for minus in MINUSES)})
"""What may stand between a bound and its number."""
_TABLE, _CHANGES = "figure_bounds", "figure_changes"
_BOUNDS: dict[str, Bound] = {"about": "about", "at_least": "at_least", "at_most": "at_most"}
_OPPOSITE: dict[Bound, Bound] = {"at_least": "at_most", "at_most": "at_least"}
_CHANGE: dict[str, Change] = {"rise": "rise", "fall": "fall"}
_FILLERS = frozenset({"a", "an", "the", "only", "just", "its", "their", "his", "her", "all", "of"})
_DENIED = frozenset(
    "never not no without hasn't haven't didn't doesn't don't won't isn't wasn't cannot can't nor".split()
)
_DENIED_WITHIN = 14
_LASTING = frozenset({"year", "month", "week", "day", "hour", "minute"})
_BEFORE_OVER = frozenset(
    {"for", "in", "with", "just", "well", "after", "had", "have", "is", "was", "has", "all", "of"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_MOVED = _BE | frozenset({"gone", "went", "moved", "edged", "drifted", "driven", "brought", "pushed", "came"})
_TELLING = frozenset(
    "comment comments remark remarks talk talking talked story stories question questions complaint "
    "complaints joke".split()
)
"""Behind these "about" says what of."""
_PLACES = frozenset({("under",), ("over",), ("above",), ("below",), ("near",)})
_LEVELS = frozenset({"to", "at", "from"})
_BOUND_WORDS = 5
_REACH = 6
"""So many words stand at most between a verb of change and the size of it."""


def bound_of(line: Line, quantity: Quantity) -> Bound:
    """The bound of a quantity."""
    if quantity.bound:
        return quantity.bound
    before, after = _before(line, quantity), _after(line, quantity)
    # "Around 50 percent or less" is at most that.
    return after if before is None or (before == "about" and after in _OPPOSITE) else before


def _after(line: Line, quantity: Quantity) -> Bound:
    joined = line.gap(quantity.last) in {" ", ", "}
    table, at = phrases(_TABLE, "after"), quantity.last
    after = line.phrase(table, at) if joined else None
    if after is None and line.form(at).isalpha() and joined:
        # "Five jobs or more"
        at += 1
        after = line.phrase(table, at)
    # "Or less than a third" is told of another number.
    if after is None or line.form(at + len(after.forms)) == "than":
        return "exact"
    return _BOUNDS.get(after.cells[1], "exact")


def _before(line: Line, quantity: Quantity) -> Bound | None:
    at = quantity.first
    table = phrases(_TABLE, "before", last=True)
    found = line.phrase_before(table, at) if line.gap(at) in _OPENING else None
    filled = found is None and line.form(at - 1) in _FILLERS and line.gap(at) == " "
    if filled:
        at -= 1
        found = line.phrase_before(table, at)
    # "Under a five-year plan" is no bound.
    if found is None or (filled and found.forms in _PLACES):
        return None
    start = at - len(found.forms)
    lasting = quantity.unit in _LASTING and not is_number(line.form(quantity.last - 1))
    if found.forms == ("over",) and lasting and line.form(start - 1) not in _BEFORE_OVER:
        # A cost "over 10 years" is spread over them.
        return "at_least" if line.form(quantity.last) == "ago" else None
    if found.forms == ("about",) and line.form(start - 1) in _TELLING:
        return None
    bound = _BOUNDS.get(found.cells[1])
    if bound in _OPPOSITE and found.forms[0] in {"more", "longer", "fewer", "less", "over", "higher"}:
        return _OPPOSITE[bound] if _is_denied(line, start) else bound
    return bound


def _is_denied(line: Line, at: int) -> bool:
    for k in range(at - 1, max(at - _DENIED_WITHIN, -1), -1):
        if set(line.gap(k + 1)) & set(".;:,?!"):
            return False
        if line.form(k) in _DENIED:
            return True
    return False


def change_of(line: Line, quantity: Quantity) -> Change | None:
    """Whether a quantity is the size of a rise or of a fall."""
    return _behind(line, quantity) or _in_front(line, quantity)


def _behind(line: Line, quantity: Quantity) -> Change | None:
    last = quantity.last
    if line.gap(last) not in {" ", "-"}:
        return None
    compared = line.phrase(phrases(_CHANGES, "compared"), last)
    placed = compared and compared.forms in {("above",), ("below",)} and quantity.unit not in {PERCENT, POINT}
    # "A 19 percent greater drop" is no drop of 19 percent.
    greater = line.phrase(phrases(_CHANGES, "greater"), last)
    if quantity.unit in _LASTING or (greater and line.phrase(phrases(_CHANGES, "behind"), last + 1)):
        return None
    if compared and not placed and quantity.unit != COUNT:
        return _CHANGE[compared.cells[1]]
    for step in range(3):
        found = line.phrase(phrases(_CHANGES, "behind"), last + step)
        if found and (step or quantity.unit != COUNT):
            return _CHANGE[found.cells[1]]
        if line.gap(last + step + 1) not in {" ", "-"} or is_function_word(line.form(last + step)):
            return None
    return None


def _in_front(line: Line, quantity: Quantity) -> Change | None:
    """Back over the words before it: the nearest verb or noun of change that this is the size of."""
    by = False
    for at in range(quantity.first - 1, max(quantity.first - 1 - _REACH, -1), -1):
        form = line.form(at)
        # "To 5 percent" is a level, and "by taking two seats" is how, not how much.
        if line.gap(at + 1).strip(" -‑") or form in _LEVELS or form.endswith("ing"):
            return None
        change = _of_noun(line, at, quantity) or _of_verb(line, at, quantity, by=by)
        if change:
            return change
        by = by or form == "by"
    return None


def _of_noun(line: Line, at: int, quantity: Quantity) -> Change | None:
    """As in "a rise of 5 percent"; losses of money are no falls."""
    if line.form(at) not in {"of", "in"}:
        return None
    noun = line.phrase_before(phrases(_CHANGES, "noun", last=True), at)
    if noun is None or (noun.forms == ("loss",) and quantity.unit.isupper()):
        return None
    return _CHANGE[noun.cells[1]]


def _of_verb(line: Line, at: int, quantity: Quantity, *, by: bool) -> Change | None:
    """As in "rose 5 percent", "cut by a third", "reduce waste 80 percent from 2030 levels"."""
    by = by or (quantity.unit == PERCENT and line.form(quantity.last) == "from")
    if _is_done_to(line, at, quantity) if by else not _is_size(line, at, quantity):
        return None
    verb = line.phrase_before(phrases(_CHANGES, "verb", last=True), at + 1)
    if verb:
        return _CHANGE[verb.cells[1]]
    moved = line.phrase_before(phrases(_CHANGES, "by", last=True), at + 1)
    # "Raised $5" collects it; "cut 40 jobs" loses them.
    return _CHANGE[moved.cells[1]] if moved and (by or moved.cells[1] == "fall") else None


def _is_done_to(line: Line, at: int, quantity: Quantity) -> bool:
    """Whether what is counted does something: "worn down by a thousand feet"."""
    counted = quantity.unit not in {PERCENT, POINT} and line.form(at) in {"up", "down"}
    before = line.form(at - 1)
    return counted and line.gap(at) == " " and is_past_form(before) and before not in _MOVED


def _is_size(line: Line, at: int, quantity: Quantity) -> bool:
    """Whether only a bound stands between the verb and the quantity."""
    form, before = line.form(at), line.form(at - 1)
    if form in {"up", "down"}:
        moved = line.gap(at).strip() or before in _BE
        if quantity.unit == COUNT or not moved:
            return False
    if form in {"lower", "cut"} and before in {"the", "a"}:
        return False
    between = range(at + 1, quantity.first)
    # "Fallen below 5 percent" tells where, not how far.
    named = any(line.form(k) in {"the", "above", "below", "past"} for k in between)
    return not between or (len(between) < _BOUND_WORDS and not named and _before(line, quantity) is not None)
