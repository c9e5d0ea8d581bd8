"""W3C Web Annotation read back: pages of annotations, as `export.webannotation` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.core import NotFound, QuotationType, Span, Spans
from onrecord.core.corrections import Anchor
from onrecord.export.addresses import quotation_of, report_of
from onrecord.export.back.grounding import (
    Annotated,
    NotUnderstood,
    Problem,
    Relation,
    TextOf,
    annotated,
    ground,
    type_named,
)
from onrecord.export.back.nodes import get, number, several, words


def from_web_annotation(data: str, text_of: TextOf) -> Iterator[Annotated | Problem]:
    """What each AnnotationPage of a file says of its report, or why it cannot be understood.

    A file is one page, a list of pages, a collection with its first page in it, or JSON lines of these. A
    page has all annotations of one report: what it leaves out was taken away.
    """
    for place, page in _pages(data):
        if isinstance(page, NotUnderstood):
            yield Problem(place, str(page))
            continue
        try:
            yield _annotated(page, text_of)
        except (NotFound, NotUnderstood) as error:
            yield Problem(place, str(error))


def _pages(data: str) -> Iterator[tuple[str, object]]:
    """Every page with its place in the file; in place of what is no JSON, an error."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        lines = [(i, line) for i, line in enumerate(data.split("\n"), 1) if line.strip()]
        if len(lines) < 2:
            yield "", NotUnderstood(f"it is no JSON: {error}")
            return
        for place, line in lines:
            try:
                yield f"line {place}", _page(json.loads(line))
            except (ValueError, RecursionError) as broken:
                yield f"line {place}", NotUnderstood(f"it is no JSON: {broken}")
        return
    if not isinstance(found, list):
        yield "", _page(found)
        return
    for place, each in enumerate(found, 1):
        yield f"page {place}", _page(each)


def _page(node: object) -> object:
    """The page itself, or the first one of a collection."""
    return get(node, "first") if get(node, "type") == "AnnotationCollection" else node


def _annotated(page: object, text_of: TextOf) -> Annotated:
    if get(page, "type") != "AnnotationPage":
        raise NotUnderstood("it is no AnnotationPage, which has all annotations of a report")
    if get(page, "next") is not None or get(page, "prev") is not None:
        raise NotUnderstood("it is one page of several: give all annotations of a report on one")
    items = several(page, "items")
    report = _report(page, items)
    text = text_of(report)
    relations = []
    for place, item in enumerate(items, 1):
        try:
            relations.append(_relation(item, text, f"annotation {place}"))
        except NotUnderstood as error:
            raise NotUnderstood(f"annotation {place}: {error}") from None
    return annotated(report, text, relations)


def _report(page: object, items: list[object]) -> str:
    """The report that the page is of: by what its annotations are on, else by its own address."""
    sources = {words(target, "source") for item in items for target in several(item, "target")}
    if not sources:
        sources = {words(page, "id").partition("#")[0]}
    if len(sources) > 1:
        raise NotUnderstood("it has annotations of several reports: give each a page of its own")
    source = sources.pop()
    return report_of(source) or source


def _relation(item: object, text: str, fallback: str) -> Relation:
    if get(item, "type") != "Annotation":
        raise NotUnderstood("it is no Annotation")
    parts: dict[object, list[Span]] = {"identifying": [], "describing": []}
    kind: QuotationType | None = None
    within: str | None = None
    for body in several(item, "body"):
        purpose = get(body, "purpose")
        if get(body, "selector") is not None:
            if purpose in ("identifying", "describing"):
                parts[purpose].append(_span(body, text))
        elif purpose == "classifying":
            kind = type_named(get(body, "value"))
        elif purpose == "linking":
            within = quotation_of(words(body, "source"))
    content: Spans = tuple(_span(target, text) for target in several(item, "target"))
    name = get(item, "id")
    called = quotation_of(name) if isinstance(name, str) else None
    source, cue = tuple(parts["identifying"]), tuple(parts["describing"])
    return Relation(called or fallback, content, source, cue, kind, within)


def _span(place: object, text: str) -> Span:
    """The span that selectors mean: by position, proved by the words; else by the words in their context."""
    selectors = {str(get(each, "type")): each for each in several(place, "selector")}
    position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    exact = None if quote is None else words(quote, "exact")
    if position is not None:
        start, end = number(position, "start"), number(position, "end")
        try:
            return ground(text, start, end, exact)
        except NotUnderstood:
            if exact is None:
                raise
    if quote is None or not exact:
        raise NotUnderstood("it has neither a TextPositionSelector nor a TextQuoteSelector")
    around = [
        value if isinstance(value, str) else "" for value in (get(quote, "prefix"), get(quote, "suffix"))
    ]
    places = Anchor("", 0, 0, exact, *around).places(text)
    if len(places) != 1:
        raise NotUnderstood(f"“{exact}” stands {len(places)} times in the report")
    return places[0]
