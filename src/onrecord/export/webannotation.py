"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one AnnotationPage a report.

What is said is the target; several targets are the parts of one quotation, in order. The words that name the
source and the words of the cue are bodies, of purpose `identifying` and `describing`; the speaker's name, the
type, the polarity and the grade are words of their own. Every place is told twice: by position, which the
model counts in code points as onrecord does, and by its words in context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from onrecord.core import Quotation, Span
from onrecord.core.corrections import Anchor
from onrecord.core.version import __version__
from onrecord.export.addresses import Addresses
from onrecord.export.contract import Json, one_line

if TYPE_CHECKING:
    from onrecord.record import StoredReport

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_web_annotation(
    reports: Iterable[StoredReport], to: TextIO, addresses: Addresses | None = None
) -> int:
    """Write one AnnotationPage a line; the number of lines."""
    count = 0
    for stored in reports:
        to.write(one_line(annotation_page(stored, addresses)))
        count += 1
    return count


def annotation_page(stored: StoredReport, addresses: Addresses | None = None) -> Json:
    """All that is said in a report, as one AnnotationPage."""
    addresses = addresses or Addresses()
    return {
        "@context": CONTEXT,
        "id": f"{addresses.report(stored.id)}#annotations",
        "type": "AnnotationPage",
        "items": [_annotation(stored, quotation, addresses) for quotation in stored.quotations],
    }


def _annotation(stored: StoredReport, quotation: Quotation, addresses: Addresses) -> Json:
    targets = [_place(stored, span, addresses) for span in quotation.content]
    return {
        "id": addresses.quotation(stored.id, quotation.id),
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {"type": "Software", "name": f"onrecord {__version__}"},
        "generated": stored.version.read_at.replace("+00:00", "Z"),
        "body": list(_bodies(stored, quotation, addresses)),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _bodies(stored: StoredReport, quotation: Quotation, addresses: Addresses) -> Iterator[Json]:
    yield _words("classifying", quotation.type)
    if quotation.speaker is not None:
        yield _words("identifying", quotation.speaker.name)
    for span in quotation.source:
        yield {**_place(stored, span, addresses), "purpose": "identifying"}
    for span in quotation.cue:
        yield {**_place(stored, span, addresses), "purpose": "describing"}
    if quotation.nested_in is not None:
        outer = addresses.quotation(stored.id, quotation.nested_in)
        yield {"type": "SpecificResource", "source": outer, "purpose": "linking"}
    if quotation.polarity is not None:
        yield _words("tagging", quotation.polarity)
    yield _words("assessing", quotation.grade)


def _words(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _place(stored: StoredReport, span: Span, addresses: Addresses) -> Json:
    anchor = Anchor.at(stored.report.text, "", span)
    return {
        "type": "SpecificResource",
        "source": addresses.report(stored.id),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": anchor.exact,
                "prefix": anchor.prefix,
                "suffix": anchor.suffix,
            },
        ],
    }
