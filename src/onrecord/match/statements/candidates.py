"""Which relays are worth comparing with a new one: few, and all that can be the same statement.

Two ways lead to a candidate. *Words*: every run of three words is hashed, and of the hashes of a long content
those below a threshold are kept (FracMinHash: Irber et al., bioRxiv 2022), so that a part shares as many of
its keys with the whole as they share runs; so are pairs of rare words, and the rare words of one speaker.
*Meaning*: the nearest vectors among what the same speaker said within three weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from onrecord.match.statements.wording import Wording, is_content_word, weight_of

RUN = 3
"""Words in a run."""
_KEPT_WHOLE = 14
"""Contents of up to so many words keep all their runs, longer ones one in `_ONE_IN`."""
_ONE_IN = 2
_LIGHTEST_RUN = 2.5
"""Runs that tell less are in too many contents (nats)."""
WINDOW = 21
"""Days within which a paraphrase is looked for."""
NEAREST = 5
"""Candidates by meaning."""
MOST = 10
"""Candidates in all."""
LEAST_COSINE = 0.25
_RARE = 3.5
"""Weight from which on a word is rare: one article in thirty has it (nats)."""
_RAREST = 8
"""So many of the rarest words of a content lead to others."""

Some = TypeVar("Some", bound=Hashable)
"""A relay's id or place."""
Floats = npt.NDArray[np.float32] | npt.NDArray[np.float64]


class Neighbours(Protocol):
    """What is known of the relays that came before."""

    def sharing(self, keys: Sequence[int]) -> Mapping[str, int]:
        """The relays that have any of these keys, with how many; of keys that very many have, some relays."""
        ...

    def near_in_time(self, speaker: str, day: int) -> tuple[Sequence[str], Floats]:
        """What a speaker said in reports within `WINDOW` days of `day`: ids and their vectors [N, 128]."""
        ...


def keys(wording: Wording) -> list[int]:
    """The keys of a content: hashes of its runs of words, 63 bits; the same words have the same keys."""
    stems = wording.stems
    runs = {tuple(stems[at : at + RUN]) for at in range(max(1, len(stems) - RUN + 1))} if stems else set()
    telling = [
        run for run in runs if sum(map(weight_of, run)) >= _LIGHTEST_RUN and any(map(is_content_word, run))
    ]
    hashes = sorted(_hash(" ".join(run)) for run in telling)
    if len(stems) > _KEPT_WHOLE:
        hashes = [each for each in hashes if each < (1 << 63) // _ONE_IN]
    rare = sorted(
        (stem for stem, weight in wording.words.items() if weight >= _RARE),
        key=lambda s: (-wording.words[s], s),
    )[:_RAREST]
    speaker = wording.relay.speaker
    pairs = [f"{one} & {other}" for one, other in combinations(sorted(rare), 2)]
    spoken = [f"{speaker}: {stem}" for stem in rare] if speaker else []
    return hashes + [_hash(each) for each in (*pairs, *spoken)]


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1


def candidates(wording: Wording, neighbours: Neighbours) -> list[str]:
    """The ids of the relays to compare with: those that share most words, then those nearest in meaning."""
    shared = Counter(neighbours.sharing(keys(wording)))
    shared.pop(wording.relay.id, None)
    by_words = [each for each, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))]
    return chosen(by_words, list(_by_meaning(wording, neighbours)))


def chosen(by_words: Sequence[Some], by_meaning: Sequence[Some]) -> list[Some]:
    """Which to compare with, of those that share words, most first, and of those nearest in meaning."""
    return list(dict.fromkeys((*by_words[: MOST - NEAREST], *by_meaning[:NEAREST], *by_words)))[:MOST]


def _by_meaning(wording: Wording, neighbours: Neighbours) -> Iterable[str]:
    speaker, day = wording.relay.speaker, wording.setting.day
    if speaker is None or day is None or wording.vector is None:
        return []
    ids, vectors = neighbours.near_in_time(speaker, day)
    if not ids:
        return []
    near = (ids[at] for at in nearest(vectors, wording.vector))
    return [each for each in near if each != wording.relay.id]


def nearest(vectors: Floats, vector: Floats) -> list[int]:
    """Which vectors are nearest to one, the nearest first: as many as can be candidates, and one more."""
    cosines = vectors @ vector
    order = np.argsort(-cosines, kind="stable")[: NEAREST + 1]
    return [at for at in order.tolist() if cosines[at] >= LEAST_COSINE]
