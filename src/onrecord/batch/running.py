"""A run: who said what in any number of reports, in shards that are finished or not there.

What was finished is left as it is, so a run that was stopped, however, is gone on with by starting it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from onrecord.batch import local, outputs, rays
from onrecord.batch.columns import libraries
from onrecord.batch.manifest import NAME, is_manifest, manifest_for, standing_in
from onrecord.batch.places import folder
from onrecord.batch.work import Done, Format, Maker, Options, Unfinished, Work
from onrecord.batch.worker import extractor
from onrecord.core import Extraction, Model, OnrecordError

EngineName = Literal["local", "ray"]
_ENGINES = {"local": local.carried_out, "ray": rays.carried_out}


@dataclass(frozen=True, slots=True)
class Summary:
    """A run, counted: also what earlier calls finished."""

    shards: int
    finished_before: int
    records: int
    reports: int
    quotations: int
    aside: int
    unfinished: tuple[str, ...]
    """What kept each shard that is not finished from it."""


OnShard = Callable[[int, int, int], None]
"""Told after each shard: how many are finished, of how many, and how many reports they hold."""


def extract_batch(
    targets: Sequence[str],
    out: str,
    model: Model,
    options: Options,
    *,
    engine: EngineName = "local",
    workers: int = 1,
    time_limit: float = 300.0,
    maker: Maker = extractor,
    on_shard: OnShard | None = None,
) -> Summary:
    """Extract everything in the targets into the folder or address `out`, or what is missing there.

    `time_limit` is in seconds for one record. Raises OnrecordError if `out` holds the results of another run,
    ReadError for targets that are missing.
    """
    if options.form == "parquet":
        libraries()
    place = folder(out)
    with place.held():
        manifest = manifest_for(place, targets, options, model)
        finished = outputs.finished(place, options.form)
        done = [finished[each.name] for each in manifest.shards if each.name in finished]
        missing = [each for each in manifest.shards if each.name not in finished]
        before, reports = len(done), sum(each.reports for each in done)
        unfinished = list[Unfinished]()
        work = Work(options, maker, time_limit)
        # Closed whatever happens here: the workers of an engine end with its iterator.
        with closing(_ENGINES[engine](work, out, missing, workers)) as outcomes:
            for each in outcomes:
                if isinstance(each, Unfinished):
                    unfinished.append(each)
                    continue
                done.append(each)
                reports += each.reports
                if on_shard is not None:
                    on_shard(len(done), len(manifest.shards), reports)
    return _summary(done, before, len(manifest.shards), unfinished)


@dataclass(frozen=True, slots=True)
class Results:
    """What a finished run found, in the order of its shards."""

    version: str
    """Of the onrecord that found it."""
    _out: str
    _form: Format
    _shards: tuple[str, ...]

    def __iter__(self) -> Iterator[Extraction]:
        place = folder(self._out)
        for shard in self._shards:
            yield from outputs.read(place, shard, self._form)


def is_batch(out: str) -> bool:
    """Whether the results of a run stand in a folder, or at an address that is no web page's."""
    is_page = out.lower().startswith(("http://", "https://"))
    return not is_page and is_manifest(folder(out).read(NAME) or b"")


def results(out: str) -> Results:
    """What a run found.

    Raises OnrecordError where there is no run, or where it is not finished.
    """
    place = folder(out)
    manifest = standing_in(place)
    if manifest is None:
        raise OnrecordError(f"{out}: no results of `onrecord extract --out`")
    form = manifest.options.form
    finished = outputs.finished(place, form)
    missing = sum(each.name not in finished for each in manifest.shards)
    if missing:
        hint = "run the same `onrecord extract --out` again: it does what is missing"
        raise OnrecordError(f"{out}: {missing:,} of {len(manifest.shards):,} shards are not finished", hint)
    return Results(manifest.version, out, form, tuple(each.name for each in manifest.shards))


def _summary(done: Sequence[Done], before: int, shards: int, unfinished: Sequence[Unfinished]) -> Summary:
    return Summary(
        shards=shards,
        finished_before=before,
        records=sum(each.records for each in done),
        reports=sum(each.reports for each in done),
        quotations=sum(each.quotations for each in done),
        aside=sum(each.aside for each in done),
        unfinished=tuple(f"{each} ({each.hint})" if each.hint else str(each) for each in unfinished),
    )
