"""Number words that count nothing: "the two" who are spoken of, "one" that stands for a noun."""

from __future__ import annotations

from onrecord.ledger.amounts import Amount
from onrecord.ledger.figure_line import Line, is_function_word, is_number, is_plural, words

_MOST = 5
"""Larger groups are counted rather than referred to."""
_BEFORE = frozenset({"the", "these", "those", "between", "all"})
_WITH_NOUNS = frozenset({"most", "more", "other", "others", "or", "such", "own", "very", "and"})
"""Small words that may stand before what is counted."""
_NO_COUNT = frozenset("another day thing time point morning afternoon evening night week month year".split())
_BACK, _ENUMERATED = 6, 12


def refers(line: Line, amount: Amount) -> bool:
    """Whether "the two" or "those three" are persons or things spoken of, and nothing is counted."""
    before, last = line.form(amount.first - 1), amount.last
    if amount.digits or amount.value > _MOST or before not in _BEFORE:
        return False
    gap, after = line.gap(last), line.form(last)
    if (before == "between" and is_number(line.form(last + 1))) or (before == "all" and not gap.strip()):
        return False
    if gap.strip(" “\"‘'-‑") or not after:
        return True
    does = after.endswith("ed") and not any(is_plural(line.form(last + k)) for k in (1, 2))
    small = is_function_word(after) and after not in _WITH_NOUNS and gap == " "
    near = (last, last + 1, last + 2) if amount.value == 2 else ()
    return does or small or any(line.form(k) in words("pair") and line.gap(k) == " " for k in near)


def enumerates(line: Line, amount: Amount) -> bool:
    """Whether it numbers what is told: "one, his temper, and two, his tongue"."""
    first, last = amount.first, amount.last
    if amount.digits or amount.value > _MOST or line.gap(last) != ", ":
        return False
    back = range(max(first - _ENUMERATED, 0), first)
    return any(line.form(k) == "one" and line.gap(k + 1) == ", " for k in back)


def counts_against_others(line: Line, at: int) -> bool:
    """Whether "one" counts: "one dead, three wounded", "four priests and one monk"."""
    after = line.form(at + 1)
    if (
        line.gap(at + 1) != " "
        or is_function_word(after)
        or not _NO_COUNT.isdisjoint((after, line.form(at + 2)))
    ):
        return False
    gap = line.gap(at)
    behind = gap == ", " or (line.form(at - 1) == "and" and gap == " ")
    if behind and any(_counts(line.form(k)) for k in range(max(at - _BACK, 0), at - 1)):
        return True
    ahead = any(line.gap(k) == ", " and _counts(line.form(k)) for k in range(at + 2, at + 4))
    return ahead and (behind or line.opens(at))


def _counts(form: str) -> bool:
    """Whether a word is a number that may count, and no year."""
    return is_number(form) and form != "one" and not (form.isdecimal() and len(form) == 4)
