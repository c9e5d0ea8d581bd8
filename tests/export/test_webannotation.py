"""Web Annotation: only terms of the vocabulary, each where it belongs, and places that prove themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given

from onrecord.export.addresses import Addresses
from onrecord.export.webannotation import annotation_page
from onrecord.record import StoredReport
from tests.export.reports import FARES, stored_reports

# https://www.w3.org/TR/annotation-model/ and https://www.w3.org/ns/anno.jsonld: what each class may have, of
# that what it must have, and the values that are words of the vocabulary themselves.
TERMS = {
    "AnnotationPage": (
        {"@context", "id", "type", "items"},
        {"@context", "partOf", "next", "prev", "startIndex"},
    ),
    "Annotation": (
        {"id", "type", "target"},
        {"@context", "body", "motivation", "creator", "created", "generator", "generated", "modified"},
    ),
    "SpecificResource": ({"type", "source"}, {"id", "selector", "purpose", "scope", "state"}),
    "TextualBody": ({"type", "value"}, {"id", "purpose", "format", "language"}),
    "TextPositionSelector": ({"type", "start", "end"}, set()),
    "TextQuoteSelector": ({"type", "exact"}, {"prefix", "suffix"}),
    "Software": ({"type"}, {"id", "name", "homepage"}),
}
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking".split()
    + "moderating questioning replying tagging".split()
)
IRI = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]{0,31}:|https?://)[!-~]+")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


def nodes(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)


def assert_valid(page: object) -> None:
    for node in nodes(page):
        must, may = TERMS[str(node["type"])]
        assert must <= node.keys() <= must | may, node
        assert {node[key] for key in ("purpose", "motivation") if key in node} <= MOTIVATIONS
        for key in ("id", "source"):
            assert key not in node or IRI.fullmatch(str(node[key])), node
        assert "generated" not in node or INSTANT.fullmatch(str(node["generated"]))
        if node["type"] == "TextPositionSelector":
            assert 0 <= node["start"] < node["end"]  # type: ignore[operator]


def test_a_quotation_as_an_annotation() -> None:
    page = annotation_page(FARES, Addresses.under("https://desk.example"))
    assert_valid(page)
    first, second, _ = json.loads(json.dumps(page))["items"]
    address = "https://desk.example/reports/0123456789abcdef"
    assert first["id"] == f"{address}#q-0123456789abcdef-aaaaaaaaaaaa"
    assert [body.get("value") for body in first["body"] if body["type"] == "TextualBody"] == [
        "direct",
        "Ida Rowan",
        "record",
    ]
    position, quote = first["target"][0]["selector"]
    # The 🎉 before it is one character, as it is one code point.
    assert position == {"type": "TextPositionSelector", "start": 17, "end": 25}
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "“Fares,”",
        "prefix": "Fares to fall 🎉\n\n",
        "suffix": " said Ida Rowan, the harbour mas",
    }
    purposes = [body["purpose"] for body in second["body"]]
    assert purposes == [
        "classifying",
        "identifying",
        "identifying",
        "describing",
        "linking",
        "tagging",
        "assessing",
    ]
    assert second["body"][4]["source"] == first["id"]


@given(stored_reports())
def test_every_page_has_terms_of_the_vocabulary_and_true_words(report: StoredReport) -> None:
    page = annotation_page(report)
    assert_valid(page)
    text = report.report.text
    for node in nodes(page):
        if "selector" in node:
            position, quote = node["selector"]  # type: ignore[misc]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


@pytest.mark.parametrize(
    "base", ["https://desk.example", "https://desk.example/", "https://desk.example/room"]
)
def test_a_base_may_end_as_it_likes(base: str) -> None:
    assert Addresses.under(base).report("ab") == f"{base.rstrip('/')}/reports/ab"
