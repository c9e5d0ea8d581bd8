"""What the rules find in the record: alerts, each with a key that is the same whenever it is found again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from onrecord.core import Grade, NotFound
from onrecord.core.days import interval_in_words
from onrecord.core.visible import one_line
from onrecord.export.addresses import NOWHERE, Addresses
from onrecord.export.atom import Entry, commitment_entry, quotation_entry
from onrecord.ledger.positions import Stand
from onrecord.record import PositionRow, QuoteRow, Record
from onrecord.record.folding import fold
from onrecord.watch.settings import Rule

_MOST = 1000
"""Quotations of one report that are looked at for a topic."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that somebody wanted to be told, and under which rule; `entry.address` is its id.

    `also` are keys that it may be found by later, or was before: where one was told, all of it was.
    """

    key: str
    rule: str
    about: str
    entry: Entry
    also: frozenset[str] = frozenset()


def alerts(
    record: Record, rules: Sequence[Rule], reports: Collection[str], now: datetime, *, new_day: bool
) -> Iterator[Alert]:
    """What the rules find in some reports, by their ids; what is overdue is found in the whole record.

    With neither a report nor a `new_day` nothing can have fallen due that was not.
    """
    added = record.added_at(reports)
    for rule in rules:
        if rule.about == "quotation":
            in_order = sorted(reports, key=lambda report: (added.get(report, ""), report))
            rows = [row for report in in_order for row in _quotations(record, rule, report)]
            together = record.statements.together([row.id for row in rows])
            for row in rows:
                entry = quotation_entry(row, Addresses(), lambda each: added.get(each, ""))
                # Whoever reports it: of a remark that was told another outlet brings nothing new.
                also = _keys(rule, together.get(row.id, ()))
                yield _alert(rule, entry, now, row.report_id, fold(row.text), also=also)
        elif rule.about == "contradiction":
            for position in _reversed(record, rule, reports):
                entry = _position_entry(position, now)
                stand, against = position.position.stand, position.position.against
                also = _keys(rule, position.quotes)
                yield _alert(rule, entry, now, stand.content, against.content if against else "", also=also)
        elif reports or new_day:
            found = record.ledger.commitments(
                as_of=now.date(),
                who=rule.speaker,
                about=rule.topic,
                binding=True,
                status="overdue",
                grade=_grade(rule),
            )
            for commitment in found:
                entry = commitment_entry(commitment, Addresses())
                last_day = commitment.last_day or ""
                also = frozenset({_key(rule, commitment.uid, last_day)})
                yield _alert(rule, entry, now, commitment.id, last_day, also=also)


def _grade(rule: Rule) -> Grade | None:
    """What is sure enough to be told of; None for everything."""
    return None if rule.review else "record"


def _quotations(record: Record, rule: Rule, report: str) -> Iterator[QuoteRow]:
    grade = _grade(rule)
    try:
        if rule.topic is None:
            yield from record.quotes(speaker=rule.speaker, report=report, grade=grade)
            return
        hits = record.search(rule.topic, speaker=rule.speaker, report=report, grade=grade, limit=_MOST)
        yield from (hit.quote for hit in hits if hit.quote is not None)
    except NotFound:  # a speaker of whom the record has not heard
        return


def _reversed(record: Record, rule: Rule, reports: Collection[str]) -> Iterator[PositionRow]:
    if not reports or rule.speaker is None or rule.topic is None:
        return
    try:
        found = record.ledger.positions(rule.speaker, rule.topic)
    except NotFound:
        return
    for row in found:
        sure = rule.review or any(quote.grade == "record" for quote in row.quotes)
        told_now = any(quote.report_id in reports for quote in row.quotes)
        if row.position.label == "possibly reversed" and sure and told_now:
            yield row


def _position_entry(row: PositionRow, now: datetime) -> Entry:
    stand, against = row.position.stand, row.position.against
    quote = row.quotes[0]
    name = quote.entity or quote.speaker or "somebody"
    lines = [f"{_days(stand)}: {stand.content}"]
    if against is not None:
        lines.append(f"{_days(against)}: {against.content}")
    for sign in row.position.signs:
        sides = ((sign.earlier, against.content if against else ""), (sign.later, stand.content))
        before, later = (one_line(span.of(text)) if span else "–" for span, text in sides)
        lines.append(f"Shown by ({sign.kind}): {before} → {later}")
    lines.append("Possibly reversed: it is for you to judge.")
    return Entry(
        "",
        f"{name}, possibly reversed: {stand.content}",
        tuple(lines),
        now,
        None,
        quote.source_address,
        ("possibly reversed",),
    )


def _days(stand: Stand) -> str:
    return interval_in_words(*stand.days) or "undated"


def _alert(rule: Rule, entry: Entry, now: datetime, *what: str, also: frozenset[str] = frozenset()) -> Alert:
    key = _key(rule, *what)
    found = replace(
        entry,
        address=f"{NOWHERE}alerts/{key}",
        title=f"{rule.name}: {entry.title}",
        updated=now.astimezone(UTC).replace(microsecond=0),
        categories=(rule.name, rule.about, *entry.categories),
    )
    return Alert(key, rule.name, rule.about, found, also)


def _keys(rule: Rule, quotations: Iterable[QuoteRow]) -> frozenset[str]:
    return frozenset(_key(rule, each.report_id, fold(each.text)) for each in quotations)


def _key(rule: Rule, *what: str) -> str:
    said = "\0".join((rule.about, rule.name, *what)).encode("utf-8", "replace")
    return hashlib.sha256(said).hexdigest()[:24]
