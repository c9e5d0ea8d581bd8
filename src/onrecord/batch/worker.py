"""A worker: a process that reads the records of one shard after the other and says what it finds in them.

Whatever goes wrong in a record ends the process: nothing that a record broke bears on the next one. Who keeps
the worker (`keeper.py`) starts another.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection

from onrecord.batch.packing import packed
from onrecord.batch.records import Record, records
from onrecord.batch.work import Extractor, Options, Result, Slice, Work
from onrecord.core import Extraction, OnrecordError, Report

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def extractor(options: Options) -> Extractor:
    """What finds who said what: the pipeline, on one thread; the model is loaded once."""
    from onrecord import pipeline  # noqa: PLC0415 (numpy reads how many threads it may use when it is loaded)
    from onrecord.models.encoder import Encoder  # noqa: PLC0415

    encoder = Encoder(options.model, threads=1)

    def found(report: Report) -> Extraction:
        return pipeline.extract(report, nested=options.nested, encoder=encoder)

    return found


def run(work: Work, keeper: Connection) -> None:
    """Do what the keeper asks for until it hangs up.

    It sends slices, the number of the first record that is wanted and how many (None: all). Before a record
    goes its number and name to it, after it its `Result`, and None after all of them. What goes wrong goes as
    text, or as the error it is if it is one of ours; then the process ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the keeper, who hangs up
    for name in _THREADS:
        os.environ[name] = "1"
    threading.Thread(target=_end_with_keeper, daemon=True).start()
    try:
        _serve(work, keeper)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except BaseException as error:  # noqa: BLE001 (told, and then the process ends of it)
        keeper.send(error if isinstance(error, OnrecordError) else f"{type(error).__name__}: {error}")
        raise SystemExit(1) from None


def _serve(work: Work, keeper: Connection) -> None:
    find = work.maker(work.options)
    keeper.send(None)
    while True:
        slices, first, count = keeper.recv()
        end = None if count is None else first + count
        for number, record in islice(enumerate(_all_records(slices, work.options)), first, end):
            keeper.send((number, record.where))
            keeper.send(_result(record, find))
        keeper.send(None)


def _result(record: Record, find: Extractor) -> Result:
    lines, aside = list[str](), list[tuple[str, str]]()
    for item in record.reports():
        if isinstance(item, Report):
            lines.append(packed(find(item)))
        else:
            aside.append((item.where, item.why))
    return Result(tuple(lines), tuple(aside))


def _all_records(slices: Sequence[Slice], options: Options) -> Iterator[Record]:
    for each in slices:
        yield from records(each, options)


def _end_with_keeper() -> None:
    """End when the keeper is gone, whatever record is being looked at: nobody waits for it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
