"""Statements matched in memory: what came before is held in dictionaries; a record holds it in tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.match.statements.candidates import WINDOW, Floats, keys
from onrecord.match.statements.wording import Wording

_CROWD = 64
"""Of a key that more relays have, only the latest are read: a phrase so common says nothing."""


class Memory:
    """The relays seen so far, by their keys and by who spoke when (`candidates.Neighbours`)."""

    def __init__(self) -> None:
        self.wordings: dict[str, Wording] = {}
        self._by_key: defaultdict[int, list[str]] = defaultdict(list)
        self._by_speaker: defaultdict[tuple[str, int], list[str]] = defaultdict(list)

    def add(self, wording: Wording) -> None:
        """Take in one relay."""
        identity, speaker, day = wording.relay.id, wording.relay.speaker, wording.setting.day
        self.wordings[identity] = wording
        for key in keys(wording):
            self._by_key[key].append(identity)
        if speaker is not None and day is not None and wording.vector is not None:
            self._by_speaker[speaker, day].append(identity)

    def sharing(self, keys: Sequence[int]) -> Mapping[str, int]:
        """See `candidates.Neighbours`."""
        return Counter(each for key in keys for each in self._by_key.get(key, ())[-_CROWD:])

    def near_in_time(self, speaker: str, day: int) -> tuple[Sequence[str], Floats]:
        """See `candidates.Neighbours`."""
        ids = [
            each
            for at in range(day - WINDOW, day + WINDOW + 1)
            for each in self._by_speaker.get((speaker, at), ())
        ]
        vectors = [self.wordings[each].vector for each in ids]
        return ids, np.array(vectors, dtype=np.float32).reshape(len(ids), -1 if ids else 0)
