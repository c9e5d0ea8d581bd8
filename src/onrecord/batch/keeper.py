"""Keeping a worker: what becomes of a shard's records, whatever they do to the process that reads them.

A record that raises, takes too long or ends the process is set aside with the reason, and no other with it.
One during which the process ended is tried once more in a fresh one that has read nothing else: only if that
ends as well is the record to blame.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import Any

from onrecord.batch import worker
from onrecord.batch.work import Result, Shard, Unfinished, Work
from onrecord.core import OnrecordError

_STARTING = 120.0
"""Seconds for a worker to load its model."""
_READING = 600.0
"""Seconds between two records: inputs may be far away."""
_ENDING = 10.0
"""Seconds for a worker to end."""
_TRIES = 3
"""Workers that may end outside of any record while one shard is read."""


class Closed(Exception):
    """The run is being stopped."""


class _Gone(Exception):
    """The worker has ended; the message says how."""


class _TooLong(Exception):
    """The worker was not heard of in time."""


@dataclass
class _Progress:
    """How far a shard is: the first record that is wanted, which is being looked at, how it is asked for."""

    first: int = 0
    at: str | None = None
    """What the record is called that is being looked at."""
    alone: bool = False
    tries: int = _TRIES

    def past(self) -> None:
        """The record is done with."""
        self.first, self.at, self.alone = self.first + 1, None, False


class Keeper:
    """Keeps one worker at work; for one thread, but that any may call `close`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lock = Lock()
        self._closed = False
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def close(self) -> None:
        """End the worker, now; `results` raises Closed from here on."""
        with self._lock:
            self._closed = True
            process = self._process
            if process is not None:
                process.kill()

    def results(self, shard: Shard) -> Iterator[Result]:
        """What becomes of each record of a shard, in order.

        Raises Unfinished where the records cannot be read, another OnrecordError where no worker can work.
        """
        now = _Progress()
        while True:
            try:
                if (yield from self._asked(shard, now)):
                    return
            except _TooLong:
                self._end()
                if now.at is None:
                    raise Unfinished(f"shard {shard.name}: nothing was read for {_READING:g} s") from None
                yield _aside(now.at, f"not done within {self._work.time_limit:g} s")
                now.past()
            except _Gone as gone:
                if now.at is None:
                    now.tries -= 1
                    if not now.tries:
                        raise Unfinished(
                            f"shard {shard.name}: the worker ends as it reads ({gone})"
                        ) from None
                elif now.alone:
                    yield _aside(now.at, f"the worker ended ({gone})")
                    now.past()
                else:
                    now.at, now.alone = None, True

    def _asked(self, shard: Shard, now: _Progress) -> Generator[Result, None, bool]:
        """The results from `now.first` on, or of that record alone; whether there are no more."""
        one_alone = now.alone
        self._say((shard.slices, now.first, 1 if one_alone else None))
        while (begun := self._heard(_READING)) is not None:
            if isinstance(begun, str):
                self._end()
                raise Unfinished(f"shard {shard.name}: {begun}")
            now.first, now.at = begun
            said = self._heard(self._work.time_limit)
            if isinstance(said, str):  # it ends of what the record raised
                self._end()
                yield _aside(begun[1], said)
                now.past()
                return False
            yield said
            now.past()
        return not one_alone

    def _ready(self) -> Connection:
        """A pipe to a worker that waits to be asked."""
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=worker.run, args=(self._work, theirs), daemon=True)
            with self._lock:
                if self._closed:
                    raise Closed
                process.start()
                self._process, self._pipe = process, ours
            theirs.close()
            said = self._heard(_STARTING)
            if said is not None:
                raise OnrecordError(f"no worker can be started: {said}")
        return self._pipe

    def _say(self, asked: object) -> None:
        try:
            self._ready().send(asked)
        except OSError:
            raise _Gone(self._end(wait=True)) from None

    def _heard(self, seconds: float) -> Any:
        """What the worker says next; raises what it says if that is an error."""
        try:
            if not self._ready().poll(seconds):
                raise _TooLong
            said = self._ready().recv()
        except (EOFError, OSError):
            raise _Gone(self._end(wait=True)) from None
        if isinstance(said, OnrecordError):
            self._end()
            raise said
        return said

    def _end(self, *, wait: bool = False) -> str:
        """See the worker off; how it ended, in words. Wait where it has hung up, and is ending by itself."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is None:
            return ""
        if wait:
            process.join(_ENDING)
        process.kill()
        process.join()
        code = process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit status {code}"


def _aside(where: str, why: str) -> Result:
    return Result(aside=((where, why),))
