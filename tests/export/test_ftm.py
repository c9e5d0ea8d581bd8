"""FollowTheMoney: entities that its own model takes, whole and without a property it does not know."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from onrecord.core import ObservedRole
from onrecord.export.ftm import write_ftm
from onrecord.record import ReportRow, SpeakerRow
from tests.export.test_schemaorg import ROW

ROWAN = SpeakerRow(
    "Ida Rowan",
    "person",
    2,
    1,
    "2026-02-15",
    "2026-02-15",
    ("Alder Bay Courier",),
    "p0123456789ab",
    ("Ida Rowan", "Rowan"),
    (ObservedRole("harbour master"),),
    (("wikidata", "Q42"), ("other", "x")),
)
GROUP = SpeakerRow("some critics", "group", 1, 1, None, None, ())
REPORT = ReportRow(
    "0" * 16,
    1,
    "fares.txt",
    "https://courier.example/fares",
    "Fares to fall",
    "Alder Bay Courier",
    "2026-02-16T10:00:00+03:00",
    "en",
    40,
    2,
    "2026-02-17",
)


def written(*rows: object) -> list[dict[str, object]]:
    to = io.StringIO()
    count = write_ftm([ROWAN, GROUP], [(REPORT, rows)], to)  # type: ignore[list-item]
    lines = [json.loads(line) for line in to.getvalue().splitlines()]
    assert len(lines) == count
    return lines


def test_somebody_an_article_a_mention_and_what_was_said() -> None:
    assert written(ROW, replace(ROW, id=f"{REPORT.id}-b", speaker="Ida Rowan")) == [
        {
            "id": "p0123456789ab",
            "schema": "Person",
            "properties": {
                "name": ["Ida Rowan"],
                "alias": ["Rowan"],
                "position": ["harbour master"],
                "wikidataId": ["Q42"],
            },
        },
        {
            "id": f"report-{REPORT.id}",
            "schema": "Article",
            "properties": {
                "title": ["Fares to fall"],
                "fileName": ["fares.txt"],
                "publishedAt": ["2026-02-16"],
                "publisher": ["Alder Bay Courier"],
                "sourceUrl": ["https://courier.example/fares"],
            },
        },
        {
            "id": f"mention-{REPORT.id}-p0123456789ab",
            "schema": "Mention",
            "properties": {
                "document": [f"report-{REPORT.id}"],
                "resolved": ["p0123456789ab"],
                "name": ["Rowan", "Ida Rowan"],
                "detectedSchema": ["Person"],
            },
        },
        *(
            {
                "id": f"quotation-{identity}",
                "schema": "Note",
                "properties": {
                    "name": ["Ida Rowan, direct"],
                    "description": ["“Fares will fall.”"],
                    "summary": ["Alder Bay Courier, Fares to fall, 2026-02-16"],
                    "entity": ["p0123456789ab"],
                    "proof": [f"report-{REPORT.id}"],
                    "publisher": ["Alder Bay Courier"],
                    "sourceUrl": ["https://courier.example/fares"],
                },
            }
            for identity in (ROW.id, f"{REPORT.id}-b")
        ),
    ]


@pytest.mark.parametrize("change", [{"grade": "review"}, {"polarity": "denied"}, {"speaker_id": None}])
def test_a_note_is_only_of_what_it_can_say(change: dict[str, str | None]) -> None:
    assert "Note" not in [each["schema"] for each in written(replace(ROW, **change))]  # type: ignore[arg-type]


def test_who_says_it_together_are_all_on_the_note_and_none_is_mentioned_by_the_words_for_both() -> None:
    entities = written(replace(ROW, speaker="Rowan and Weir", speaker_id="p1 p2"))
    assert [each["schema"] for each in entities] == ["Person", "Article", "Note"]
    assert entities[-1]["properties"]["entity"] == ["p1", "p2"]  # type: ignore[index]


def test_its_own_model_takes_every_entity_as_it_is() -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in written(ROW):
        schema = followthemoney.model.get(entity["schema"])
        schema.validate(entity)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()  # type: ignore[attr-defined]
        assert all(proxy.has(name) for name in schema.required)
