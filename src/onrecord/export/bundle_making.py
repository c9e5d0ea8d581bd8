"""From what is cited to the manifest of its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.core import Fact, Interval, Quotation, Report, Span, Spans, Speaker, quoted_text
from onrecord.core.version import __version__
from onrecord.export.bundle_manifest import (
    FORMAT,
    FORMAT_VERSION,
    About,
    Corrected,
    Decided,
    File,
    Following,
    Frame,
    FrameFact,
    Held,
    Manifest,
    Relation,
    ReportEntry,
    SaidOn,
    Speaking,
    StatementEntry,
    Stretch,
    Version,
    stretch,
)
from onrecord.export.cite_subject import Place, Subject
from onrecord.export.cite_words import web_address
from onrecord.read.archived import Way, readers, way_of
from onrecord.record.encodings import encoding_of
from onrecord.record.identity import hash_of_text

if TYPE_CHECKING:
    from onrecord.core.corrections import Anchor
    from onrecord.record import Statement, StoredReport
    from onrecord.record.correct_rows import CorrectionRow

ORIGINAL, TEXT = "original.dat", "text.txt"
_WAYS: dict[tuple[bytes, str, str], tuple[Way, str | None] | None] = {}
"""How bytes were read, by the hashes of bytes and text: finding that out reads a page again."""
_MOST_WAYS = 4_096


def manifest_of(subject: Subject, base: str | None = None) -> Manifest:
    """What a bundle says of what is cited; `base` is the address that the reading room is had at.

    Of a report all quotations are evidence; else those cited, and those that they are nested in.
    """
    return Manifest(
        FORMAT,
        FORMAT_VERSION,
        Version("onrecord", __version__),
        About(subject.kind, subject.id, subject.address(base)),
        None if subject.statement is None else _statement(subject.statement),
        tuple(
            _report(stored, [place.quotation for place in places], subject.corrections, base)
            for stored, places in reports_of(subject)
        ),
    )


def reports_of(subject: Subject) -> list[tuple[StoredReport, list[Place]]]:
    """The reports of what is cited, in order of their ids, each with its places."""
    found: dict[tuple[str, int], tuple[StoredReport, list[Place]]] = {}
    for place in subject.places:
        key = (place.stored.id, place.stored.version.version)
        found.setdefault(key, (place.stored, []))[1].append(place)
    return [found[key] for key in sorted(found)]


def _meant(stored: StoredReport, cited: list[Quotation | None]) -> Iterator[Quotation]:
    if None in cited:
        yield from stored.quotations
        return
    by_id = {quotation.id: quotation for quotation in stored.quotations}
    wanted: set[str] = set()
    waiting = [each.id for each in cited if each is not None]
    while waiting:
        identity = waiting.pop()
        if identity not in wanted:
            wanted.add(identity)
            waiting += [outer] if (outer := by_id[identity].nested_in) is not None else []
    yield from (quotation for quotation in stored.quotations if quotation.id in wanted)


def _statement(statement: Statement) -> StatementEntry:
    return StatementEntry(
        statement.id,
        statement.created_at,
        statement.former,
        tuple(relay.id for relay in statement.relays),
        tuple(
            Decided(each.one, each.other, each.verdict, each.by, each.why, each.at)
            for each in statement.judgements
            if each.undone_at is None
        ),
    )


def _report(
    stored: StoredReport,
    cited: list[Quotation | None],
    corrections: Iterable[CorrectionRow],
    base: str | None,
) -> ReportEntry:
    report, version = stored.report, stored.version
    folder = f"reports/{stored.id}-v{version.version}"
    relations = tuple(_meant(stored, cited))
    ids = {f"{stored.id}-{each.id}" for each in relations}
    return ReportEntry(
        id=stored.id,
        version=version.version,
        address=Place(stored).address(base),
        name=report.name,
        source=web_address(report.source),
        frame=_frame(report),
        model=version.model,
        rules=version.rules,
        added_at=version.added_at,
        read_at=version.read_at,
        original=_file(f"{folder}/{ORIGINAL}", report.data),
        text=_file(f"{folder}/{TEXT}", report.text.encode()),
        characters=len(report.text),
        following=_following(report),
        relations=tuple(_relation(report.text, each) for each in relations),
        corrections=tuple(
            _corrected(row)
            for row in corrections
            if row.correction.report_id == stored.id and _counts(row, version.current, ids, None in cited)
        ),
    )


def _counts(row: CorrectionRow, current: bool, ids: set[str], all_of_it: bool) -> bool:
    """Whether a correction is in force for what is evidence: quotations with these ids, or a whole report.

    What has become of a correction is told of the current version; in an earlier one its ids tell.
    """
    correction = row.correction
    if correction.what == "deadline":
        return False
    if current:
        return row.holds and (all_of_it or row.target in ids)
    named = {f"{correction.report_id}-{each}" for each in (correction.target, correction.made)}
    return correction.undone_at is None and not named.isdisjoint(ids)


def _corrected(row: CorrectionRow) -> Corrected:
    correction = row.correction
    return Corrected(
        id=correction.id,
        what=correction.what,
        by=row.who,
        why=correction.why,
        at=correction.at,
        text_sha256=correction.text_sha256,
        target=correction.target,
        made=correction.made,
        before=tuple(map(_held, correction.anchors)),
        after=tuple(map(_held, correction.spans)),
        type=correction.type,
        speaker=None if correction.speaker is None else correction.speaker.name,
    )


def _held(anchor: Anchor) -> Held:
    return Held(anchor.role, Stretch(*anchor[1:]))


def _file(path: str, data: bytes) -> File:
    return File(path, hashlib.sha256(data).hexdigest(), len(data))


def _following(report: Report) -> Following:
    if (encoding := encoding_of(report)) is not None:
        return Following(encoding, None, None, ())
    found = _way_of(report)
    if found is None:
        return Following(None, None, None, ())
    return Following(None, *found, tuple(Version(*each) for each in readers().items()))


def _way_of(report: Report) -> tuple[Way, str | None] | None:
    # As the checker will know it: of a file, the path is left out.
    source = web_address(report.source) or ""
    key = (hashlib.sha256(report.data).digest(), hash_of_text(report), source)
    if key not in _WAYS:
        if len(_WAYS) >= _MOST_WAYS:
            _WAYS.clear()
        _WAYS[key] = way_of(report.data, report.text, source)
    return _WAYS[key]


def _frame(report: Report) -> Frame:
    def stated(fact: Fact | None) -> FrameFact | None:
        return None if fact is None else FrameFact(fact.value, _where(report.text, fact.span))

    return Frame(
        stated(report.title),
        stated(report.published),
        stated(report.dateline),
        stated(report.place),
        tuple(FrameFact(fact.value, _where(report.text, fact.span)) for fact in report.credited),
        report.outlet,
        report.author,
        report.language,
    )


def _relation(text: str, quotation: Quotation) -> Relation:
    def standing(spans: Spans) -> tuple[Stretch, ...]:
        return tuple(stretch(text, span) for span in spans)

    return Relation(
        id=quotation.id,
        type=quotation.type,
        text=quoted_text(text, quotation.content),
        content=standing(quotation.content),
        source=standing(quotation.source),
        cue=standing(quotation.cue),
        speaker=_speaking(quotation.speaker),
        addressee=quotation.addressee,
        occasion=quotation.occasion,
        said_on=_said_on(text, quotation.said_on),
        nested_in=quotation.nested_in,
        polarity=quotation.polarity,
        confidence=float(quotation.confidence),
        grade=quotation.grade,
    )


def _speaking(speaker: Speaker | None) -> Speaking | None:
    if speaker is None:
        return None
    members = tuple(member.name for member in speaker.members)
    return Speaking(
        speaker.name, speaker.kind, speaker.reason, float(speaker.confidence), speaker.roles, members
    )


def _said_on(text: str, said: Interval | None) -> SaidOn | None:
    return None if said is None else SaidOn(said.earliest, said.latest, _where(text, said.text))


def _where(text: str, span: Span | None) -> Stretch | None:
    return None if span is None else stretch(text, span)
