"""Type by quotation marks, and the calibrated probability."""

import pytest

from onrecord.annotate.confidence import Calibration, features, kind_of
from onrecord.annotate.relations import Draft
from onrecord.core import Span
from onrecord.core.marks import inside


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We go tomorrow,”", "direct"),
        ("that they “go” tomorrow", "mixed"),
        ("that they go tomorrow", "indirect"),
        ("…", "indirect"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kind_of([(0, len(text))], text, inside(text)) == kind


def draft(probability: float) -> Draft:
    return Draft((Span(0, 9),), (Span(10, 12),), (Span(13, 17),), *(probability,) * 4)


def test_probability_grows_with_what_it_rests_on() -> None:
    calibration = Calibration({"content": 0.5, "link": 0.5}, floor=0.2, record=0.9)
    values = [calibration.probability(draft(p), "direct", "x" * 99) for p in (0.1, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert values[1] == pytest.approx(0.5)
    assert [calibration.grade(v) for v in (0.89, 0.9)] == ["review", "record"]


def test_features_tell_the_types_apart() -> None:
    assert features(draft(0.5), "direct", "x" * 99)["direct"] == 1.0
    assert features(draft(0.5), "mixed", "x" * 99)["direct"] == 0.0
