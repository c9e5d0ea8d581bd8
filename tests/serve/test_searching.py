"""What a search on the page does beyond `Record.search`: by meaning, page after page."""

from __future__ import annotations

from pathlib import Path

from onrecord import pipeline
from onrecord.record import Record
from onrecord.serve.pages.search import Asked, find
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
