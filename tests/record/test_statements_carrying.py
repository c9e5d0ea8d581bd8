"""What has the place of a quotation that is gone."""

from __future__ import annotations

import json
from collections import Counter
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.statement_carrying import heirs

SAID = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=7), max_size=6)
Row = dict[str, object]


def rows(side: str, said: list[list[str]]) -> list[Row]:
    """Relays as columns, as far as it matters here."""
    return [
        {
            "id": f"{side}{number}",
            "made_from": "f",
            "words": json.dumps([[" ".join(words)], ""]).encode() + b"\n",
        }
        for number, words in enumerate(said)
    ]


def likest(gone: list[list[str]], new: list[list[str]]) -> dict[str, str]:
    """The same, pair by pair."""
    shares = {
        (f"g{one}", f"n{other}"): 2 * (Counter(a) & Counter(b)).total() / (len(a) + len(b))
        for one, a in enumerate(gone)
        for other, b in enumerate(new)
    }
    found: dict[str, str] = {}
    for (one, other), share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if share >= 0.5 and one not in found and other not in found.values():
            found[one] = other
    return found


@given(SAID, SAID)
def test_the_likest_have_each_others_places_if_they_share_half_of_their_words(
    gone: list[list[str]], new: list[list[str]]
) -> None:
    assert heirs(rows("g", gone), rows("n", new)) == likest(gone, new)


def test_what_is_still_to_be_compared_has_no_heir() -> None:
    (gone,), (new,) = rows("g", [["a", "b"]]), rows("n", [["a", "b"]])
    assert heirs([gone | {"made_from": ""}], [new]) == {}


def test_thousands_of_quotations_in_the_same_words_have_their_places_at_once() -> None:
    said = [["every", "word", "alike", f"but{number % 1500}"] for number in range(3000)]
    started = process_time()
    found = heirs(rows("g", said), rows("n", said))
    assert process_time() - started < 3
    assert all(said[int(one[1:])] == said[int(other[1:])] for one, other in found.items())
    assert len(found) == len(set(found.values())) == 3000
