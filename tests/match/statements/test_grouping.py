"""From pairs to statements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Likeness
from onrecord.match.statements.grouping import group


def like(one: str, other: str, same: float) -> Likeness:
    first, second = sorted((one, other))
    return Likeness(first, second, same, 0.0, "same" if same >= 0.8 else "different")


def test_a_chain_is_one_statement_unless_its_ends_were_compared_and_differ() -> None:
    chain = [like("a", "b", 0.9), like("b", "c", 0.9)]
    assert group("abc", chain) == [("a", "b", "c")]
    assert group("abc", [*chain, like("a", "c", 0.02)]) == [("a", "b"), ("c",)]


def test_the_surest_pairs_are_joined_first() -> None:
    pairs = [like("a", "b", 0.85), like("b", "c", 0.99), like("a", "c", 0.01)]
    assert group("abc", pairs) == [("a",), ("b", "c")]


def test_what_people_decided_holds() -> None:
    assert group("abc", [], joined=[("c", "a")]) == [("a", "c"), ("b",)]
    assert group("abc", [like("a", "b", 0.99)], parted=[("a", "b")]) == [("a",), ("b",), ("c",)]


def test_two_that_a_person_keeps_apart_are_not_joined_through_a_third() -> None:
    pairs = [like("a", "b", 0.99), like("b", "c", 0.95), like("c", "d", 0.95)]
    found = group("abcd", pairs, parted=[("a", "d")])
    assert not any({"a", "d"} <= set(each) for each in found)


def test_a_relay_that_is_gone_joins_nothing() -> None:
    assert group("ab", [like("a", "x", 0.99)], joined=[("x", "b")]) == [("a",), ("b",)]


_RELAYS = "abcdefgh"
_TWO = st.tuples(st.sampled_from(_RELAYS), st.sampled_from(_RELAYS))
_PAIRS = st.lists(
    st.tuples(st.sampled_from(_RELAYS), st.sampled_from(_RELAYS), st.floats(0, 1)).filter(
        lambda p: p[0] != p[1]
    ),
    max_size=20,
    unique_by=lambda pair: frozenset(pair[:2]),
)


@given(_PAIRS, st.lists(_TWO, max_size=3), st.randoms())
def test_groups_are_a_partition_that_no_order_changes(pairs, apart, random) -> None:  # type: ignore[no-untyped-def]
    likenesses = [like(*pair) for pair in pairs]
    found = group(_RELAYS, likenesses, parted=apart)
    assert sorted(each for members in found for each in members) == list(_RELAYS)
    for one, other in apart:
        assert one == other or not any({one, other} <= set(members) for members in found)
    shuffled, relays, turned = list(likenesses), list(_RELAYS), [pair[::-1] for pair in apart]
    for each in (shuffled, relays, turned):
        random.shuffle(each)
    assert group(relays, shuffled, parted=turned) == found
