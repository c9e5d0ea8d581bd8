"""What a shard leaves behind: its results, what was set aside, and a receipt that says that it is finished.

The receipt is written last. Whatever stands there without one is of a run that was stopped, and is written
anew; so is what is not as long as its receipt says. What is read is held against the receipt's SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict

from onrecord.batch.columns import as_parquet, lines_of
from onrecord.batch.keeper import Keeper
from onrecord.batch.packing import unpacked
from onrecord.batch.places import Folder
from onrecord.batch.work import Done, Format, Result, Shard, Unfinished
from onrecord.core import Extraction, OnrecordError

RESULTS, ASIDE, RECEIPTS = "reports", "errors", "receipts"
"""The folders of a run."""
_AT_ONCE = 1 << 20


def result_name(shard: str, form: Format) -> str:
    """Where the results of a shard stand."""
    return f"{RESULTS}/{shard}.{form}"


def finished(place: Folder, form: Format) -> dict[str, Done]:
    """The finished shards of a run, by name and in order."""
    standing = place.sizes(RESULTS)
    found: dict[str, Done] = {}
    for name in sorted(place.sizes(RECEIPTS)):
        shard = name.removesuffix(".json")
        results = f"{shard}.{form}"
        done = _receipt(place, shard) if results in standing else None
        if done is not None and standing[results] in {done.bytes, None}:
            found[shard] = done
    return found


def _receipt(place: Folder, shard: str) -> Done | None:
    data = place.read(f"{RECEIPTS}/{shard}.json")
    return None if data is None else Done(**json.loads(data))


def done(keeper: Keeper, place: Folder, shard: Shard, form: Format) -> Done | Unfinished:
    """Do one shard and write what becomes of it; what kept it from being finished, where something did."""
    try:
        return write(place, shard, form, keeper.results(shard))
    except Unfinished as error:
        return error


def write(place: Folder, shard: Shard, form: Format, results: Iterable[Result]) -> Done:
    """Write what became of a shard's records, in order; nothing of it is there before all of it is known."""
    lines, aside, records = list[str](), list[tuple[str, str]](), 0
    for result in results:
        records += 1
        lines.extend(result.lines)
        aside.extend(result.aside)
    data = as_parquet(lines) if form == "parquet" else "".join(lines).encode()
    counted = Done(
        shard.name,
        records,
        reports=len(lines),
        quotations=sum(len(json.loads(line)["quotations"]) for line in lines),
        aside=len(aside),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    errors = f"{ASIDE}/{shard.name}.jsonl"
    if aside:
        place.write(errors, "".join(_told(*each) for each in aside).encode())
    else:
        place.remove(errors)  # of a run that was stopped before the receipt
    place.write(result_name(shard.name, form), data)
    place.write(f"{RECEIPTS}/{shard.name}.json", (json.dumps(asdict(counted), indent=1) + "\n").encode())
    return counted


def read(place: Folder, shard: str, form: Format) -> Iterator[Extraction]:
    """The extractions of a finished shard, in order.

    Raises OnrecordError where they are not what was written.
    """
    receipt = _receipt(place, shard)
    found = hashlib.sha256()
    with closing(place.open(result_name(shard, form))) as stream:
        while some := stream.read(_AT_ONCE):
            found.update(some)
    if receipt is None or found.hexdigest() != receipt.sha256:
        what = f"{result_name(shard, form)}: it is not what `onrecord extract --out` wrote"
        raise OnrecordError(what, "delete this file and run the same `onrecord extract --out` again")
    with closing(place.open(result_name(shard, form))) as stream:
        for line in lines_of(stream) if form == "parquet" else stream:
            yield unpacked(line)


def _told(where: str, why: str) -> str:
    return json.dumps({"where": where, "why": why}, ensure_ascii=True) + "\n"
