"""The quality floor on real press reports and on PolNeAR, which lie beside the project where it is developed.

Lowering a figure here takes a commit of its own that says why.
"""

from pathlib import Path

import pytest

from lab.eval.__main__ import Outcome, polnear, reports, score

SHARED = Path(__file__).parents[2] / "shared"
GOLD, POLNEAR = SHARED / "gold", SHARED / "polnear/dev"

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not here")
needs_polnear = pytest.mark.skipif(not POLNEAR.is_dir(), reason="../shared/polnear/dev is not here")

FLOOR = {("ar", "all"): 0.70, ("ar", "mixed"): 0.85, ("ar", "direct"): 0.92, ("content", "all"): 0.78}


@pytest.fixture(scope="module")
def on_reports() -> Outcome:
    return score(reports(GOLD))


@pytest.fixture(scope="module")
def on_polnear() -> Outcome:
    return score(polnear(POLNEAR))


@needs_gold
def test_real_reports_lose_little_of_what_is_said(on_reports: Outcome) -> None:
    assert on_reports.tally.score("content").f1 >= 0.85


@needs_gold
def test_real_reports_put_words_into_few_wrong_mouths(on_reports: Outcome) -> None:
    speakers = on_reports.speakers
    assert speakers["right"] > 0
    assert speakers["wrong"] + speakers["named the unnamed"] <= 3


@needs_polnear
@pytest.mark.slow
@pytest.mark.parametrize(("key", "kind"), FLOOR)
def test_polnear_floor(on_polnear: Outcome, key: str, kind: str) -> None:
    assert on_polnear.tally.score(key, kind).f1 >= FLOOR[key, kind]
