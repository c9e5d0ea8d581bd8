"""Write the model card's tables: `python -m lab.train.card`.

The card is src/onrecord/models/weights/README.md; what stands between its two marks is replaced by the
figures of the model beside it on PolNeAR dev, the real reports and the samples.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from lab.eval.__main__ import Outcome, polnear, reports, samples, score
from lab.eval.metrics import KINDS
from onrecord.models.encoder import WEIGHTS

CARD = WEIGHTS / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def lines(title: str, outcome: Outcome) -> Iterator[str]:
    """One table in Markdown: P, R and F1 of content and AR by kind of quotation."""
    yield f"**{title}**"
    yield ""
    yield "| | content P | R | F1 | AR P | R | F1 |"
    yield "|---|---|---|---|---|---|---|"
    for kind in KINDS:
        cells = []
        for key in ("content", "ar"):
            one = outcome.tally.score(key, kind)
            cells += [f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}"]
        yield f"| {kind} | " + " | ".join(cells) + " |"
    yield ""
    table = outcome.as_json()
    for key in ("grade record", "speakers of found relations"):
        if key in table:
            yield f"{key}: `{json.dumps(table[key])}`"
            yield ""


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.card", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    about = json.loads((WEIGHTS / "accurate.json").read_text(encoding="utf-8"))
    body = [f"Model `{about['name']}` {about['version']}, SHA-256 `{about['sha256'][:16]}…`.", ""]
    body += lines("PolNeAR dev (84 articles)", score(polnear(shared / "polnear" / "dev")))
    body += lines("Three real press reports", score(reports(shared / "gold")))
    body += lines("The project's samples (tests/gold)", score(samples()))
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    CARD.write_text(before + BEGIN + "\n" + "\n".join(body) + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
