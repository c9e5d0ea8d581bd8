"""What a watch remembers, in one file that is only added to: a killed watch goes on from there.

One JSON object a line, `{"kind", "key", "value"}`; the last line of a kind and key counts, `null` takes it
away. A last line that was cut off is as if it had not been written. The file is written anew, without what
no longer counts, when it is opened, and whenever most of it does not.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from onrecord.core import OnrecordError, files

Value = dict[str, Any]
_SLACK = 10_000
"""So many lines may be added, besides as many as count, before the file is written anew."""


class JournalError(OnrecordError):
    """The file cannot be used: another watch has it, it holds something else, the disk is full."""


class Journal:
    """The memory of one watch; a context manager that closes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, dict[str, Value]] = defaultdict(dict)
        self._added = 0
        with self._explained():
            files.make_folder(path.parent)
            self._lock = path.with_name(f"{path.name}.lock").open("ab")
        try:
            with self._explained():
                self._keep_others_away()
                self._load()
                self._rewrite()
                self._stream = path.open("ab")
        except JournalError:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._lock.close()

    def all(self, kind: str) -> Mapping[str, Value]:
        """Everything of a kind, by key."""
        return self._held[kind]

    def put(self, kind: str, key: str, value: Value | None) -> None:
        """Remember a value, or with None forget it; a killed process does not undo that."""
        if value is None:
            if self._held[kind].pop(key, None) is None:
                return
        elif self._held[kind].get(key) == value:
            return
        else:
            self._held[kind][key] = value
        with self._explained():
            self._stream.write(_line(kind, key, value))
            self._stream.flush()
            self._added += 1
            if self._added > _SLACK + sum(map(len, self._held.values())):
                self._stream.close()
                self._rewrite()
                self._stream = self._path.open("ab")

    def force_out(self) -> None:
        """From here on a power cut does not undo either what was put."""
        with self._explained():
            os.fsync(self._stream.fileno())

    def _keep_others_away(self) -> None:
        try:
            import fcntl  # noqa: PLC0415 (not on Windows, where two watches are not told of each other)
        except ImportError:
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise JournalError(f"{self._path}: another watch is running with it") from error

    def _load(self) -> None:
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines[:-1], start=1):  # the last is empty, or was cut off
            try:
                said = json.loads(line)
                kind, key, value = said["kind"], said["key"], said["value"]
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                hint = "name another one with --state; what was fetched is fetched once more"
                raise JournalError(f"{self._path}, line {number}: not what a watch wrote", hint) from error
            if value is None:
                self._held[kind].pop(key, None)
            else:
                self._held[kind][key] = value

    def _rewrite(self) -> None:
        self._added = 0
        with files.whole(self._path) as stream:
            for kind, values in self._held.items():
                stream.writelines(_line(kind, key, value) for key, value in values.items())

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise JournalError(f"{self._path}: {error.strerror or error}") from error


def _line(kind: str, key: str, value: Value | None) -> bytes:
    return json.dumps({"kind": kind, "key": key, "value": value}).encode() + b"\n"
