"""Every span points where it would if asked alone."""

import numpy as np
import pytest

from onrecord.models.decode import Piece
from onrecord.models.encoder import POINTER, Floats
from onrecord.models.pointing import REACH, SAMPLE, Doubles, points_at


def spread(rng: np.random.Generator, count: int, longest: int) -> list[Piece]:
    """Spans over `count` tokens, some of which touch."""
    cuts = np.cumsum(rng.integers(0, longest, size=4 * count // longest))
    cuts = cuts[cuts < count].tolist()
    ends = zip(cuts[::2], cuts[1::2], strict=False)
    return [Piece("content", a, b, 1.0) for a, b in ends if a < b]


def alone(
    query: Floats, key: Floats, span: Piece, targets: list[Piece], nothing: Floats | None
) -> tuple[Doubles, float]:
    """Where one span points, by the definition: shares of the targets, and of nothing."""
    size = span.last - span.first
    rows = span.first + np.arange(size) if size <= SAMPLE else span.first + (size - 1) * np.arange(16) // 15
    low, high = max(0, span.first - REACH), min(len(key), span.last + REACH)
    keys = key[low:high] if nothing is None else np.vstack([key[low:high], nothing])
    weights = np.exp((query[rows].astype(np.float64) @ keys.T) / POINTER**0.5)
    shares = (weights / weights.sum(axis=1, keepdims=True)).mean(axis=0)
    placed = np.zeros(len(key))
    placed[low:high] = shares[: high - low]
    return np.array([placed[t.first : t.last].sum() for t in targets]), 0.0 if nothing is None else shares[-1]


@pytest.mark.parametrize(("count", "longest"), [(1, 2), (20, 5), (900, 60), (3000, 4), (4000, 900)])
@pytest.mark.parametrize("with_nothing", [True, False])
def test_spans_asked_together_point_as_if_alone(count: int, longest: int, with_nothing: bool) -> None:
    rng = np.random.default_rng(count)
    query, key = rng.normal(0, 2, (2, count, POINTER)).astype(np.float32)
    nothing = rng.normal(0, 2, POINTER).astype(np.float32) if with_nothing else None
    spans = spread(rng, count, longest) or [Piece("content", 0, 1, 1.0)]
    targets = spread(rng, count, 7) or [Piece("cue", 0, 1, 1.0)]
    shares, left = np.zeros((len(spans), len(targets))), np.zeros(len(spans))
    for some in points_at(query, key, spans, targets, nothing):
        shares[some.spans, some.targets] = some.shares
        left[some.spans] = some.nothing
    for i, span in enumerate(spans):
        expected, expected_left = alone(query, key, span, targets, nothing)
        # A target that only reaches into the first columns may be left out: it begins out of reach.
        within = np.array([t.first >= span.first - REACH for t in targets])
        assert shares[i, within] == pytest.approx(expected[within], abs=2e-5)
        assert left[i] == pytest.approx(expected_left, abs=2e-5)


def test_every_span_is_answered_where_there_is_no_target() -> None:
    zeros = np.zeros((900, POINTER), dtype=np.float32)
    spans = [Piece("content", i, i + 30, 1.0) for i in range(0, 900, 30)]
    answers = list(points_at(zeros, zeros, spans, []))
    assert [i for some in answers for i in range(900)[some.spans]] == list(range(30))
    assert all(some.shares.shape[1] == 0 for some in answers)
