"""The Ray engine: the same workers, each kept by an actor, here or all over a cluster; needs ray."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Sequence
from typing import Any

from onrecord.batch import outputs
from onrecord.batch.keeper import Keeper
from onrecord.batch.places import folder
from onrecord.batch.work import Done, Shard, Unfinished, Work
from onrecord.core import OnrecordError

_AGAIN = 3
"""Times that a shard is given to another machine when its own is lost."""
_OBJECTS = 100 * 1024 * 1024
"""Bytes of shared memory: only receipts pass through it."""


def carried_out(
    work: Work, out: str, shards: Sequence[Shard], workers: int
) -> Generator[Done | Unfinished, None, None]:
    """As `local.carried_out`; every machine must reach the inputs and `out` under the same names.

    Raises OnrecordError if ray is not installed.
    """
    if not shards:
        return
    ray = _library()
    started = not ray.is_initialized()
    if started:
        _start(ray, workers)
    try:
        hand = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=_AGAIN)(_Hand)
        hands = [hand.remote(work, out) for _ in range(min(workers, len(shards)))]
        waiting = iter(shards)
        running = {each.done.remote(shard): each for each, shard in zip(hands, waiting, strict=False)}
        while running:
            (finished,), _ = ray.wait(list(running), num_returns=1)
            free = running.pop(finished)
            shard = next(waiting, None)
            if shard is not None:
                running[free.done.remote(shard)] = free
            yield ray.get(finished)
    finally:
        if started:
            ray.shutdown()


class _Hand:
    """An actor that keeps one worker."""

    def __init__(self, work: Work, out: str) -> None:
        self._keeper, self._place, self._form = Keeper(work), folder(out), work.options.form

    def done(self, shard: Shard) -> Done | Unfinished:
        return outputs.done(self._keeper, self._place, shard, self._form)


def _start(ray: Any, workers: int) -> None:
    """Join the cluster that RAY_ADDRESS names, or start one on this machine."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves this machine
    if os.environ.get("RAY_ADDRESS"):
        ray.init(log_to_driver=False, logging_level=logging.ERROR)
        return
    ray.init(
        num_cpus=workers,
        object_store_memory=_OBJECTS,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )


def _library() -> Any:
    try:
        import ray  # noqa: PLC0415 (an extra: 200 MB)
    except ImportError:
        raise OnrecordError(
            "--engine ray needs Ray, which is not installed", "pip install 'onrecord[ray]'"
        ) from None
    return ray
