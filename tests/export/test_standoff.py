"""brat standoff: what is read back is what was written, and it looks as PolNeAR's does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Extraction, Model, Quotation, Report, Span, Spans
from onrecord.export import brat
from onrecord.export.standoff import ANNOTATION_CONF, file_name
from tests.export.reports import FARES

CORPUS = Path(__file__).parents[3] / "shared" / "polnear" / "dev"
Relation = dict[str, Spans]


def read(ann: str) -> list[Relation]:
    """The relations of an `.ann` file, spans by role; what brat's own reader relies on is asserted."""
    bound: dict[str, tuple[str, Spans]] = {}
    relations: list[Relation] = []
    for line in ann.removesuffix("\n").split("\n") if ann else []:
        name, rest, *words = line.split("\t")
        if name.startswith("T"):
            role, offsets = rest.split(" ", 1)
            spans = tuple(Span(*map(int, pair.split())) for pair in offsets.split(";"))
            assert sum(span.end - span.start for span in spans) + len(spans) - 1 == len(words[0])
            bound[name] = (role, spans)
        elif name.startswith("E"):
            # A second content is called Content2.
            pairs = [(role.rstrip("2"), target) for role, target in (one.split(":") for one in rest.split())]
            assert pairs[0][0] in {"Attribution", "Attribution-no-source"}
            assert all(bound[target][0] == role for role, target in pairs)
            relation: Relation = {}
            for role, target in pairs:
                relation[role] = tuple(sorted(relation.get(role, ()) + bound[target][1]))
            relations.append(relation)
    return relations


def extraction(text: str, *quotations: Quotation) -> Extraction:
    return Extraction(Report(text, "x", "x"), quotations, Model("", "", ""))


def test_a_relation_as_polnear_writes_it() -> None:
    text = "“Fares,” said Ida Rowan,\n\n“will fall.” It rained."
    quotation = Quotation("a", "direct", (Span(0, 8), Span(26, 38)), (Span(14, 23),), (Span(9, 13),))
    assert brat(extraction(text, quotation)).splitlines() == [
        "T1\tSource 14 23\tIda Rowan",
        "T2\tCue 9 13\tsaid",
        "T3\tContent 0 8;26 38\t“Fares,” “will fall.”",
        "T4\tAttribution 9 13\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "A1\tType E1 direct",
        "#1\tAnnotatorNotes E1\tnobody named, review 0.00",
    ]


def test_a_note_tells_who_and_how_and_a_relation_what_stands_within_what() -> None:
    lines = brat(FARES.extraction).splitlines()
    assert [line for line in lines if not line.startswith(("T", "E"))] == [
        "A1\tType E1 direct",
        "A2\tType E2 indirect",
        "A3\tType E3 indirect",
        "R1\tNested Inner:E2 Outer:E1",
        "#1\tAnnotatorNotes E1\tIda Rowan (person), record 0.97",
        "#2\tAnnotatorNotes E2\tTomas Weir (person), hedged, review 0.50",
        "#3\tAnnotatorNotes E3\tFerry Union (organisation), record 0.99",
    ]


def test_brat_is_told_of_everything_that_is_written() -> None:
    told = set(re.findall(r"^[A-Z][\w-]*", ANNOTATION_CONF, re.MULTILINE))
    lines = [line.split("\t")[1] for line in brat(FARES.extraction).splitlines() if line[0] in "TEAR"]
    used = {re.split("[ :]", line)[0] for line in lines}
    assert used <= told
    assert {"Nested", "Type", "Attribution"} <= used


