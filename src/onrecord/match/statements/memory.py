"""Statements matched in memory: what came before is held in dictionaries; a record holds it in tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.match.statements.candidates import WINDOW, Floats, keys
from onrecord.match.statements.wording import Wording

_CROWD = 64
"""Of a key that more relays have, only the latest are read: a phrase so common says nothing."""


_DAYS = range(-WINDOW, WINDOW + 1)


class Memory:
    """The relays seen so far, by their keys and by who spoke when (`candidates.Neighbours`)."""

    def __init__(self) -> None:
        self.wordings: dict[str, Wording] = {}
        self._by_key: defaultdict[int, list[str]] = defaultdict(list)
        self._by_speaker: defaultdict[tuple[str, int], _Said] = defaultdict(_Said)

    def add(self, wording: Wording) -> None:
        """Take in one relay."""
        identity, speaker, day = wording.relay.id, wording.relay.speaker, wording.setting.day
        self.wordings[identity] = wording
        for key in keys(wording):
            self._by_key[key].append(identity)
        if speaker is not None and day is not None and wording.vector is not None:
            self._by_speaker[speaker, day].add(identity, wording.vector)

    def sharing(self, keys: Sequence[int]) -> Mapping[str, int]:
        """See `candidates.Neighbours`."""
        return Counter(each for key in keys for each in self._by_key.get(key, ())[-_CROWD:])

    def near_in_time(self, speaker: str, day: int) -> tuple[Sequence[str], Floats]:
        """See `candidates.Neighbours`."""
        days = [
            self._by_speaker[at] for at in ((speaker, day + by) for by in _DAYS) if at in self._by_speaker
        ]
        ids = [each for said in days for each in said.ids]
        return ids, np.concatenate([said.vectors() for said in days]) if days else np.zeros(
            (0, 0), np.float32
        )


class _Said:
    """What somebody said on one day; the vectors are stacked when they are asked for."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._rows: list[Floats] = []
        self._stacked: Floats | None = None

    def add(self, identity: str, vector: Floats) -> None:
        self.ids.append(identity)
        self._rows.append(vector)
        self._stacked = None

    def vectors(self) -> Floats:
        if self._stacked is None:
            self._stacked = np.array(self._rows, dtype=np.float32)
        return self._stacked
