"""Rules of a ledger simple enough to predict; they stand in for those of `onrecord.ledger`.

"The quay cost 40 marks" is a figure; "The council will repair the ferry by 2031-06-30" a promise. A sentence
with "opened" or "scrapped" tells what became of a promise with two of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

import pytest

from onrecord.core import (
    Commitment,
    Deadline,
    Figure,
    Interval,
    Name,
    Quotation,
    Report,
    Span,
    quotation_id,
)
from onrecord.ledger import reading
from onrecord.ledger.status import Evidence, Later
from onrecord.record import ledger_comparing
from onrecord.record.ledger_sides import CommitmentAt, TellingAt

ENDS_EARLY = False
"""Whether a commitment ends with what is to be done: other rules."""

FORESEEN = False
"""Whether all of it is only foreseen."""

_FIGURE = re.compile(
    r"(?P<about>\w+) costs? (?P<span>(?P<value>[\d.]+)(?:-(?P<upper>\d+))? marks)(?P<change> more)?"
    r"(?: in (?P<period>\d{4}))?"
)
_COMMITMENT = re.compile(
    r"(?P<who>The \w+|We|we) will (?P<what>[^.“”,]+?)(?: for (?P<for_whom>\w+))?"
    r"(?: (?P<due>by (?P<day>\d{4}-\d\d-\d\d)))?(?: if (?P<condition>[^.“”,]+))?(?=[.“”,])"
)


def read(
    report: Report, quotations: Sequence[Quotation], names: Sequence[Name]
) -> tuple[tuple[Figure, ...], tuple[Commitment, ...]]:
    return tuple(_figures(report, quotations)), tuple(_commitments(report, quotations))


def _figures(report: Report, quotations: Sequence[Quotation]) -> Iterator[Figure]:
    for match in _FIGURE.finditer(report.text):
        span, year = Span(*match.span("span")), match["period"]
        yield Figure(
            quotation_id(report.sha256, (span,)),
            span,
            Decimal(match["value"]),
            "marks",
            upper=Decimal(match["upper"]) if match["upper"] else None,
            change="rise" if match["change"] else None,
            period=Interval(f"{year}-01-01", f"{year}-12-31", Span(*match.span("period"))) if year else None,
            about=Span(*match.span("about")),
            quotation=_holder(span, quotations),
        )


def _commitments(report: Report, quotations: Sequence[Quotation]) -> Iterator[Commitment]:
    for match in _COMMITMENT.finditer(report.text):
        span = Span(match.start(), match.end("what") if ENDS_EARLY else match.end())
        due = None
        if match["day"]:
            due = Deadline(
                report.published.value[:10] if report.published else None,
                match["day"],
                "day",
                Span(*match.span("due")),
            )
        holder = _holder(span, quotations)
        speaker = next((each.speaker for each in quotations if each.id == holder), None)
        yield Commitment(
            quotation_id(report.sha256, (span,)),
            "prediction" if FORESEEN else "promise" if holder else "plan",
            span,
            Span(*match.span("what")),
            who=Span(*match.span("who")),
            who_name=(speaker.name if speaker else None) if match["who"] in {"We", "we"} else match["who"],
            for_whom=_part(match, "for_whom"),
            condition=_part(match, "condition"),
            due=due,
            quotation=holder,
            confidence=0.9,
        )


def _part(match: re.Match[str], name: str) -> Span | None:
    return Span(*match.span(name)) if match[name] else None


def _holder(span: Span, quotations: Sequence[Quotation]) -> str | None:
    holding = (each for each in quotations if any(part.covers(span) for part in each.content))
    return next((each.id for each in holding), None)


def may_tell(text: str, span: Span) -> bool:
    return "opened" in span.of(text) or "scrapped" in span.of(text)


def are_one(one: CommitmentAt, other: CommitmentAt) -> bool:
    return _words(one) == _words(other)


def evidence(commitment: CommitmentAt, telling: TellingAt) -> Evidence | None:
    day, sentence = telling.source.last_day or "", telling.span.of(telling.text).lower()
    if day <= (commitment.source.last_day or "~") or len(_words(commitment) & set(sentence.split())) < 2:
        return None
    later = Later(str(telling.key), day, telling.text, telling.span)
    return Evidence(later, "kept" if "opened" in sentence else "dropped", telling.span)


def _words(made: CommitmentAt) -> set[str]:
    return set(made.commitment.what.of(made.text).lower().split())


@contextmanager
def rules() -> Iterator[None]:
    """These rules in place of the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read", read)
        for rule in (may_tell, are_one, evidence):
            patch.setattr(ledger_comparing, rule.__name__, rule)
        yield


@contextmanager
def foreseeing() -> Iterator[None]:
    """Let all that is to be done be only foreseen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{__name__}.FORESEEN", True)
        yield
