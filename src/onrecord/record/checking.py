"""What an extraction must be to be written: every span grounded, every name unique, all of it storable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite
from struct import iter_unpack

from onrecord.core import Extraction, Fact, Quotation, RecordError, Report, Span
from onrecord.record.folding import fold
from onrecord.record.schema import EMBEDDING_BYTES
from onrecord.record.voices import heard


class Refused(RecordError):
    """One extraction cannot be stored; the record is as it was and can take the next."""


def check(extraction: Extraction, unstorable: str = "", longest_found_by: int | None = None) -> None:
    """Raise `Refused` for an extraction that the record could not prove later, or not keep.

    `unstorable` is a character that the database cannot keep, `longest_found_by` how many bytes its indexes
    hold; None where they hold any.
    """
    report = extraction.report
    size = len(report.text)
    _check_words(extraction, unstorable, longest_found_by)
    for what, span in _spans(extraction):
        if not 0 <= span.start < span.end <= size:
            raise _refused(
                report, f"the {what} at {span.start}-{span.end} is not within its {size} characters"
            )
    counts = Counter(quotation.id for quotation in extraction.quotations)
    if twice := [name for name, count in counts.items() if count > 1]:
        raise _refused(report, f"two quotations are named {twice[0]}")
    for quotation in extraction.quotations:
        if quotation.nested_in is not None and quotation.nested_in not in counts:
            raise _refused(
                report, f"quotation {quotation.id} is nested in {quotation.nested_in}, which is not there"
            )
        if not quotation.content:
            raise _refused(report, f"quotation {quotation.id} has no content")
        if wrong := _wrong_vector(quotation.embedding):
            raise _refused(report, f"the embedding of quotation {quotation.id} {wrong}")
        for sure in (quotation.confidence, *(who.confidence for who in heard(quotation))):
            if not 0 <= sure <= 1:
                raise _refused(report, f"quotation {quotation.id} has confidence {sure}")


def _check_words(extraction: Extraction, unstorable: str, longest_found_by: int | None) -> None:
    report = extraction.report
    for what, words in _words(extraction):
        if why := _no_text(words, unstorable):
            raise _refused(report, why.format(what))
    for what, words in _found_by(extraction):
        if longest_found_by is not None and len(words.encode()) > longest_found_by:
            raise _refused(report, f"its {what} is too long for an index of PostgreSQL")


def _no_text(words: str, unstorable: str) -> str | None:
    """What keeps words from being stored, with a place for what they are; None where nothing does."""
    try:
        words.encode()
    except UnicodeEncodeError as error:
        return f"character {error.start} of its {{}} is half of a surrogate pair and cannot be stored"
    if unstorable and unstorable in words:
        at = words.index(unstorable)
        return f"character {at} of its {{}} is U+{ord(unstorable):04X}, which PostgreSQL cannot keep"
    return None


def _wrong_vector(embedding: bytes) -> str | None:
    """What keeps the embedding from being compared; None where nothing does, or where there is none."""
    if len(embedding) not in (0, EMBEDDING_BYTES):
        return f"has {len(embedding)} bytes, not {EMBEDDING_BYTES}"
    if not all(isfinite(number) for (number,) in iter_unpack("<e", embedding)):
        return "holds what is no number"
    return None


def _refused(report: Report, why: str) -> Refused:
    line = f"{report.source}: {report.name} was not added: {why}"
    return Refused(line.encode("utf-8", "backslashreplace").decode())


def _words(extraction: Extraction) -> Iterator[tuple[str, str]]:
    """Everything that is stored as text, with what it is."""
    report, model = extraction.report, extraction.model
    yield from (("name", report.name), ("source", report.source), ("text", report.text))
    yield from (
        ("outlet", report.outlet or ""),
        ("author", report.author or ""),
        ("language", report.language or ""),
    )
    yield from ((role, fact.value) for role, fact in frame_facts(report))
    yield from (("model", words) for words in (model.name, model.version, model.sha256))
    for quotation in extraction.quotations:
        words = (quotation.id, quotation.addressee, quotation.occasion, quotation.polarity)
        yield from (("quotations", word) for word in words if word)
        for who in heard(quotation):
            yield from (("speakers", word) for word in (who.id, who.name, who.reason, *who.roles))
        if said := quotation.said_on:
            yield from (("dates", word) for word in (said.earliest, said.latest))


def _found_by(extraction: Extraction) -> Iterator[tuple[str, str]]:
    """Everything that stands in an index with all its characters, with what it is."""
    report, model = extraction.report, extraction.model
    yield "name and source", report.source + report.name
    yield "outlet", report.outlet or ""
    yield "model", model.name + model.version + model.sha256
    yield from (("agency", fact.value) for fact in report.credited)
    for quotation in extraction.quotations:
        yield "quotation's id", quotation.id
        for who in heard(quotation):
            yield from (("speaker", who.id + who.name), ("speaker", fold(who.name)))


def _spans(extraction: Extraction) -> Iterator[tuple[str, Span]]:
    report = extraction.report
    for role, fact in frame_facts(report):
        if fact.span is not None:
            yield role, fact.span
    for quotation in extraction.quotations:
        for role, _, span in quotation_spans(quotation):
            yield f"{role} of quotation {quotation.id}", span
    yield from (("name", name.span) for name in extraction.names)


def frame_facts(report: Report) -> Iterator[tuple[str, Fact]]:
    """Everything a report's frame says, as (role, fact); boilerplate has spans only, its value is empty."""
    single = {
        "title": report.title,
        "published": report.published,
        "dateline": report.dateline,
        "place": report.place,
    }
    for role, fact in single.items():
        if fact is not None:
            yield role, fact
    yield from (("credited", fact) for fact in report.credited)
    yield from (("boilerplate", Fact("", span)) for span in report.boilerplate)


def quotation_spans(quotation: Quotation) -> Iterator[tuple[str, int, Span]]:
    """Every span of a quotation, as (role, position, span)."""
    roles = {"content": quotation.content, "source": quotation.source, "cue": quotation.cue}
    for role, spans in roles.items():
        yield from ((role, position, span) for position, span in enumerate(spans))
    if quotation.said_on is not None and quotation.said_on.text is not None:
        yield "said_on", 0, quotation.said_on.text
