"""Wordings on the disk, found again by their places: comparing asks for any, a few thousand at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from onrecord.batch.relays import Found
from onrecord.match.statements.wording import Setting, Wording
from onrecord.record.statement_packing import pack, pack_setting, unpack, unpack_setting
from onrecord.record.statement_places import day_of

_HELD = 4096
"""Wordings, and reports' words, held in memory."""


class Pile:
    """A file to which wordings are added report by report, and from which they are then read."""

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO = path.open("w+b")
        self._places: list[int] = []
        self._starts: list[int] = []
        self._sorted: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] | None = None
        self.wording = lru_cache(maxsize=_HELD)(self._wording)
        """The wording at a place and the model of its vector; everything must have been added."""
        self._setting = lru_cache(maxsize=_HELD)(self._read_setting)

    def add(self, found: Sequence[Found]) -> None:
        """Add the relays of one report."""
        setting = found[0].wording.setting
        at = self._stream.tell()
        self._write([setting.outlet], pack_setting(setting))
        for each in found:
            self._places.append(each.row["place"])
            self._starts.append(self._stream.tell())
            vector = each.row["vector"]
            head = [each.row["id"], each.row["voice"], each.row["model"], at, len(vector)]
            self._write(head, vector + pack(each.wording))

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def _wording(self, place: int) -> tuple[Wording, str]:
        (identity, voice, model, at, length), data = self._read(self._start(place))
        setting = self._setting(at, day_of(place))
        return unpack(data[length:], identity, voice, data[:length], setting), model

    def _read_setting(self, at: int, day: int | None) -> Setting:
        (outlet,), data = self._read(at)
        return unpack_setting(data, outlet, day)

    def _start(self, place: int) -> int:
        if self._sorted is None:
            places = np.array(self._places, dtype=np.int64)
            order = np.argsort(places)
            self._sorted = places[order], np.array(self._starts, dtype=np.int64)[order]
            self._places, self._starts = [], []
        places, starts = self._sorted
        return int(starts[np.searchsorted(places, place)])

    def _write(self, head: list[object], data: bytes) -> None:
        self._stream.write(json.dumps([*head, len(data)]).encode() + b"\n" + data)

    def _read(self, at: int) -> tuple[list[Any], bytes]:
        self._stream.seek(at)
        *head, length = json.loads(self._stream.readline())
        return head, self._stream.read(length)