def test_a_span_that_is_cut_has_a_note_of_the_whole() -> None:
    lines = brat(extraction("one\ntwo", Quotation("a", "indirect", (Span(0, 7),)))).splitlines()
    assert "#1\tAnnotatorNotes T1\tspans 0 7" in lines


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ferry fares?.txt", "Ferry-fares-0123"),
        ("a/b/../c.html", "c-0123"),
        ("Łódź 2026.txt", "Łódź-2026-0123"),
        ("..", "0123"),
        (".txt", "txt-0123"),
        ("item 3", "item-3-0123"),
        ("𝔸" * 300, "𝔸" * 50 + "-0123"),
    ],
)
def test_files_are_called_after_the_report_and_by_its_id(name: str, file: str) -> None:
    assert file_name(Report("", name, ""), "0123") == file


@pytest.mark.parametrize(
    ("source", "cue", "anchor"),
    [
        ((Span(0, 2),), (Span(3, 5),), "Attribution 3 5\tit"),
        ((Span(0, 2),), (), "Attribution 0 2\tSo"),
        ((), (), "Attribution-no-source 6 10\train"),
    ],
)
def test_the_relation_stands_at_its_cue_else_its_source_else_its_content(
    source: Spans, cue: Spans, anchor: str
) -> None:
    written = brat(extraction("So it rain", Quotation("a", "indirect", (Span(6, 10),), source, cue)))
    assert f"\t{anchor}\n" in written


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("one\ntwo", ((0, 3), (4, 7))),
        ("one\n\n\ntwo", ((0, 3), (6, 9))),
        ("one\r\ntwo", ((0, 3), (5, 8))),
        ("one\n  \ntwo", ((0, 3), (7, 10))),
        ("one\u2028two\x85three", ((0, 3), (4, 7), (8, 13))),
        ("\none\n", ((1, 4),)),
        ("one two", ((0, 7),)),
        ("one\ttwo", ((0, 7),)),
        ("\n \n", ((0, 3),)),
    ],
)
def test_a_span_over_several_lines_is_cut_at_each(text: str, fragments: tuple[tuple[int, int], ...]) -> None:
    (relation,) = read(brat(extraction(text, Quotation("a", "indirect", (Span(0, len(text)),)))))
    assert relation["Content"] == tuple(Span(*pair) for pair in fragments)


def test_nobody_quoted_is_an_empty_file() -> None:
    assert brat(extraction("Rain.")) == ""


TEXTS = st.text(st.sampled_from("ab “”é😀\n\t\r"), min_size=1, max_size=30)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(TEXTS)
    words = [Span(*match.span()) for match in re.finditer(r"[^\n\r]*[^\s][^\n\r]*", text)]
    if not words:
        return extraction(text)
    some = st.lists(st.sampled_from(words), unique=True, max_size=3).map(lambda spans: tuple(sorted(spans)))
    quotations = draw(
        st.lists(
            st.builds(Quotation, st.just("q"), st.just("direct"), some.filter(bool), some, some), max_size=3
        )
    )
    return extraction(text, *quotations)


@given(extractions())
def test_what_is_read_back_has_the_same_spans(whole: Extraction) -> None:
    relations = read(brat(whole))
    assert len(relations) == len(whole.quotations)
    for relation, quotation in zip(relations, whole.quotations, strict=True):
        assert relation["Content"] == quotation.content
        assert relation.get("Source", ()) == quotation.source
        assert relation.get("Cue", ()) == quotation.cue


@pytest.mark.skipif(not CORPUS.exists(), reason="../shared/polnear is not here")
def test_polnears_own_annotations_survive_the_round_trip() -> None:
    seen = 0
    for path in sorted((CORPUS / "attributions").glob("*.ann"))[:15]:
        text_path = CORPUS / "text" / (path.stem.rsplit("_", 1)[0] + ".txt")
        with text_path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        theirs = read(path.read_text(encoding="utf-8"))
        spans = [
            [one.get(role, ()) for role in ("Content", "Source", "Cue")] for one in theirs if "Content" in one
        ]
        back = read(brat(extraction(text, *(Quotation("q", "direct", *some) for some in spans))))
        assert [[one.get(role, ()) for role in ("Content", "Source", "Cue")] for one in back] == spans
        seen += len(spans)
    assert seen
