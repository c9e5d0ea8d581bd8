"""Reports for tests of dossiers, and lines as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.core import Fact, Quotation, Report, Span, Speaker
from onrecord.ledger.dossier import Dossier, Event, Line, Voice, Witness, compile_dossier

DAY = "2031-03-12"
"""A Wednesday."""


def report(text: str, day: str | None = DAY, name: str = "one.txt", title: str | None = None) -> Report:
    """A report of a day."""
    headline = Fact(title, Span(0, len(title))) if title else None
    return Report(text, name, name, text.encode(), headline, Fact(day) if day else None)


def witness(text: str, day: str | None = DAY, name: str = "one", title: str | None = None) -> Witness:
    """A report as a dossier reads it, without quotations."""
    return Witness(name, report(text, day, name, title))


def said(text: str, words: str, speaker: str, *roles: str, quotation: str = "q1") -> Quotation:
    """A quotation of these words in a text."""
    start = text.index(words)
    who = Speaker(speaker.casefold(), speaker, "person", "named beside it", roles=roles)
    return Quotation(
        quotation, "direct", (Span(start, start + len(words)),), speaker=who, confidence=1.0, grade="record"
    )


def voice(speaker: str, *roles: str, statement: str | None = None) -> Voice:
    """Who speaks across reports."""
    return Voice(speaker, roles, statement)


def dossier(topic: str, *witnesses: Witness, also: Iterable[str] = ()) -> Dossier:
    """A dossier whose proofs were looked up in the texts."""
    found = compile_dossier(topic, witnesses, also)
    texts = {each.id: each.report.text for each in witnesses}
    sections = (
        found.parties,
        found.bodies,
        found.agreements,
        found.decisions,
        found.projects,
        found.figures,
        found.commitments,
        found.positions,
    )
    lines: list[Line] = [line for section in sections for line in section]
    for line in lines:
        assert line.sources, line
        proofs = [*line.sources, *(proof for event in line.events for proof in event.words)]
        assert all(texts[proof.report][proof.span.start : proof.span.end] == proof.words for proof in proofs)
        assert all(proof.words.strip() for proof in proofs)
    return found


def shown(event: Event) -> str:
    """An event in short: "signed 2019", "starts 2031-05", "founded"."""
    return " ".join(filter(None, (event.kind, days(event.earliest, event.latest))))


def days(earliest: str | None, latest: str | None) -> str:
    """A run of days in short: a year, a month, a day, or both ends."""
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return earliest
    if (earliest[4:], latest[4:]) == ("-01-01", "-12-31") and earliest[:4] == latest[:4]:
        return earliest[:4]
    if earliest[:7] == latest[:7] and earliest.endswith("-01") and latest[8:] >= "28":
        return earliest[:7]
    return f"{earliest}..{latest}"


def lines_of(lines: Iterable[Line]) -> list[str]:
    """Lines in short: the name and, after colons, what became of it."""
    return [": ".join((line.name, *map(shown, line.events))) for line in lines]
