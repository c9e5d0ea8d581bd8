"""Which figures claim one thing, and whether their values can both be so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from onrecord.ledger.claims import Claim, claimed
from onrecord.ledger.units import converted, dimension

_SANK = "The ferry Corvus sank off Merrow and 12 fishermen drowned."
_DROWNED = Claim("a", Decimal(12), "count", "fishermen", _SANK, "one", day="2031-03-12")
_OTHER = replace(
    _DROWNED, id="b", value=Decimal(15), report="two", day="2031-03-14",
    sentence="Off Merrow 15 fishermen drowned when the Corvus ferry sank, Brun said.", speaker="Ada Brun",
)  # fmt: skip


def _ids(*claims: Claim) -> list[list[str]]:
    return [[each.id for each in group.claims] for group in claimed(claims)]


def test_different_values_for_one_thing_stand_side_by_side() -> None:
    (group,) = claimed([_OTHER, _DROWNED])

    assert group.claims == (_DROWNED, _OTHER)
    assert group.differ


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "%"},
        {"change": "rise"},
        {"about": "sailors"},
        {"about": ""},
        {"about": "fishermen a year"},
        {"day": "2031-03-19"},
        {"day": None},
        {"sentence": "At the market in Sund 15 fishermen sold herring all day."},
        {"sentence": "The ferry Lyra sank off Sund Island near Holtby and 15 fishermen drowned."},
        {"sentence": "15 fishermen drowned."},
    ],
)
def test_what_may_be_another_thing_is_left_apart(change: dict[str, object]) -> None:
    assert _ids(_DROWNED, replace(_OTHER, **change)) == []  # type: ignore[arg-type]


def test_one_period_is_one_time_however_late_it_is_told() -> None:
    late = replace(_OTHER, day="2035-01-01", period=("2031-03-11", "2031-03-11"))
    early = replace(_DROWNED, period=("2031-03-11", "2031-03-11"))

    assert _ids(early, late) == [["a", "b"]]
    assert _ids(replace(early, period=("2030-01-01", "2030-12-31")), replace(late, day=early.day)) == []


def test_two_numbers_of_a_sentence_that_fit_alike_are_not_guessed_at() -> None:
    sentence = "In the Merrow poll Holt leads with 46 percent of voters to 42 percent of voters for Brun."
    one = Claim("a", Decimal(46), "%", "voters", sentence, "one", day="2031-03-12")
    two = replace(one, id="b", value=Decimal(42))
    other = replace(one, id="c", report="two", value=Decimal(45))

    assert _ids(one, two, other) == []
    assert _ids(one, two, replace(other, value=Decimal(42))) == [["b", "c"]]


def test_all_of_a_group_are_alike() -> None:
    third = replace(_OTHER, id="c", report="three", value=Decimal(14), day="2031-03-17")

    assert _ids(_DROWNED, _OTHER, third) == [["a", "b"]]


def test_the_order_of_claims_is_no_matter() -> None:
    third = replace(_DROWNED, id="c", report="three")

    assert {str(_ids(*order)) for order in permutations((_DROWNED, _OTHER, third))} == {"[['a', 'c', 'b']]"}


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"value": Decimal(12)}, {"value": Decimal(12)}, False),
        ({"value": Decimal(20), "bound": "at_least"}, {"value": Decimal(24)}, False),
        ({"value": Decimal(20), "bound": "at_most"}, {"value": Decimal(24)}, True),
        ({"value": Decimal(20), "bound": "about"}, {"value": Decimal(21)}, False),
        ({"value": Decimal(20), "bound": "about"}, {"value": Decimal(24)}, True),
        ({"value": Decimal(20), "upper": Decimal(30)}, {"value": Decimal(24)}, False),
        ({"value": Decimal(5300)}, {"value": Decimal(5000)}, False),
        ({"value": Decimal(5300)}, {"value": Decimal(5213)}, True),
        ({"value": Decimal(5), "unit": "mile"}, {"value": Decimal("8.04672"), "unit": "kilometre"}, False),
        ({"value": Decimal(5), "unit": "mile"}, {"value": Decimal(5), "unit": "kilometre"}, True),
    ],
)
def test_values_differ_where_both_cannot_be_so(
    one: dict[str, object], other: dict[str, object], differ: bool
) -> None:
    (group,) = claimed([replace(_DROWNED, **one), replace(_OTHER, **other)])  # type: ignore[arg-type]

    assert group.differ is differ


def test_units_of_one_dimension_are_converted() -> None:
    assert dimension("mile") == dimension("kilometre") != dimension("acre")
    assert dimension("horsepower") == dimension("kilowatt")
    assert dimension("USD") != dimension("EUR")
    assert converted(Decimal(1), "ton", "tonne") == Decimal("0.907185")
    assert converted(Decimal(2), "square mile", "hectare") == Decimal("517.998")
    assert converted(Decimal(7), "crown", "crown") == 7
    with pytest.raises(ValueError, match="different things"):
        converted(Decimal(1), "mile", "acre")
