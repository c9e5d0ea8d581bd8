"""What people put right is read as articles: whole reports, or the paragraphs that somebody has read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lab.corpus import corrections
from lab.corpus.brat import Article
from onrecord.core import Span

PARAGRAPHS = (
    "Fares will not rise, the union said.",
    "“The quay is safe.",
    "It will stay so,” she said.",
    "Nobody spoke of tolls. Jon Weir said boats are few.",
)
TEXT = "\n".join(PARAGRAPHS) + "\n"


def pairs(*words: str) -> list[list[int]]:
    return [[TEXT.index(each), TEXT.index(each) + len(each)] for each in words]


def relation(content: str, source: str, cue: str, *, corrected: bool = False, **more: Any) -> dict[str, Any]:
    spans = {"content": pairs(content), "source": pairs(source), "cue": pairs(cue)}
    marks = {"corrected": ["x1"] if corrected else [], "type": "indirect", "nested_in": None}
    return spans | marks | more


FARES = relation("Fares will not rise", "the union", "said")
QUAY = relation("“The quay is safe.\nIt will stay so,”", "she", "she said")
BOATS = relation("boats are few", "Jon Weir", "Weir said")


def articles(
    tmp_path: Path, *relations: dict[str, Any], whole: bool = False, denied: Any = ()
) -> list[Article]:
    row = {"name": "a.txt", "text": TEXT, "whole": whole, "relations": relations, "denied": denied}
    path = tmp_path / "corrections.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return list(corrections.read(path))


def contents(article: Article) -> list[str]:
    return [span.of(article.text) for each in article.relations for span in each.content]


def test_a_report_that_somebody_went_through_is_an_article(tmp_path: Path) -> None:
    nested = relation("It will stay so", "she", "she said", nested_in="a")
    (article,) = articles(tmp_path, FARES, QUAY, nested, BOATS, whole=True)
    assert (article.text, article.names) == (TEXT, None)
    assert contents(article) == [
        "Fares will not rise",
        "“The quay is safe.\nIt will stay so,”",
        "boats are few",
    ]
    assert [each.type for each in article.relations] == ["indirect"] * 3


def test_else_the_paragraphs_are_in_which_something_was_put_right(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, FARES | {"corrected": ["x1"]}, QUAY, BOATS)
    assert (article.name, article.text, contents(article)) == (
        "a.txt#0",
        PARAGRAPHS[0],
        ["Fares will not rise"],
    )
    assert articles(tmp_path, FARES, QUAY, BOATS) == []


def test_what_is_denied_is_seen_and_no_relation_is_cut(tmp_path: Path) -> None:
    second, last = articles(
        tmp_path, FARES, QUAY, BOATS, denied=[*pairs("Nobody spoke of tolls"), *pairs("The quay is")]
    )
    assert second.text == "\n".join(PARAGRAPHS[1:3])
    assert contents(second) == ["“The quay is safe.\nIt will stay so,”"]
    assert (last.text, contents(last)) == (PARAGRAPHS[3], ["boats are few"])
    (weir,) = (each.source[0] for each in last.relations)
    assert weir == Span(23, 31)
    assert weir.of(last.text) == "Jon Weir"


def test_paragraphs_that_a_relation_joins_are_one(tmp_path: Path) -> None:
    across = relation("Fares will not rise", "she", "It will stay so", corrected=True)
    (article,) = articles(tmp_path, across, QUAY, BOATS, denied=pairs("The quay is"))
    assert article.text == "\n".join(PARAGRAPHS[:3])
    assert len(article.relations) == 2
