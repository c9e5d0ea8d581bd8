"""Our measures: small cases by hand, and the same figures as the scorer that decides."""

import importlib.util
import random
from pathlib import Path

import pytest

from lab.corpus.brat import read_brat
from lab.eval.metrics import KINDS, ROLES, Pair, Tally
from onrecord.core import Span

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "“Rain is coming to the coast,” the mayor said. She said that it would last."
QUOTE, INDIRECT = (Span(0, 30),), (Span(56, 74),)
MAYOR, SHE = (Span(31, 40),), (Span(47, 50),)


def test_a_wrong_source_costs_ar_alone() -> None:
    tally = Tally()
    right = tally.add(
        TEXT, [Pair(QUOTE, SHE), Pair(INDIRECT, SHE)], [Pair(QUOTE, MAYOR), Pair(INDIRECT, SHE)]
    )
    assert right == [False, True]
    assert tally.score("content").f1 == 1.0
    assert tally.score("ar").f1 == 0.5
    assert tally.score("ar", "indirect").f1 == 1.0
    assert tally.score("ar", "direct").f1 == 0.0


def test_debatable_gold_is_neither_rewarded_nor_punished() -> None:
    tally = Tally()
    tally.add(TEXT, [Pair(QUOTE, MAYOR), Pair(INDIRECT, SHE)], [Pair(QUOTE, MAYOR)], [Pair(INDIRECT, SHE)])
    assert tally.score("ar").precision == 1.0


def _worse(pair: Pair, rng: random.Random) -> Pair:
    content = tuple(Span(s, max(s + 1, e - rng.randrange(40))) for s, e in pair.content)
    return Pair(content, pair.source if rng.random() < 0.7 else (), pair.cue)


@pytest.mark.skipif(not SHARED.exists(), reason="the scorer lies in ../shared, which is not here")
def test_the_figures_are_the_scorers() -> None:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rng, tally, plain, output = random.Random(5), Tally(), Tally(), {}
    gold = scorer.read_brat(SHARED / "polnear" / "dev")
    for article in read_brat(SHARED / "polnear" / "dev"):
        wanted = [Pair(r.content, r.source, r.cue) for r in article.relations if r.content]
        found = [_worse(pair, rng) for pair in wanted if rng.random() < 0.8]
        tally.add(article.text, found, wanted)
        rows = [{"content": list(p.content), "source": list(p.source), "cue": list(p.cue)} for p in found]
        output[article.name] = {"quotations": rows}
        # The scorer knows double marks only: kinds are compared where both see the same.
        if not any(mark in article.text for mark in "‘’'"):
            plain.add(article.text, found, wanted)
    theirs = scorer.score_relations(output, gold)
    assert theirs["relations_gold"] > 2000
    for key, label in (("content", "content"), ("ar", "AR")):
        assert tally.score(key).f1 == pytest.approx(theirs[label]["all"]["F1"], abs=1e-3)
    # The scorer also counts relations without content, so a few sources and cues are missing here.
    for role in ROLES:
        assert tally.exact_score(role).f1 == pytest.approx(
            theirs["role_exact"][role.title()]["F1"], abs=0.005
        )
    alike = {name: one for name, one in gold.items() if not any(mark in one[0] for mark in "‘’'")}
    theirs = scorer.score_relations(output, alike)
    for key, label in (("content", "content"), ("ar", "AR")):
        for kind in KINDS:
            assert round(plain.score(key, kind).f1, 4) == theirs[label][kind]["F1"]
