"""schema.org: Quotation and Claim with properties that the vocabulary gives them, and nothing unsure."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from onrecord.core import Span
from onrecord.export.schemaorg import schema_object, write_schema
from onrecord.record import QuoteRow

ROW = QuoteRow(
    id="0" * 16 + "-" + "a" * 12,
    report_id="0" * 16,
    version=1,
    title="Fares to fall",
    source_address="https://courier.example/fares",
    outlet="Alder Bay Courier",
    published="2026-02-16",
    said_earliest="2026-02-15",
    said_latest="2026-02-15",
    speaker="Rowan",
    speaker_kind="person",
    addressee=None,
    occasion=None,
    type="direct",
    text="“Fares will fall.”",
    content=(Span(0, 18),),
    source=(),
    cue=(),
    nested_in=None,
    polarity=None,
    confidence=0.97,
    grade="record",
    speaker_id="p0123456789ab",
    entity="Ida Rowan",
)
WORK = {
    "text",
    "dateCreated",
    "datePublished",
    "creator",
    "author",
    "isPartOf",
    "headline",
    "url",
    "publisher",
}
# https://schema.org/docs/developers.html: the properties, its own and inherited, that each type may have.
PROPERTIES = {
    "Quotation": WORK | {"spokenByCharacter"},
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "NewsArticle": WORK,
    "Person": {"name"},
    "Organization": {"name"},
}


def assert_known(node: object) -> None:
    if isinstance(node, dict):
        assert {key for key in node if not key.startswith("@")} <= PROPERTIES[node["@type"]], node
        for value in node.values():
            assert_known(value)


def test_words_in_marks_are_a_quotation() -> None:
    data = schema_object(ROW)
    assert_known(data)
    rowan = {"@type": "Person", "name": "Ida Rowan", "@id": "urn:onrecord:speakers/p0123456789ab"}
    assert data == {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": f"urn:onrecord:reports/{'0' * 16}#q-{ROW.id}",
        "text": "“Fares will fall.”",
        "dateCreated": "2026-02-15",
        "datePublished": "2026-02-16",
        "spokenByCharacter": rowan,
        "creator": rowan,
        "isPartOf": {
            "@type": "NewsArticle",
            "@id": f"urn:onrecord:reports/{'0' * 16}",
            "headline": "Fares to fall",
            "url": "https://courier.example/fares",
            "publisher": {"@type": "Organization", "name": "Alder Bay Courier"},
            "datePublished": "2026-02-16",
        },
    }


def test_what_is_relayed_is_a_claim_that_appears_in_the_report_and_that_the_outlet_words() -> None:
    data = schema_object(replace(ROW, type="indirect"))
    assert_known(data)
    assert data is not None
    assert data["@type"] == "Claim"
    assert data["appearance"]["url"] == ROW.source_address  # type: ignore[index]
    assert data["claimInterpreter"] == {"@type": "Organization", "name": "Alder Bay Courier"}
    assert data["author"]["name"] == "Ida Rowan"  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "review"},
        {"polarity": "denied"},
        {"speaker": None, "speaker_kind": None, "speaker_id": None, "entity": None},
        {"speaker_kind": "document"},
    ],
)
def test_what_schema_org_has_no_word_for_is_left_out(change: dict[str, str | None]) -> None:
    to = io.StringIO()
    assert write_schema([replace(ROW, **change), ROW], to) == 1  # type: ignore[arg-type]
    assert [json.loads(line)["text"] for line in to.getvalue().splitlines()] == [ROW.text]


def test_what_is_not_known_is_not_there() -> None:
    bare = replace(
        ROW,
        title=None,
        outlet=None,
        published=None,
        said_latest=None,
        source_address="/a/b",
        speaker_id="p1 p2",
    )
    data = schema_object(bare)
    assert data is not None
    assert set(data) == {"@context", "@type", "@id", "text", "spokenByCharacter", "creator", "isPartOf"}
    assert data["isPartOf"] == {"@type": "NewsArticle", "@id": f"urn:onrecord:reports/{'0' * 16}"}
    assert data["creator"] == {"@type": "Person", "name": "Ida Rowan"}
