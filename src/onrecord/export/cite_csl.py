"""CSL JSON, for Zotero, pandoc and whatever else formats citations: one item for each place.

The report is what is cited, so its author is the author. CSL has no variable for somebody who is quoted in an
article: `contributor` and `original-author` say that they had a part in writing it. Who says what therefore
stands in `note`, for people, and in `custom`, for programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.core import Quotation
from onrecord.export.cite_subject import Place, Subject
from onrecord.export.cite_words import date_parts, flat, proof_of, said_by, web_address, words_of
from onrecord.match.statements.crediting import publisher_of

Item = dict[str, object]


def csl(subject: Subject, base: str | None = None) -> list[Item]:
    """The items of a citation; `base` is the address that the reading room is had at."""
    return [dict(_fields(place, base)) for place in subject.places]


def _fields(place: Place, base: str | None) -> Iterator[tuple[str, object]]:
    report = place.report
    yield "id", place.id
    yield "type", "article-newspaper"
    yield "title", flat(report.title.value if report.title else report.name)
    if (publisher := publisher_of(report)) is not None:
        yield "container-title", flat(publisher)
    if report.author is not None:
        # In one piece: nobody can tell "Holt, Mara" from two authors.
        yield "author", [{"literal": flat(report.author)}]
    if parts := date_parts(report.published.value if report.published else None):
        yield "issued", {"date-parts": [parts]}
    if (address := web_address(report.source)) is not None:
        yield "URL", flat(address)
    if report.language is not None:
        yield "language", report.language
    yield "note", note(place, base)
    yield "custom", dict(_custom(place, base))


def note(place: Place, base: str | None) -> str:
    """Who says what, where it stands, and where the record shows it, in one paragraph."""
    record = f"Record: {place.address(base)}"
    if place.quotation is None:
        return f"{proof_of(place)}. {record}"
    report, quotation = place.report, place.quotation
    manner = f"Quoted ({_manner(quotation)})"
    said = f"{said_by(report, quotation)}: {words_of(report, quotation)}"
    return f"{manner}: {said} ({proof_of(place)}). {record}"


def _manner(quotation: Quotation) -> str:
    marked = quotation.polarity not in {None, "affirmed"}
    review = "to review" if quotation.grade == "review" else ""
    return ", ".join(filter(None, [quotation.type, quotation.polarity if marked else "", review]))


def _custom(place: Place, base: str | None) -> Iterator[tuple[str, object]]:
    yield "record", place.address(base)
    yield "sha256", place.report.sha256
    quotation = place.quotation
    if quotation is not None:
        yield "speaker", flat(quotation.speaker.name) if quotation.speaker else None
        yield "quotation", words_of(place.report, quotation)
        yield "quotation-type", quotation.type
        yield "content", [[span.start, span.end] for span in sorted(quotation.content)]
