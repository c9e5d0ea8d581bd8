"""What is kept of a quotation says all that comparing asks for."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from onrecord.match.statements.candidates import keys
from onrecord.match.statements.judge import compare
from onrecord.match.statements.signs import signs
from onrecord.match.statements.wording import Wording
from onrecord.record.statement_packing import pack, pack_setting, unpack, unpack_setting
from onrecord.record.statement_places import day_of, first_place, place
from tests.match.statements.making import wording

RNG = random.Random(5)
HOLT = {"source": "Ida Holt", "speaker": "holt"}
WEIR = {"source": "Jon Weir", "speaker": "weir", "day": "2031-05-06"}
ABOUT: list[tuple[str, dict[str, str | None]]] = [
    ("“The bridge toll stays at 12 marks until June”", {**HOLT, "report": "r1", "before": "In Merrow,"}),
    ("the bridge toll would stay at twelve marks", {**HOLT, "report": "r1", "source": "she", "cue": "added"}),
    ("“The bridge toll stays at 20 marks”", {**HOLT, "report": "r2", "cue": "told the “Courier”"}),
    ("Merrow’s toll", {"report": "r3", "cue": "has long promised", "speaker": None, "day": None}),
    ("“Nobody asked us”", {**WEIR, "report": "r4", "before": "In Merrow “the tariff” rose:"}),
    ("東京 “fares” fall […] 1.5 per cent", {**WEIR, "report": "r5", "cue": "repeatedly said"}),
]
_AFTER = " Nobody in the harbour of Merrow was asked about 1,200 lorries."
WORDINGS = [
    wording(
        content,
        after=_AFTER,
        vector=[RNG.uniform(-1, 1) for _ in range(128)] if number % 3 else (),
        **about,
    )
    for number, (content, about) in enumerate(ABOUT)
]


def again(each: Wording) -> Wording:
    """The wording as it is read back."""
    setting = unpack_setting(pack_setting(each.setting), each.setting.outlet, each.setting.day)
    return unpack(pack(each), each.relay.id, each.relay.speaker, each.relay.quotation.embedding, setting)


@pytest.mark.parametrize(("one", "other"), list(combinations(WORDINGS, 2)))
def test_two_compare_the_same_when_they_are_read_back(one: Wording, other: Wording) -> None:
    kept = again(one), again(other)
    assert signs(*kept) == pytest.approx(signs(one, other), abs=1e-5)
    found, expected = compare(*kept), compare(one, other)
    assert (found.one, found.other, found.decision) == (expected.one, expected.other, expected.decision)
    assert (found.same, found.repeat) == pytest.approx((expected.same, expected.repeat), abs=1e-5)


@pytest.mark.parametrize("each", WORDINGS)
def test_the_keys_are_those_of_the_quotation(each: Wording) -> None:
    assert sorted(keys(again(each))) == sorted(keys(each))


def test_places_are_in_the_order_of_days_and_undated_ones_first() -> None:
    places = [place(day, f"{number}-q") for day in (None, 1, 2, 740_000, 3_652_059) for number in range(40)]
    assert [day_of(each) for each in places[::40]] == [None, 1, 2, 740_000, 3_652_059]
    assert [day_of(each) for each in sorted(places)] == [day_of(each) for each in places]
    assert len(set(places)) == len(places)
    assert max(places) < 1 << 63
    assert all(first_place(day_of(each) or 0) <= each for each in places)
