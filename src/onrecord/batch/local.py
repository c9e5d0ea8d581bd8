"""The local engine: as many workers as wanted, each a process with one thread."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from queue import SimpleQueue

from onrecord.batch import outputs
from onrecord.batch.keeper import Keeper
from onrecord.batch.places import folder
from onrecord.batch.work import Done, Shard, Unfinished, Work

_TICK = 0.5
"""Seconds: Ctrl-C that comes just before Python begins to wait is noticed only when the wait is over."""


def carried_out(
    work: Work, out: str, shards: Sequence[Shard], workers: int
) -> Generator[Done | Unfinished, None, None]:
    """Do the shards and tell of each what became of it, in the order in which they are finished.

    When the iterator is closed, as by Ctrl-C, the workers end and what is unfinished leaves no trace.
    """
    if not shards:
        return
    keepers = [Keeper(work) for _ in range(min(workers, len(shards)))]
    idle: SimpleQueue[Keeper] = SimpleQueue()
    for each in keepers:
        idle.put(each)

    def one(shard: Shard) -> Done | Unfinished:
        keeper = idle.get()
        try:
            return outputs.done(keeper, folder(out), shard, work.options.form)
        finally:
            idle.put(keeper)

    waiting = iter(shards)
    with ThreadPoolExecutor(len(keepers)) as pool:
        try:
            running: set[Future[Done | Unfinished]] = {
                pool.submit(one, shard) for shard in islice(waiting, len(keepers))
            }
            while running:
                finished, running = wait(running, _TICK, FIRST_COMPLETED)
                running |= {pool.submit(one, shard) for shard in islice(waiting, len(finished))}
                for future in finished:
                    yield future.result()
        finally:
            for each in keepers:
                each.close()
