"""The local engine: as many workers as wanted, each a process with one thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from queue import SimpleQueue

from onrecord.batch import outputs
from onrecord.batch.keeper import Keeper
from onrecord.batch.places import folder
from onrecord.batch.work import Done, Shard, Unfinished, Work


def carried_out(work: Work, out: str, shards: Sequence[Shard], workers: int) -> Iterator[Done | Unfinished]:
    """Do the shards and tell of each what became of it, in the order in which they are finished.

    When the iterator is closed, as by Ctrl-C, the workers end and what is unfinished leaves no trace.
    """
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
    with ThreadPoolExecutor(max(1, len(keepers))) as pool:
        try:
            running: set[Future[Done | Unfinished]] = {
                pool.submit(one, shard) for shard in islice(waiting, len(keepers))
            }
            while running:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
                    running |= {pool.submit(one, shard) for shard in islice(waiting, 1)}
        finally:
            for each in keepers:
                each.close()
