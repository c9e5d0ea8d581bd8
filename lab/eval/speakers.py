"""How often resolving names the right speaker, given the gold relations: `python -m lab.eval.speakers`.

Reads the reports with gold (`GOLD_DIR/*.json`, default ../shared/gold, texts in its sibling `reports`), hands
their relations to `onrecord.resolve`, and prints per certainty how many answers are right, wrong or left out;
each wrong one goes to standard error.
`--polnear DIR` lists the resolutions of a PolNeAR part instead (no gold speakers there), for reading by eye.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lab.corpus.brat import read_brat
from onrecord.core import Fact, Quotation, Report, Span, quoted_text
from onrecord.resolve import resolve

_VARIANTS = {"aleksandr": "alexander", "alyaksandr": "alexander", "sergey": "sergei"}
_SHOWN = 70


def fold(name: str | None) -> str:
    """A name as the scorer compares it: ASCII letters and digits in lower case."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def same_name(one: str, other: str) -> bool:
    """Whether two names are one by the scorer's rule: equal, or first and last word equal."""
    a = [_VARIANTS.get(word, word) for word in fold(one).split()]
    b = [_VARIANTS.get(word, word) for word in fold(other).split()]
    if not a or not b:
        return False
    return a == b or (len(a) > 1 and len(b) > 1 and a[0] == b[0] and a[-1] == b[-1])


def verdict(found: str | None, wanted: str | None) -> str:
    """One of: right, wrong, abstained, named the unnamed."""
    if wanted is None:
        return "right" if found is None else "named the unnamed"
    if found is None:
        return "abstained"
    return "right" if same_name(found, wanted) else "wrong"


def _spans(rows: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*row) for row in rows)


def gold_report(path: Path) -> tuple[Report, list[Quotation], list[dict[str, Any]]]:
    """A report with gold, its relations as quotations, and the gold rows beside them."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    data = (path.parent.parent / "reports" / gold["doc"]).read_bytes()
    rows = gold["attributions"]
    published = Fact(gold["published"]) if gold["published"] else None
    report = Report(data.decode("utf-8"), gold["doc"], str(path), data, published=published)
    quotations = [
        Quotation(
            row["id"],
            row["type"],
            _spans(row["content"]),
            _spans(row["source"]),
            _spans(row["cue"]),
            nested_in=row["nested_in"],
        )
        for row in rows
    ]
    return report, quotations, rows


def score_gold(folder: Path) -> dict[str, dict[str, int]]:
    """Counts of verdicts by certainty, for speaker, addressee and date."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for path in sorted(folder.glob("*.json")):
        report, quotations, rows = gold_report(path)
        for found, row in zip(resolve(report, quotations), rows, strict=True):
            level = row["certainty"] + (", nested" if row["nested_in"] else "")
            name = found.speaker.name if found.speaker else None
            days = found.said_on
            said = None if days is None else days.earliest
            if days and row["said_on"] and days.earliest <= row["said_on"] <= days.latest:
                said = row["said_on"]
            fields = {
                "speaker": verdict(name, row["speaker"]),
                "addressee": verdict(found.addressee, row["addressee"]),
                "said_on": verdict(said, row["said_on"]),
            }
            for field, result in fields.items():
                counts[f"{field}, {level}"][result] += 1
                if result not in {"right", "abstained"}:
                    wanted = row.get(field)
                    got = {"speaker": name, "addressee": found.addressee, "said_on": said}[field]
                    print(
                        f"{path.stem[:3]} {row['id']} {field} {result}: {got!r}, gold {wanted!r}",
                        file=sys.stderr,
                    )
    return {key: dict(counts[key]) for key in sorted(counts)}


def polnear(folder: Path) -> Iterator[tuple[Report, list[Quotation]]]:
    """Reports of a PolNeAR part with their gold relations."""
    for article in read_brat(folder):
        published = Fact(article.name.split("_")[1])
        report = Report(article.text, article.name, article.name, published=published)
        relations = sorted((r for r in article.relations if r.content), key=lambda r: r.content)
        yield (
            report,
            [Quotation(str(i), "indirect", r.content, r.source, r.cue) for i, r in enumerate(relations)],
        )


def list_polnear(folder: Path, wanted: str) -> None:
    """Print every relation's source and what it was resolved to."""
    counts: collections.Counter[str] = collections.Counter()
    for report, quotations in polnear(folder):
        if wanted not in report.name:
            continue
        print(f"== {report.name}")
        for found in resolve(report, quotations):
            source = " ".join(span.of(report.text) for span in found.source)
            who = (
                f"{found.speaker.name} ({found.speaker.kind}: {found.speaker.reason})"
                if found.speaker
                else "-"
            )
            counts["named" if found.speaker else "abstained"] += 1
            extra = [
                found.addressee,
                found.occasion,
                found.said_on and found.said_on.earliest,
                found.polarity,
            ]
            about = " | ".join(str(each) for each in extra if each)
            content = quoted_text(report.text, found.content)[:_SHOWN]
            print(f"{found.content[0].start:6} {source[:60]!r:40} -> {who}  [{about}]  {content!r}")
    print(dict(counts))


def main() -> None:
    """Parse the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--polnear", type=Path, help="list the resolutions of a PolNeAR part")
    parser.add_argument("--only", default="", help="with --polnear: articles whose name contains this")
    options = parser.parse_args()
    if options.polnear:
        list_polnear(options.polnear, options.only)
    else:
        print(json.dumps(score_gold(options.gold), indent=1))


if __name__ == "__main__":
    main()
