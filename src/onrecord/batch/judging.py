"""Which relays are compared, and how: joined by words and by meaning, judged one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np

from onrecord.batch.buckets import Buckets
from onrecord.batch.pile import Pile
from onrecord.batch.relays import Row
from onrecord.match.statements.candidates import WINDOW, chosen, nearest
from onrecord.match.statements.judge import compare
from onrecord.record.statement_comparing import DIGITS
from onrecord.record.statement_places import day_of, first_place
from onrecord.record.statement_voices import MOST_OF_ONE

_BUNCH = 5000
"""Relays whose candidates are read at a time."""
_VOICES = 50_000
"""Relays whose vectors are read at a time, more where one speaker has more."""
_SAID = """
SELECT voice, model, place, vector FROM relay
WHERE voice IS NOT NULL AND octet_length(vector) > 0 AND place >= ? AND hash(voice) % ? = ?
ORDER BY voice, model, place"""
_CANDIDATES = """
CREATE TABLE candidate AS
SELECT place, other, rank, false AS by_meaning FROM sharing
UNION ALL SELECT place, other, rank, true FROM near
ORDER BY place, by_meaning, rank"""
_EDGES = """
SELECT place FROM (SELECT place, row_number() OVER (ORDER BY place) AS nth FROM relay)
WHERE nth % ? = 1 ORDER BY place"""

_BUNCH_OF = """
SELECT place, other, by_meaning FROM candidate WHERE place >= ? AND place < ?
ORDER BY place, by_meaning, rank"""
_END = 1 << 62

OnProgress = Callable[[int, int], None]


def judge(buckets: Buckets, pile: Pile, relays: int, on_progress: OnProgress) -> int:
    """Compare every relay with its candidates, into the table `likeness`; how many pairs that were."""
    buckets.join_words()
    share = relays // _VOICES + 1
    for number in range(share):
        buckets.put("near", _near(buckets, share, number))
    buckets.do(_CANDIDATES)
    edges = [*(place for (place,) in buckets.rows(_EDGES, [_BUNCH])), _END]
    pairs = 0
    for number, (start, end) in enumerate(pairwise(edges)):
        likenesses = list(_judged(buckets, pile, start, end))
        buckets.put("likeness", likenesses)
        pairs += len(likenesses)
        on_progress(min(relays, (number + 1) * _BUNCH), relays)
    return pairs


def _near(buckets: Buckets, share: int, number: int) -> Iterator[Row]:
    """For each relay those nearest in meaning, of what its speaker said before it within the window."""
    said = buckets.rows(_SAID, [first_place(1), share, number])
    for _, rows in groupby(said, key=itemgetter(0, 1)):
        some = list(rows)
        places = np.array([place for _, _, place, _ in some], dtype=np.int64)
        vectors = np.frombuffer(b"".join(vector for *_, vector in some), dtype="<f2").reshape(len(some), -1)
        for at, place in enumerate(places.tolist()):
            since = first_place((day_of(place) or 0) - WINDOW)
            start = max(int(np.searchsorted(places, since)), at - MOST_OF_ONE)
            # Double precision, in which who is nearest depends on nothing else that is compared.
            before, own = vectors[start:at].astype(np.float64), vectors[at].astype(np.float64)
            for rank, found in enumerate(nearest(before, own)):
                yield {"place": place, "other": int(places[start + found]), "rank": rank}


def _judged(buckets: Buckets, pile: Pile, start: int, end: int) -> Iterator[Row]:
    found = buckets.rows(_BUNCH_OF, [start, end])
    for place, rows in groupby(found, key=itemgetter(0)):
        ways: tuple[list[int], list[int]] = [], []
        for _, other, by_meaning in rows:
            ways[by_meaning].append(other)
        for other in sorted(chosen(*ways)):
            yield _likeness(pile, place, other)


def _likeness(pile: Pile, place: int, other: int) -> Row:
    (one, model), (two, own) = pile.wording(other), pile.wording(place)
    if model != own:
        one = replace(one, vector=None)  # vectors of different weights do not compare
    likeness = compare(one, two)
    return {
        "later": place,
        "earlier": other,
        "same": round(likeness.same, DIGITS),
        "decision": likeness.decision,
    }
