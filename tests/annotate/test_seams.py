"""What is found in a long text hardly depends on where the encoder's windows fall.

Tolerance: 7 in 8 of the relations of grade "record", and 5 in 6 of all, found with one way of cutting are
found with any other, to the character of content, source and cue. What has other words around it may be
read otherwise, and most of all where the encoder is not sure.
"""

from pathlib import Path

import pytest

from onrecord.annotate import annotate
from onrecord.core import Quotation
from onrecord.models import encoder
from onrecord.models.encoder import load
from onrecord.read import read_text

SAMPLES = sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*.txt"))
TEXT = "\n\n".join(path.read_text(encoding="utf-8") for path in SAMPLES[:9])
OF_RECORD, OF_ALL = 7 / 8, 5 / 6
as_ever = encoder.windows


def found() -> dict[tuple[object, ...], Quotation]:
    quotations, _ = annotate(read_text(TEXT), load(), nested=False)
    return {(q.content, q.source, q.cue): q for q in quotations}


@pytest.fixture(scope="module")
def usual() -> dict[tuple[object, ...], Quotation]:
    return found()


@pytest.mark.parametrize("shift", [60, 210])
def test_relations_stay_where_windows_move(
    monkeypatch: pytest.MonkeyPatch, usual: dict[tuple[object, ...], Quotation], shift: int
) -> None:
    def moved(count: int, size: int, overlap: int) -> list[tuple[int, int]]:
        rest = [(start + shift, end + shift) for start, end in as_ever(count - shift, size, overlap)]
        return [(0, shift + overlap), *rest]

    monkeypatch.setattr(encoder, "windows", moved)
    other = found()
    assert len(usual) > 60
    assert len(usual.keys() & other.keys()) >= OF_ALL * max(len(usual), len(other))
    for one, two in ((usual, other), (other, usual)):
        recorded = {key for key, quotation in one.items() if quotation.grade == "record"}
        assert len(recorded & two.keys()) >= OF_RECORD * len(recorded)
