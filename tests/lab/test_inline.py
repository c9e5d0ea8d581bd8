"""The corpus: every report can be read, the split is as promised, and marks become the right spans."""

from collections import Counter

import pytest

from lab.corpus import inline
from lab.corpus.excerpts import GoldError

HEAD = """+++
shape = "agency story"
author = "a"
published = 2031-05-02
people = ["Mira Holt", "Holt"]
[said]
1 = {speaker = "Mira Holt", addressee = "reporters", said = "2031-05-01"}
2 = {unnamed = "a friend of hers"}
+++
"""
TEXT = "{q1:“A friend {c2:told} me {q2:that it snows},”} {s1:Mira Holt} {c1:said}."
REPORTS = inline.load()


def written(tmp_path, head=HEAD, text=TEXT):
    path = tmp_path / "a-agency.report"
    path.write_text(head + text, encoding="utf-8")
    return path


def test_marks_become_spans_and_leave_the_text(tmp_path) -> None:
    report = inline.read(written(tmp_path))
    assert report.text == "“A friend told me that it snows,” Mira Holt said."
    outer, inner = report.relations
    assert [s.of(report.text) for s in (*outer.content, *outer.source, *outer.cue)] == [
        "“A friend told me that it snows,”",
        "Mira Holt",
        "said",
    ]
    assert (outer.type, inner.type) == ("direct", "indirect")
    assert (outer.nested_in, inner.nested_in) == (None, 1)
    assert (outer.said_on, outer.addressee, inner.unnamed) == ("2031-05-01", "reporters", "a friend of hers")
    assert [span.of(report.text) for span, _ in report.names] == ["Mira Holt"]
    assert [r.content for r in report.article().relations] == [outer.content]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{q1:Rain}, {s1:Mira Holt said", "never closed"),
        ("{q1:Rain} }", "closes nothing"),
        ("{q1: Rain}", "white space"),
        ("{x1:Rain}", "not a mark"),
        ("{q1:Rain} {s1:Mira Holt}", "relations [2]"),
        ("{q1:Rain} {s2:Mira Holt}", "relation 2 has no content"),
        ("{q1:Rain} {q2:Snow} Holt", "'Mira Holt' is not in the text"),
    ],
)
def test_a_report_that_cannot_be_read_says_where(tmp_path, text, complaint) -> None:
    with pytest.raises(GoldError) as caught:
        inline.read(written(tmp_path, text=text))
    assert str(caught.value).startswith("a-agency.report: ")
    assert complaint in str(caught.value)


def test_what_looks_forgotten_is_noticed(tmp_path) -> None:
    path = written(tmp_path, text=TEXT + " “Nobody knows who ever said this here.”")
    assert any("Nobody knows" in doubt for doubt in inline.doubts(inline.read(path)))


def test_there_is_enough_of_it() -> None:
    parts = Counter(report.part for report in REPORTS)
    assert parts["train"] >= 100
    assert parts["test"] >= 50
    assert len({report.shape for report in REPORTS}) >= 12


def test_every_shape_is_in_both_parts_and_no_author_is() -> None:
    shapes = {part: {r.shape for r in REPORTS if r.part == part} for part in ("train", "test")}
    authors = {part: {r.author for r in REPORTS if r.part == part} for part in ("train", "test")}
    assert shapes["train"] == shapes["test"]
    assert not authors["train"] & authors["test"]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_no_long_quotation_is_left_out(report) -> None:
    # Where marks are missing or double on purpose, what they enclose cannot be told.
    if report.shape != "unbalanced":
        assert list(inline.doubts(report)) == []
