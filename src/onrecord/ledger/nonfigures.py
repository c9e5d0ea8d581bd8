"""Numbers that are no figures: dates, times, telephone numbers, years, and those in names ("Boeing 737")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core import Span
from onrecord.ledger.ages import is_age
from onrecord.ledger.amounts import Amount
from onrecord.ledger.figure_line import Line, is_function_word, is_number, is_plural, phrases, words
from onrecord.ledger.number_pronouns import counts_against_others, enumerates, refers
from onrecord.ledger.units import COUNT, PERCENT, POINT
from onrecord.match.statements.numbers import number_words

_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_BEFORE_YEARS = frozenset(
    "in since by of from until till to through before after during for between and or the late early".split()
)
_REACH = 24
_LONGEST_WORD = 64
"""So many characters of a word that runs on past the reach are looked at."""
_DIGITS = re.compile(r"\d+")
_WORD_END = re.compile(r"[^\w.]|$")
_TAG = re.compile(r"<[^<>\n]{1,400}>")
_LONGEST_LIST = 30
_HYPHENS = frozenset({"-", "‑"})


def never_figures(text: str, within: Span) -> Iterator[Span]:
    """Where dates, times, addresses of the net, telephone numbers and the like stand in a part of a text."""
    if "<" in text:
        yield from (Span(*match.span()) for match in _TAG.finditer(text, *within))
    for start, end in _around_digits(text, within):
        yield from (Span(*match.span()) for match in _never().finditer(text, start, end))


def _around_digits(text: str, within: Span) -> Iterator[Span]:
    """The parts of a text that are near digits: to look at these only is much quicker."""
    start = end = -1
    for match in _DIGITS.finditer(text, *within):
        if match.end() + _REACH <= end:
            continue
        if match.start() - _REACH > end >= 0:
            yield Span(start, end)
            start = -1
        start = max(match.start() - _REACH, within.start) if start < 0 else start
        # No word of an ordinary length is cut in two.
        reach = min(match.end() + _REACH, within.end)
        furthest = min(reach + _LONGEST_WORD, within.end)
        cut = _WORD_END.search(text, reach, furthest)
        end = cut.start() if cut else furthest
    if end >= 0:
        yield Span(start, end)


@cache
def _never() -> re.Pattern[str]:
    names = sorted(
        (word for word, (kind, _) in number_words().items() if kind == "month"), key=len, reverse=True
    )
    month = rf"\b(?:{'|'.join(name.capitalize() for name in names)})\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?(?! ?(?:%|per ?cent|million|billion|trillion|thousand|hundred)|[.,]?\d)"
    year = r"(?:,? (?:1[4-9]|20)\d\d(?![\d,]))?"
    to = " ?(?:-|–|—|to|and|through|or|,) ?"
    clock = r"\d{1,2}(?:(?:: ?|\.)\d\d)?"
    kinds = (
        r"\bhttps?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|[#@]\w+",
        r"\b\d{4}-\d\d?-\d\d?\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b",
        rf"{month} ?{day}(?:{to}(?:{month} )?{day}){{0,9}}{year}(?!\w)",
        rf"\b{day}(?: ?(?:-|–|to|and) ?{day})?(?: of)? {month}{year}(?!\w)",
        rf"\b{clock}(?: ?(?:-|–|to|and) ?{clock})? ?(?:[ap]\. ?m\b\.?|[ap]m\b|[AP]M\b|[AP]\. ?M\b\.?)",
        r"\b\d{1,3}:\d\d(?::\d\d)?(?:[-–]\d+)?\b|\b\d{1,3}:\d{1,2}[-–]\d+\b|\b\d\d:\d\b",
        r"\b\d{1,2} ?(?:o['’]clock\b|(?:ET|EST|EDT|GMT|UTC|BST|CET|PST|PDT)\b)",
        r"\b\d{1,2}(?= (?:tonight|in the (?:morning|evening|afternoon))\b)",
        r"\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b|\+\d[\d() -]{7,20}\d",
        r"\b\d+(?:-\d+){2,}\b|\b\d+/\d+(?:/\d+)?\b|\b\d+\.\d+\.\d+\.\d+\b",
        r"(?<![\w$€£.,])(?:1[4-9]|20)\d\d(?:[-–—/](?:\d{4}|\d\d?)\b(?!,?\d)|['’]?s\b)",
        r"['’]?\b[1-9]0['’]?s\b|['’]\d\d\b",
        r"^[ \t]*\d{1,3}[.)](?=\s|$)|(?<![\w(])\d{1,2}\)(?=\s)|(?<=[—:])\d{1,2}[.:](?=\s)",
        r"\b(?:[Ll]ast|[Tt]his) (?:week|month|year): \d{1,3}(?=[.,;)\s]|$)(?! [a-z])",
        r"\b(?:Group|Gang|Club|Committee|Council|Party) of \d+|\bFight for \$?\d+",
        r"\b911(?= (?:call|dispatch|operator))|\b[AF]M \d+",
        r"\b401\(k\)s?|\b529 (?:college )?(?:savings )?(?:plan|account)s?\b|\b(?:50-50|20-20)\b|\b501 ?\(?c",
        r"\b(?:S&P|Poor['’]s|Nasdaq|FTSE|Russell|CAC|Nikkei|DAX|Stoxx|Fortune|Forbes) \d+",
    )
    return re.compile("|".join(kinds), re.MULTILINE)


def is_year(line: Line, amount: Amount) -> bool:
    """Whether a number is a year rather than a count."""
    form = line.form(amount.first)
    if amount.unit != COUNT or amount.last != amount.first + 1 or not (form.isdecimal() and len(form) == 4):
        return False
    if not _FIRST_YEAR <= amount.value <= _LAST_YEAR:
        return False
    counted = line.gap(amount.last) == " " and line.form(amount.last) in words("plural")
    return not counted or line.form(amount.first - 1) in _BEFORE_YEARS


def names_something(line: Line, amount: Amount) -> bool:
    """Whether a number only names, numbers or refers to something, or tells an age before a noun."""
    first, last = amount.first, amount.last
    if _is_glued(line, amount) or is_age(line, amount):
        return True
    if line.form(first) == "one" and last == first + 1:
        return not counts_against_others(line, first)
    if amount.measured:
        return _is_one(line, amount)
    return (
        _is_labelled(line, amount)
        or _is_address(line, last)
        or _is_in_name(line, amount)
        or refers(line, amount)
        or enumerates(line, amount)
        or line.form(last) == "o'clock"
        or (not amount.digits and line.form(last) in {"figure", "figures"})
    )


def _is_one(line: Line, amount: Amount) -> bool:
    """Whether it is "one year", "one day": a word for some, but in shares and money."""
    return (
        line.form(amount.first) == "one"
        and amount.value in {1, 10, 100}
        and amount.unit not in {PERCENT, POINT}
        and amount.last == amount.first + 2
    )


def _is_glued(line: Line, amount: Amount) -> bool:
    """Whether letters touch the number: "F-16", "21st", "G7", "COVID-19", "mid-30"."""
    first, last = amount.first, amount.last
    before = line.form(first - 1)
    if line.gap(first) in {"", *_HYPHENS, "'", "’"} and first and not is_number(before):
        spaced_out = line.gap(first) == "-" and before in {"a", "pre"}
        if before[-1:].isalpha() and not spaced_out:
            return True
    return line.gap(last) == "" and line.form(last)[:1].isalpha()


def _is_labelled(line: Line, amount: Amount) -> bool:
    """Whether the word before says that it names one of several: "Article 5", "No. 3", "phase two"."""
    first, label = amount.first, line.form(amount.first - 1)
    if label not in words("label") or line.gap(first) not in {" ", ". ", "."}:
        return False
    if label == "no":
        return line.gap(first) != " "
    # "Building 40 new homes" counts them.
    return line.capital(first - 1) or not _counts_plural(line, amount.last, 3)


def _is_address(line: Line, last: int) -> bool:
    """Whether a street follows: "12 Mill Street"."""
    return line.capital(last) and any(
        line.capital(last + k) and line.form(last + k) in words("road") for k in range(4)
    )


def _is_in_name(line: Line, amount: Amount) -> bool:
    """Whether capitals around show that the number is part of a name: "Boeing 737", "Big Three"."""
    if not amount.digits:
        return line.capital(amount.first) and not line.opens(amount.first)
    return _begins_name(line, amount) or _ends_name(line, amount)


def _begins_name(line: Line, amount: Amount) -> bool:
    """As in "60 Minutes", or a line of a list: "4 Ada Holt"."""
    first, last = amount.first, amount.last
    if not line.capital(last) or line.gap(last) != " ":
        return False
    listed = line.opens(first) and amount.value <= _LONGEST_LIST and line.capital(last + 1)
    return line.form(last) in phrases("units") or (listed and not _counts_plural(line, last, 4))


def _ends_name(line: Line, amount: Amount) -> bool:
    first, last = amount.first, amount.last
    before = line.form(first - 1)
    if not line.capital(first - 1) or before.endswith("'s"):
        return False
    if line.gap(first) == " (":
        return line.capital(last)
    goes_on = line.gap(last) == " "
    if line.gap(first) != " " or (line.opens(first - 1) and goes_on):
        return False
    known = (
        is_function_word(before) or before in words("dated") or (goes_on and _counts_plural(line, last, 3))
    )
    return before == "the" or not known


def _counts_plural(line: Line, at: int, within: int) -> bool:
    return any(is_plural(line.form(at + k)) for k in range(within))
