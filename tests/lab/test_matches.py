"""Pairs are judged from texts and spans alone: a line each, in order; figures where there are labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.eval.matches import print_judgements

QUAY = "“The eastern quay will open in June and the ferry will cost 40 marks for lorries,”"
CRANES = "“The old cranes were sold to a museum long before anybody asked the harbour board,”"
ARTICLES = {
    "gazette_2031-03-03_quay": (QUAY, "Ilse Marrow"),
    "courier_2031-03-03_harbour": (QUAY, "Ilse Marrow"),
    "ledger_2031-03-05_cranes": (CRANES, "Tomas Weir"),
}
GAZETTE, COURIER, LEDGER = ARTICLES
PAIRS = [(GAZETTE, LEDGER, "different"), (GAZETTE, COURIER, "same"), (COURIER, LEDGER, "different")]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    for name, (said, who) in ARTICLES.items():
        text = f"{said} said {who}. The council of Tarn met on that day.\n"
        (tmp_path / "dev" / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "dev" / "attributions" / f"{name}.ann").write_text("", encoding="utf-8")
    return tmp_path


def side(name: str) -> dict[str, object]:
    said, who = ARTICLES[name]
    start = len(said) + len(" said ")
    spans = {"spans": [[0, len(said)]], "source_spans": [[start, start + len(who)]]}
    return {"doc": name, "split": "dev", **spans}


def judged(
    corpus: Path, capsys: pytest.CaptureFixture[str], *, labels: bool
) -> tuple[list[dict[str, object]], str]:
    rows = [
        {"a": side(one), "b": side(other)} | ({"label": label} if labels else {})
        for one, other, label in PAIRS
    ]
    path = corpus / "pairs.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    print_judgements(path, corpus)
    printed = capsys.readouterr()
    return [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_each_pair_is_a_line_in_order(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, figures = judged(corpus, capsys, labels=True)
    assert [each["decision"] for each in found] == [label for _, _, label in PAIRS]
    assert [each.keys() for each in found] == [{"same", "decision"}] * 3
    sure = [float(str(each["same"])) for each in found]
    assert max(sure[0], sure[2]) < 0.5 < sure[1] <= 1
    told = json.loads(figures)
    assert told["average precision"] == told["recall at precision 0.95"] == told["recall as decided"] == 1.0


def test_no_label_is_needed_nor_looked_at(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labelled, _ = judged(corpus, capsys, labels=True)
    assert judged(corpus, capsys, labels=False) == (labelled, "")
