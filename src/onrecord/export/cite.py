"""Citations as a newspaper or a thesis prints them: who, what, reported by whom, and where it can be checked.

Words that the report does not give as the speaker's own are never set between quotation marks; a reader of a
citation would take them for verbatim.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.core import Quotation
from onrecord.core.days import in_words, interval_in_words
from onrecord.core.sources import site_or_file
from onrecord.export.cite_bibtex import bibtex
from onrecord.export.cite_csl import csl
from onrecord.export.cite_subject import Place, Subject, find
from onrecord.export.cite_words import flat, proof_of, said_by, web_address, words_of
from onrecord.match.statements.crediting import publisher_of

__all__ = ["Place", "Subject", "bibtex", "csl", "find", "text"]


def text(subject: Subject, base: str | None = None) -> str:
    """The citation in plain text, with its line feed; `base` is the address that the reading room is had at.

    Of a statement every report that relays it has a paragraph, that with the fullest wording first.
    """
    paragraphs = [_paragraph(place, base) for place in subject.places]
    if subject.statement is not None:
        paragraphs.insert(0, _heading(subject, base))
    return "\n\n".join(paragraphs) + "\n"


def _heading(subject: Subject, base: str | None) -> str:
    reports = len({place.stored.id for place in subject.places})
    which = "one report relays it" if reports == 1 else f"{reports} reports relay it"
    return f"Statement {subject.id}: {which}. Record: {subject.address(base)}."


def _paragraph(place: Place, base: str | None) -> str:
    reported = ", ".join(_reported(place))
    quotation = place.quotation
    if quotation is None:
        lines = [f"{reported}."]
    else:
        lines = [f"{_heard(place, quotation)} (reported by {reported})."]
    return "\n".join([*lines, *_proof(place, base)])


def _heard(place: Place, quotation: Quotation) -> str:
    said = quotation.said_on
    day = interval_in_words(said.earliest, said.latest) if said else None
    who = said_by(place.report, quotation)
    manner = [] if quotation.type == "direct" else ["in the words of the report"]
    marked = [quotation.polarity] if quotation.polarity not in {None, "affirmed"} else []
    return f"{', '.join(filter(None, [who, day, *marked, *manner]))}: {words_of(place.report, quotation)}"


def _reported(place: Place) -> Iterator[str]:
    report = place.report
    publisher = publisher_of(report)
    if publisher is not None:
        yield flat(publisher)
    if report.title is not None:
        yield f"“{flat(report.title.value)}”"
    if report.author is not None and place.quotation is None:
        yield f"by {flat(report.author)}"
    yield in_words(report.published.value) if report.published is not None else "undated"
    yield flat(web_address(report.source) or site_or_file(report.source))


def _proof(place: Place, base: str | None) -> Iterator[str]:
    yield f"{proof_of(place)}."
    if place.quotation is not None and place.quotation.grade == "review":
        yield "To review: found by a model that is not sure of it."
    yield f"Record: {place.address(base)}."
