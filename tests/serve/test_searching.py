"""What a search on the page does beyond `Record.search`: by meaning, page after page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.core import Span
from onrecord.record import Hit, Record
from onrecord.serve import Settings, application
from onrecord.serve.pages.search import Asked, find, spelt_otherwise
from tests.record.conftest import quoting


def test_what_is_near_in_meaning_is_found_without_the_words(tmp_path: Path) -> None:
    near, far = "Fares for the ferry will rise.", "The choir sang in the old chapel."
    with Record.open(tmp_path / "record.db") as record:
        for name, words in (("near", near), ("far", far)):
            vector = pipeline.embed(words)
            record.add(quoting(name, words, embedding=vector, model=pipeline.model_info()))
        by_words = find(record, Asked("boat tickets get dearer"))
        by_meaning = find(record, Asked("ferry fares go up", by="meaning"))
        beyond = find(record, Asked("ferry fares go up", by="meaning", page=2))
    assert (by_words.hits, beyond.hits) == ((), ())
    assert [hit.snippet for hit in by_meaning.hits][:1] == [near]
    assert by_meaning.hits[0].similarity is not None


@pytest.mark.parametrize(
    ("typed", "found", "told"),
    [
        ("Lukaszenka", "Łukaszenka", ("Łukaszenka",)),
        ("lukaszenka", "Lukaszenka", ()),
        ("sergey", "Сергей", ("Сергей",)),
        ("cafe\u0301", "café", ()),
        ("pension*", "Pensioners", ()),
        ("pension*", "Pensiönen", ("Pensiönen",)),
        ("müll*", "mullers", ("mullers",)),
        ('"eastern quay"', "Eastern  Quay", ()),
        ("東京都", "東京都", ()),
    ],
)
def test_what_was_typed_in_other_letters_is_told(typed: str, found: str, told: tuple[str, ...]) -> None:
    hit = Hit(None, None, f"In {found}.", (Span(3, 3 + len(found)),))
    assert spelt_otherwise(hit, typed) == told


def test_the_page_says_why_a_hit_is_one(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        record.add(quoting("one", "Łukasz will open the ferry."))
        record.add(
            quoting(
                "two",
                "The ferry is late.",
                embedding=pipeline.embed("The ferry is late."),
                model=pipeline.model_info(),
            )
        )
    with TestClient(application(Settings(tmp_path / "record.db")), base_url="http://localhost") as room:
        assert "“<bdi>Łukasz</bdi>”: other accents or script" in room.get("/search?q=lukasz").text
        assert "other accents" not in room.get("/search?q=ferry").text
        by_meaning = room.get("/search?q=the+ferry+is+late&by=meaning").text
    assert re.search(r"near in meaning: (0\.\d\d|1\.00) of 1", by_meaning)
    assert "1 quotation could not be compared" in by_meaning
