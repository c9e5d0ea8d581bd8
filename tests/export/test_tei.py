"""TEI: valid by the guidelines' own DTD, the text untouched, every relation found again by its links."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onrecord.core import Span
from onrecord.export.pieces import Closes, Opens, pieces
from onrecord.export.tei import NAMESPACE, paragraphs, tei
from onrecord.export.xmls import storable
from onrecord.record import StoredReport
from tests.export.reports import FARES, stored, stored_reports

# trafilatura, which reads our HTML, brings the DTD of TEI P5 4.8.0 along.
DTD = etree.DTD(str(files("trafilatura") / "data" / "tei_corpus.dtd"))
TEI = f"{{{NAMESPACE}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def parsed(report: StoredReport) -> etree._Element:
    root = etree.fromstring(tei(report).encode())
    assert DTD.validate(root), DTD.error_log
    pointers = [
        each
        for node in root.iter()
        for key in ("who", "corresp", "next", "prev")
        if node.get(key)
        for each in node.get(key).split()
    ]
    names = {node.get(XML_ID) for node in root.iter()}
    assert {pointer.removeprefix("#") for pointer in pointers} <= names
    return root


def body(root: etree._Element) -> etree._Element:
    (found,) = root.iter(f"{TEI}body")
    return found


def chains(root: etree._Element, tag: str) -> Iterator[tuple[etree._Element, str]]:
    """Each first piece with the words of all pieces that follow it by their links."""
    by_name = {node.get(XML_ID): node for node in root.iter(f"{TEI}{tag}")}
    for node in by_name.values():
        if node.get("prev") is None:
            words, piece = "", node
            while True:
                words += "".join(piece.itertext())
                if piece.get("next") is None:
                    break
                after = by_name[piece.get("next").removeprefix("#")]
                assert after.get("prev") == f"#{piece.get(XML_ID)}"
                piece = after
            yield node, words


def test_who_says_what_in_a_report() -> None:
    root = parsed(FARES)
    people = {
        node.get(XML_ID): "".join(node[0].itertext())
        for tag in ("person", "org")
        for node in root.iter(TEI + tag)
    }
    found = [
        (
            node.get("n"),
            people[node.get("who").removeprefix("#")],
            node.get("direct"),
            node.get("cert"),
            words,
        )
        for node, words in chains(root, "said")
    ]
    assert found == [
        ("a" * 12, "Ida Rowan", "true", "0.97", "“Fares,”“will fall, as Tomas Weir told us it’s agreed.”"),
        ("b" * 12, "Tomas Weir", "false", "0.50", "it’s agreed"),
        ("c" * 12, "Ferry Union", "false", "0.99", "storms are due"),
    ]
    assert [(node.get("type"), words) for node, words in chains(root, "seg")] == [
        ("cue", "said"),
        ("source", "Ida Rowan, the harbour master"),
        ("source", "Tomas Weir"),
        ("cue", "told"),
        ("cue", "According to"),
        ("source", "the Ferry Union"),
    ]
    assert [node.text for node in root.iter(f"{TEI}catDesc")] == ["hedged"]


@given(stored_reports())
def test_any_report_is_valid_with_its_text_and_all_its_relations(report: StoredReport) -> None:
    root = parsed(report)
    text = report.report.text
    assert "".join(body(root).itertext()) == storable(text)
    white = " \t\r\n"
    told = {node.get("n"): "".join(words.split()) for node, words in chains(root, "said")}
    for quotation in report.quotations:
        words = "".join(each.of(storable(text)) for each in quotation.content)
        if words.strip(white):
            assert told[quotation.id] == "".join(words.split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\n\ntwo", ["one", "two"]),
        (" one \r\n \t\r\n two ", ["one", "two"]),
        ("one\rtwo\r\rthree", ["one\rtwo", "three"]),
        ("one\n\u2028\ntwo", ["one\n\u2028\ntwo"]),
        ("\n\n", []),
    ],
)
def test_blank_lines_part_paragraphs(text: str, found: list[str]) -> None:
    assert [each.of(text) for each in paragraphs(text)] == found


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_pieces_never_cross_and_together_are_the_spans(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    within = Span(2, 18)
    opened: list[int] = []
    covered: list[list[int]] = [[] for _ in spans]
    plain: list[int] = []
    for event in pieces(within, dict(enumerate(spans))):
        if isinstance(event, Opens):
            opened.append(event.span)
        elif isinstance(event, Closes):
            opened.pop()
        else:
            plain += range(*event)
            for i in opened:
                covered[i] += range(*event)
    assert not opened
    assert plain == list(range(*within))
    assert covered == [[i for i in range(*span) if i in plain] for span in spans]


def test_a_report_without_a_word_is_valid() -> None:
    assert "".join(body(parsed(stored(" \n"))).itertext()) == " \n"
