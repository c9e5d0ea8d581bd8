"""What a stage of training learns from; nothing is trained here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lab.train
from lab.train.articles import corpus
from lab.train.config import stages
from onrecord.core import Span
from onrecord.export import write_corrections
from onrecord.record import Record
from tests.record.telling import report

SAID = (("Ida Holt", "The quay is safe"), ("Jon Weir", "Boats are few"), ("Ida Holt", "It will stay so"))


def test_what_people_put_right_in_a_record_is_learnt_from(tmp_path: Path) -> None:
    exported = tmp_path / "corrections.jsonl"
    with Record.open(tmp_path / "record.db") as record:
        record.add(report("quay.txt", "2031-03-03", SAID))
        first, second, _ = record.quotes()
        record.corrections.span(
            first.id, source=[Span(first.source[0].start, first.source[0].start + 3)], by="Ada"
        )
        record.corrections.none(second.id, by="Ada")
        with exported.open("w", encoding="utf-8") as to:
            assert write_corrections(record.corrections.examples(), to) == 1
    first_stage = stages(Path(lab.train.__path__[0]) / "config.toml")[0]
    learnt = corpus(replace(first_stage, corpora=(str(exported),)), tmp_path)
    assert [each.text for each in learnt] == [
        "“The quay is safe”, said Ida Holt.",
        "“Boats are few”, said Jon Weir.",
    ]
    (relation,), nothing = (each.relations for each in learnt)
    assert ([span.of(learnt[0].text) for span in relation.source], relation.type) == (["Ida"], "direct")
    assert nothing == ()
