"""How well the speakers of PolNeAR's sources are named, from gold relations: `python -m lab.eval.sources`.

The gold (`tests/gold/polnear`) says of 1,056 sources in 40 articles of PolNeAR dev who speaks; one half was
used to improve the resolver, the other only to measure it. `further` has 621 sources of 28 articles of its
train part, annotated once, to improve it on too: what helps tuned and further alike is general, what helps
tuned alone is not. `--show` lists what is not right in the parts that may be looked at.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lab.corpus.brat import read_brat
from lab.eval.speakers import fold, same_name
from onrecord.core import Fact, Quotation, Report, Speaker
from onrecord.resolve import resolve

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "polnear"
Row = dict[str, Any]
Verdict = tuple[str, Row, Quotation, Report]


def verdict(speaker: Speaker | None, row: Mapping[str, Any]) -> str:
    """One of: right, wrong, abstained, named the unnamed.

    A joint source is right where all its speakers are named. Of a group as a whole ("Democrats") its name is
    right and so is none.
    """
    wanted, also = row["speakers"], row.get("also", [])
    if speaker is None:
        return "right" if not wanted or row["kind"] == "group" else "abstained"
    if any(_same(speaker.name, name) for name in also):
        return "right"
    if not wanted:
        return "named the unnamed"
    named = [each.name for each in speaker.members] or [speaker.name]
    matched = [any(_same(name, each) for each in (*wanted, *also)) for name in named]
    return "right" if all(matched) and len(named) >= len(wanted) else "wrong"


def _same(one: str, other: str) -> bool:
    return same_name(fold(one).removeprefix("the "), fold(other).removeprefix("the "))


def judged(folder: Path, half: str) -> Iterator[Verdict]:
    """The verdict on every source of a half, with its gold row, what was found, and its report."""
    gold = json.loads((GOLD / f"{half}.json").read_text(encoding="utf-8"))
    for article in read_brat(folder.parent / "train" if half == "further" else folder):
        if article.name not in gold:
            continue
        published = Fact(article.name.split("_")[1])
        report = Report(article.text, article.name, article.name, published=published)
        relations = sorted((r for r in article.relations if r.content), key=lambda r: r.content)
        found = resolve(
            report,
            [Quotation(str(i), "indirect", r.content, r.source, r.cue) for i, r in enumerate(relations)],
        )
        rows = {(row["content"], row["source"]): row for row in gold[article.name]}
        for each in found:
            if each.source:
                row = rows[each.content[0].start, each.source[0].start]
                yield verdict(each.speaker, row), row, each, report


def figures(verdicts: list[Verdict]) -> dict[str, float]:
    """Accuracy over all and by kind, how many given names are right, and how many unnamed are given one."""
    kinds = Counter(row["kind"] for _, row, _, _ in verdicts)
    right = Counter(row["kind"] for v, row, _, _ in verdicts if v == "right")
    named = [v for v, _, found, _ in verdicts if found.speaker]
    nobody = [v for v, row, _, _ in verdicts if not row["speakers"]]
    return {
        "sources": len(verdicts),
        "all": round(sum(right.values()) / len(verdicts), 3),
        **{kind: round(right[kind] / count, 3) for kind, count in kinds.most_common()},
        "right where named": round(named.count("right") / len(named), 3),
        "unnamed given a name": round(nobody.count("named the unnamed") / len(nobody), 3),
    }


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(prog="python -m lab.eval.sources", description=__doc__)
    parser.add_argument("--polnear", type=Path, default=Path("../shared/polnear/dev"))
    parser.add_argument("--show", action="store_true", help="list what is not right in the half tuned on")
    given = parser.parse_args()
    for half in ("tuned", "further", "held"):
        verdicts = list(judged(given.polnear, half))
        if given.show and half != "held":
            for result, row, found, report in verdicts:
                if result != "right":
                    print(_line(result, row, found, report))
        print(half, json.dumps(figures(verdicts)))


def _line(result: str, row: Row, found: Quotation, report: Report) -> str:
    source = " ".join(span.of(report.text) for span in found.source)
    got = f"{found.speaker.name} ({found.speaker.reason})" if found.speaker else "-"
    where = f"{report.name[:24]} {found.source[0].start}"
    return f"{result:9} {where} {row['kind']} {source[:70]!r} -> {got}; gold {row['speakers']}"


if __name__ == "__main__":
    main()
