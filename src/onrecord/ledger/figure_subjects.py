"""What a quantity measures or counts: the words nearest by that name it."""

from __future__ import annotations

from onrecord.core import Span
from onrecord.ledger.figure_line import Line, is_function_word, is_number, is_plural, phrases, span_of, words
from onrecord.ledger.quantities import Quantity
from onrecord.ledger.units import COUNT, PERCENT, POINT, RATIO

_LONGEST = 5
"""So many words such a phrase has at most."""
_BACK = 12
"""So many words back the subject is looked for."""
ELAPSED = frozenset({"ago", "earlier", "later"})
_RATES = frozenset({"a", "an", "per", "each", "every"})
_MODALS = frozenset("would will could can may might has have had is are was were to did does do".split())
_ARTICLES = frozenset("the a an its their his her our your my all these those".split())


def _is_close(line: Line, at: int) -> bool:
    gap = line.gap(at)
    return not gap.strip(" -‑") and len(gap) < 4 and gap != "\n"


def about_of(line: Line, quantity: Quantity) -> Span | None:
    """The words that say what is measured: "jobs", "of the seats", else the noun or the verb before it.

    A rate ("an hour", "per ton") belongs to them, and so does the quantity itself where it stands between. Of
    what was so long ago nothing is measured.
    """
    last = quantity.last
    if line.form(last) in ELAPSED:
        return None
    rated = _is_close(line, last) and line.form(last) in _RATES and _is_unit(line, last + 1)
    behind = _behind(line, quantity, last + 2 if rated else last)
    if not rated:
        return behind or _before(line, quantity)
    rate = span_of(line.pieces, last, last + 2)
    if behind:
        return Span(rate.start, behind.end)
    return Span((_before(line, quantity) or rate).start, rate.end)


def _behind(line: Line, quantity: Quantity, at: int) -> Span | None:
    if not _is_close(line, at):
        return None
    whole = line.form(at) == "of"
    at += whole
    while whole and line.form(at) in _ARTICLES and line.gap(at) == " ":
        at += 1
    if not whole and not _may_follow(line, quantity, at):
        return None
    last = at
    while last < len(line.pieces) and last - at < _LONGEST and _goes_on(line, last, first=last == at):
        last += 1
        if is_plural(line.form(last - 1)):
            break
    return span_of(line.pieces, at, last) if last > at else None


def _goes_on(line: Line, at: int, *, first: bool) -> bool:
    form = line.form(at)
    if not form[0].isalpha() or is_number(form) or is_function_word(form):
        return False
    return first or _is_close(line, at)


def _may_follow(line: Line, quantity: Quantity, at: int) -> bool:
    """Whether a noun may follow a quantity that no "of" joins to it: not "5 percent said"."""
    form = line.form(at)
    if form == "old" or (form.endswith("ed") and is_function_word(line.form(at + 1))):
        return False
    if quantity.unit in {COUNT, RATIO}:
        return True
    changed = any(form in table for table in (phrases("figure_changes", "verb"), words("apart")))
    return not changed and not (quantity.unit in {PERCENT, POINT} and is_plural(form))


def _is_unit(line: Line, at: int) -> bool:
    return line.form(at) in phrases("units") or f"{line.form(at)}s" in phrases("units")


def _before(line: Line, quantity: Quantity) -> Span | None:
    at = _skipped(line, quantity.first - 1)
    last = at + 1
    first = _run_before(line, at)
    if first == last or (first == at and line.form(at) in words("of several")):
        return None
    # A verb alone tells little: "would cost" goes with its subject.
    if line.form(first - 1) in _MODALS and line.gap(first) == " ":
        subject = _skipped(line, first - 1)
        begin = _run_before(line, subject)
        first = begin if begin <= subject else first
    return span_of(line.pieces, first, last)


def _skipped(line: Line, at: int) -> int:
    """Back over small words, bounds and verbs of change."""
    end = max(at - _BACK, -1)
    while at > end and _is_close(line, at + 1) and _is_small(line, at):
        at -= 1
    return at


def _is_small(line: Line, at: int) -> bool:
    form = line.form(at)
    if form in phrases("figure_changes", "verb"):
        return line.form(at + 1) != "of"
    return (
        is_function_word(form) or form.endswith("ly") or form in phrases("figure_bounds", "before", last=True)
    )


def _run_before(line: Line, at: int) -> int:
    """The first of the words that run up to a place without a small one; the place behind it if none."""
    first = at + 1
    while first > 0 and at + 1 - first < _LONGEST and _is_close(line, first):
        form = line.form(first - 1)
        if not form[:1].isalpha() or is_function_word(form) or is_number(form) or form in phrases("units"):
            break
        first -= 1
    return first
