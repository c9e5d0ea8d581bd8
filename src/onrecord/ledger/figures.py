"""Figures: the quantities that a report states, with what they measure and who claims them.

Rules over tables of words (`data/units.tsv`, `data/currencies.tsv`, `data/figure_*.tsv`); docs/figures.md
tells what is a figure and what is none. What stands for no number ("hundreds") is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from onrecord.core import Figure, Interval, Name, Plain, Quotation, Report, Span, mask_of, plain
from onrecord.ledger.currencies import TIGHT, is_code
from onrecord.ledger.figure_bounds import bound_of, change_of
from onrecord.ledger.figure_line import Line, line_of, phrases, words
from onrecord.ledger.figure_periods import day_of, period_of
from onrecord.ledger.figure_subjects import ELAPSED, about_of
from onrecord.ledger.figure_times import times_in
from onrecord.ledger.holding import Holding
from onrecord.ledger.nonfigures import never_figures
from onrecord.ledger.quantities import Quantity, quantities_at
from onrecord.match.statements.numbers import number_words

_LINE = re.compile(r"[^\n]+")
_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")
_ARTICLES = frozenset({"a", "an", "another"})
_WORD = re.compile(r"[a-z]+")


def figures(report: Report, quotations: Sequence[Quotation], names: Sequence[Name]) -> tuple[Figure, ...]:
    """The quantities stated in a report outside its boilerplate, in order of the text.

    `names` are those found in the report: a number inside one is no figure.
    """
    view = plain(report.text)
    lowered = view.text.lower()
    pounds = any(sign in lowered for sign in words("sterling"))
    points = any(sign in lowered for sign in words("poll"))
    reading = _Reading(report, quotations, view)
    barred = mask_of(len(report.text), [*report.boilerplate, *(name.span for name in names)])
    found: list[Figure] = []
    for match in _LINE.finditer(view.text):
        if not _may_hold(match[0]):
            continue
        within = Span(*match.span())
        line = line_of(view.text, within, pounds=pounds, points=points)
        quantities = [(each, view.original(each.span)) for each in _quantities(line, within)]
        quantities = [(each, span) for each, span in quantities if not any(barred[span.start : span.end])]
        found += reading.figures(line, within, quantities)
    return tuple(found)


class _Reading:
    """What the figures of one report have in common."""

    def __init__(self, report: Report, quotations: Sequence[Quotation], view: Plain) -> None:
        self._holding, self._view, self._said = Holding(quotations), view, day_of(report)
        self._digest = hashlib.sha256(report.text.encode(errors="surrogatepass")).hexdigest()

    def figures(
        self, line: Line, within: Span, quantities: Sequence[tuple[Quantity, Span]]
    ) -> Iterator[Figure]:
        """The quantities of a line, each with its span in the report, with what the words around tell."""
        if not quantities:
            return
        times = times_in(line.text, within, self._said)
        taken = [quantity.span for quantity, _ in quantities]
        for quantity, span in quantities:
            # "20 years ago" is a time, and not said of one.
            passed = line.form(quantity.last) in ELAPSED
            period = None if passed else period_of(line.text, quantity.span, times, taken)
            yield self._figure(line, quantity, span, period)

    def _figure(self, line: Line, quantity: Quantity, span: Span, period: Interval | None) -> Figure:
        key = f"{self._digest}:figure:{span.start}-{span.end}"
        about, holder = about_of(line, quantity), self._holding.innermost(span)
        if period and period.text:
            period = replace(period, text=self._view.original(period.text))
        return Figure(
            id=hashlib.sha256(key.encode()).hexdigest()[:12],
            span=span,
            value=_plain_number(quantity.value),
            unit=quantity.unit,
            upper=None if quantity.upper is None else _plain_number(quantity.upper),
            bound=bound_of(line, quantity),
            change=change_of(line, quantity),
            period=period,
            about=self._view.original(about) if about else None,
            quotation=None if holder is None else holder.id,
        )


def _may_hold(line: str) -> bool:
    """Whether a line has a digit or a word of number; most lines are told by this, and quickly."""
    return _DIGIT.search(line) is not None or not _spelt().isdisjoint(_WORD.findall(line.lower()))


@cache
def _spelt() -> frozenset[str]:
    kinds = {"unit", "ten", "scale"}
    spelt = {word for word, (kind, _) in number_words().items() if kind in kinds}
    return frozenset(spelt | set(phrases("fractions"))) - {"one"}


@cache
def _begins() -> frozenset[str]:
    """What a quantity may begin with, besides digits and "a"."""
    signs = {form for form in phrases("currencies", "sign") if not form.isalpha()}
    spelt = {word for word, (kind, _) in number_words().items() if kind in {"unit", "ten"}}
    return frozenset(spelt | set(phrases("fractions")) | signs | set("½¼¾⅓⅔"))


def _quantities(line: Line, within: Span) -> Iterator[Quantity]:
    never = sorted(never_figures(line.text, within))
    begins, at, skip = _begins(), 0, 0
    while at < len(line.pieces):
        span, form = line.pieces[at]
        if not (
            form in begins
            or form[0].isdecimal()
            or (form in _ARTICLES and (line.form(at + 1) in _spelt() or line.form(at + 1) == "$"))
        ):
            at += 1
            continue
        while skip < len(never) and never[skip].end <= span.start:
            skip += 1
        if skip < len(never) and never[skip].overlaps(span):
            at += 1
            continue
        behind, found = quantities_at(line, _with_letters(line, at))
        at = max(behind, at + 1)
        yield from found


def _with_letters(line: Line, at: int) -> int:
    """Where the quantity that shows itself at a place begins: with the letters of "US$" or "BYN 40"."""
    if line.form(at) == "$":
        sign = line.phrase_before(phrases("currencies", "sign", last=True), at + 1, TIGHT)
        return at + 1 - len(sign.forms) if sign else at
    coded = line.form(at)[0].isdecimal() and at and line.gap(at) in {"", " "} and is_code(line, at - 1)
    return at - 1 if coded else at


def _plain_number(value: Decimal) -> Decimal:
    """The same value without an exponent and without noughts behind the point."""
    return Decimal(f"{value.normalize():f}")
