"""How well the speakers of PolNeAR's sources are named, from gold relations: `python -m lab.eval.sources`.

The gold (`tests/gold/polnear`) says of 1,056 sources in 40 articles of PolNeAR dev who speaks; one half was
used to improve the resolver, the other only to measure it. `further` has 621 sources of 28 articles of its
train part, annotated once, to improve it on too: what helps tuned and further alike is general, what helps
tuned alone is not. `described` and `unseen` have 437 descriptions, documents and pronouns of 60 more,
the first to improve on, the second only to measure. `--show` lists what is not right in the parts that may be
looked at.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from lab.corpus.brat import read_brat
from lab.eval.speakers import fold, same_name
from onrecord.core import Fact, Quotation, Report, Speaker
from onrecord.resolve import resolve
from onrecord.resolve.found import Sort
from onrecord.resolve.resolver import sorts

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "polnear"
READ = ("tuned", "further", "described")
"""Where rules may be made on the gold."""
PARTS = (*READ, "held", "unseen")
"""The last two are only measured on, never looked at."""
FROM_DEV = ("tuned", "held")
FIRST_SIGHT = 0.898
"""Right where named, on the part `further` before any rule was changed for it."""
PRIOR = 20
Row = dict[str, Any]
Rows = dict[tuple[int, int], Row]
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


def articles(folder: Path, part: str) -> Iterator[tuple[Report, list[Quotation], Rows]]:
    """The articles of a part: each as a report, its gold relations as quotations, the gold rows by place."""
    gold = json.loads((GOLD / f"{part}.json").read_text(encoding="utf-8"))
    for article in read_brat(folder if part in FROM_DEV else folder.parent / "train"):
        if article.name not in gold:
            continue
        published = Fact(article.name.split("_")[1])
        report = Report(article.text, article.name, article.name, published=published)
        relations = sorted((r for r in article.relations if r.content), key=lambda r: r.content)
        quotations = [
            Quotation(str(i), "indirect", r.content, r.source, r.cue) for i, r in enumerate(relations)
        ]
        yield report, quotations, {(row["content"], row["source"]): row for row in gold[article.name]}


def judged(folder: Path, part: str) -> Iterator[Verdict]:
    """The verdict on every source of a part, with its gold row, what was found, and its report."""
    for report, quotations, rows in articles(folder, part):
        for each in resolve(report, quotations):
            row = rows.get((each.content[0].start, each.source[0].start)) if each.source else None
            if row is not None:
                yield verdict(each.speaker, row), row, each, report


def reasons(folder: Path) -> dict[Sort, tuple[int, int]]:
    """How often each sort of reason was right, and how often given, where rules may be made on the gold."""
    right: Counter[Sort] = Counter()
    given: Counter[Sort] = Counter()
    for part in READ:
        behind = {report.name: sorts(report, quotations) for report, quotations, _ in articles(folder, part)}
        for result, _, found, report in judged(folder, part):
            sort = behind[report.name].get(found.id)
            if sort is not None:
                given[sort] += 1
                right[sort] += result == "right"
    return {sort: (right[sort], given[sort]) for sort in get_args(Sort)}


def confidence(folder: Path) -> str:
    """What `resolve/data/confidence.tsv` holds: how often each sort of reason is right, drawn to the mean.

    The rules were made on these very articles, so the mean is that on first sight of others, `FIRST_SIGHT`:
    each sort counts as if it had been given `PRIOR` more times, and been right as often as all were then.
    """
    lines = [
        "# How often each sort of reason names the right speaker: as counted where the rules were made,",
        f"# drawn by {PRIOR} cases towards {FIRST_SIGHT}, the mean on first sight of articles that no rule",
        "# was made for yet.",
        "# Made by `python -m lab.eval.sources --confidence`.",
        "# sort\tright\tgiven\tconfidence",
    ]
    for sort, (right, given) in reasons(folder).items():
        lines.append(f"{sort}\t{right}\t{given}\t{(right + PRIOR * FIRST_SIGHT) / (given + PRIOR):.2f}")
    return "\n".join(lines) + "\n"


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
    """Print the figures of all parts."""
    parser = argparse.ArgumentParser(prog="python -m lab.eval.sources", description=__doc__)
    parser.add_argument("--polnear", type=Path, default=Path("../shared/polnear/dev"))
    parser.add_argument(
        "--show", action="store_true", help="list what is not right where that may be looked at"
    )
    parser.add_argument("--confidence", action="store_true", help="print the table of reasons instead")
    given = parser.parse_args()
    if given.confidence:
        print(confidence(given.polnear), end="")
        return
    for part in PARTS:
        verdicts = list(judged(given.polnear, part))
        if given.show and part in READ:
            for result, row, found, report in verdicts:
                if result != "right":
                    print(_line(result, row, found, report))
        print(part, json.dumps(figures(verdicts)))


def _line(result: str, row: Row, found: Quotation, report: Report) -> str:
    source = " ".join(span.of(report.text) for span in found.source)
    got = f"{found.speaker.name} ({found.speaker.reason})" if found.speaker else "-"
    where = f"{report.name[:24]} {found.source[0].start}"
    return f"{result:9} {where} {row['kind']} {source[:70]!r} -> {got}; gold {row['speakers']}"


if __name__ == "__main__":
    main()
