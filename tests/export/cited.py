"""Reports to cite, and the evidence for them; everybody in them is invented."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from onrecord.core import Fact, Interval, Model, Quotation, Report, Span, Speaker, quotation_id
from onrecord.export import bundle
from onrecord.export.cite import Place, Subject
from onrecord.record import StoredReport, VersionRow
from onrecord.record.identity import report_id

TEXT = """Quay 🚢 to open

“It opens in June,” said Ilse Marrow of the port on Monday. Fares will not rise, she added.
"""
SOURCE = "https://news.example/quay"


def where(text: str, words: str) -> Span:
    assert text.count(words) == 1, words
    return Span(text.index(words), text.index(words) + len(words))


def quotations(text: str = TEXT) -> tuple[Quotation, Quotation]:
    """A direct one, and an indirect one nested in it, by Ilse Marrow."""
    digest = sha256(text.encode()).hexdigest()
    marrow = Speaker("s1", "Ilse Marrow", "person", "named in the source", 0.99, ("of the port",))
    first, second = (where(text, "“It opens in June,”"),), (where(text, "Fares will not rise"),)
    direct = Quotation(
        quotation_id(digest, first),
        "direct",
        first,
        (where(text, "Ilse Marrow of the port"),),
        (where(text, "said"),),
        speaker=marrow,
        said_on=Interval("2031-03-03", "2031-03-03", where(text, "Monday")),
        confidence=0.97,
        grade="record",
    )
    indirect = Quotation(
        quotation_id(digest, second),
        "indirect",
        second,
        (where(text, "she"),),
        speaker=marrow,
        nested_in=direct.id,
        confidence=0.6,
    )
    return direct, indirect


def stored(
    text: str = TEXT,
    data: bytes | None = None,
    *,
    found: tuple[Quotation, ...] | None = None,
    source: str = SOURCE,
    **frame: object,
) -> StoredReport:
    """A report as a record holds it."""
    kept = text.encode() if data is None else data
    usual: dict[str, object] = {
        "title": Fact("Quay 🚢 to open", Span(0, 14)),
        "published": Fact("2031-03-04T08:00:00+01:00"),
        "outlet": "Tarn Gazette",
        "author": "Jo Quill, Ann Reed",
        "credited": (Fact("Basin Press"),),
        "language": "en",
    }
    report = Report(text, "quay.html", source, kept, **(usual | frame))  # type: ignore[arg-type]
    identity = report_id(source, report.name)
    found = quotations(text) if found is None else found
    digests = report.sha256, sha256(text.encode()).hexdigest()
    days = "2031-03-05T10:00:00.000+00:00", "2031-03-05T10:00:00.000+00:00"
    model = Model("reader", "1", "ab" * 32)
    version = VersionRow(identity, 2, True, *digests, *days, model, "0.1.0", len(found))
    return StoredReport(identity, version, report, found, ())


def subject(of: StoredReport | None = None, number: int | None = 0) -> Subject:
    """One of a report's quotations, or with None the report."""
    of = of or stored()
    place = Place(of, None if number is None else of.quotations[number])
    return Subject("report" if number is None else "quotation", place.id, (place,))


def bundled(of: Subject) -> bytes:
    """The evidence, as a file has it."""
    stream = BytesIO()
    bundle.write(of, stream)
    return stream.getvalue()
