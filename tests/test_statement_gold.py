"""Floors under the matching of statements, on labelled pairs of press articles and on real reports.

The weights were fitted to these pairs too: the floors hold what was reached, they do not measure it.
Lowering a figure here takes a commit of its own that says why.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lab.corpus.relays import labelled
from lab.eval.matches import as_decided, figures
from onrecord.match.statements.judge import compare
from onrecord.pipeline import extract
from onrecord.read import from_bytes
from onrecord.record import Record

SHARED = Path(__file__).parents[2] / "shared"
POLNEAR = SHARED / "polnear"
REPORTS = SHARED / "reports"
LEAD = "no force capable of separating"

needs_polnear = pytest.mark.skipif(not POLNEAR.is_dir(), reason=f"no labelled pairs in {POLNEAR}")
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"no reports in {REPORTS}")


@needs_polnear
@pytest.mark.timeout(600)  # the encoder reads some sixty articles
def test_pairs_taken_for_one_statement_are_one(tmp_path: Path) -> None:
    lines = (POLNEAR / "matches_dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    some = tmp_path / "pairs.jsonl"
    some.write_text("".join(lines[::3]), encoding="utf-8")
    pairs = labelled(some, POLNEAR)
    found = [compare(pair.one, pair.other) for pair in pairs]
    reached = as_decided(pairs, np.array([each.decision == "same" for each in found]))
    assert reached["precision as decided"] >= 0.9
    assert reached["recall as decided"] >= 0.38
    assert reached["other occasions taken as decided"] <= 0.15
    assert figures(pairs, np.array([each.same for each in found]))["average precision"] >= 0.88


@needs_reports
def test_real_reports(tmp_path: Path) -> None:
    with Record.open(tmp_path / "real.db") as record:
        for path in sorted(REPORTS.iterdir()):
            for report in from_bytes(path.read_bytes(), path.name, str(path)):
                record.add(extract(report))
        found = [record.statements.statement(row.id) for row in record.statements.list()]
    holding = [
        [relay for relay in statement.relays if LEAD in relay.report.text[slice(*relay.quotation.content[0])]]
        for statement in found
    ]
    # The remark stands in the lead and in the quotation, and is one statement.
    assert [len(relays) for relays in holding if relays] == [2]
    # The five reports are of five occasions.
    assert [len({relay.report_id for relay in statement.relays}) for statement in found] == [1] * len(found)
