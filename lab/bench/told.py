"""What the benchmarks printed as rows of one table, and under it how each was measured."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lab.bench.how import GENERAL, HOW

_LIBRARIES = ("onrecord", "onnxruntime", "numpy", "sqlalchemy", "starlette", "duckdb", "ray")
_OTHERS = Path(__file__).parents[2] / "requirements" / "peers.in"


@dataclass(frozen=True, slots=True)
class Told:
    """What a benchmark printed, the command after `python -m`, and the day.

    With it the seconds that it ran and the share, 0 to 1, that other programs had of the machine's processors
    meanwhile; None where it was not the table that ran it.
    """

    printed: str
    command: Sequence[str]
    day: str
    seconds: float | None = None
    others: float | None = None


def _objects(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


_READERS = {
    "accurate": "onrecord, accurate model",
    "fast": "onrecord, fast model",
    "spacy": "textacy's direct quotations on a pipeline of en_core_web_sm's shape",
    "blank": "spaCy's tokens and sentences alone",
}


def _beside(printed: str) -> Iterator[tuple[str, str]]:
    told = _objects(printed)
    readers = {str(each["reader"]): each for each in told if "reader" in each}
    for name, each in readers.items():
        yield f"reports of 900 tokens a second and core: {_READERS[name]}", f"{each['reports_per_s']}"
    for name, each in readers.items():
        yield f"peak memory: {_READERS[name]}", f"{each['peak_mb']} MB"
    for each in told:
        if "textacy needs on disk" in each:
            yield "on disk: what textacy needs, without a model", f"{each['textacy needs on disk']}"
        if "direct quotations" in each:
            of = f"of {each['direct quotations']} direct quotations in {each['articles']} articles of PolNeAR"
            yield f"{of}, found to the character: onrecord", f"{each['ours: recall']}"
            yield "what onrecord so finds that annotators marked too", f"{each['ours: precision']}"
            most = f"{each['textacy: recall with a perfect parser']}"
            refused = f"refuses {each['textacy: articles refused']} articles"
            yield f"{of}: textacy at most, with a parser that never errs", f"{most}; {refused}"


def _growth(printed: str) -> Iterator[tuple[str, str]]:
    told = _objects(printed)
    tenths, (verified, beside) = [each for each in told if "up_to" in each], told[-2:]
    first, last = tenths[0], tenths[-1]
    for key, what, unit in (
        ("reports_per_s", "short reports read and added a second, two cores", ""),
        ("cpu_ms_a_report", "processor time for it", " ms a report"),
        ("adding_cpu_ms_a_report", "of that the adding alone", " ms a report"),
        ("rss_mb", "memory of the process", " MB"),
    ):
        yield f"{what}: first, last tenth of {last['up_to']:,}", f"{first[key]}, {last[key]}{unit}"
    growth = 1024 * float(str(last["database_mb"])) / float(str(last["up_to"]))
    yield "database for each of them", f"{growth:.1f} KB"
    ratio = f"{beside['reports_per_s, full to empty']} times as many a second"
    yield "added to all of them against to none, by turns", ratio
    yield "`verify` of all of them", f"{verified['problems found']} problems, {verified['verify_s']} s"


def _stored(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        one, many = each["the latest, one by one"], each["ms a report, all at once"]
        figure = f"{one} ms one by one, {many} ms all at once"
        yield f"matching a report of PolNeAR in a record of {each['reports']:,}", figure


def _matching(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        yield f"matching {each['contents']:,} contents by batch", f"{each['ms a content']} ms a content"


def _serve(printed: str) -> Iterator[tuple[str, str]]:
    held = _objects(printed)[0]
    for line in printed.splitlines():
        *name, _, p50, p95, most = line.split() if line[:1].isalpha() else [""] * 4
        if name and p95.isdigit():
            what = f"page, p50, p95 and slowest, {held['quotation']:,} quotations: {' '.join(name)}"
            yield what, f"{p50}, {p95}, {most} ms"
    yield (
        "memory of the server at most",
        f"{printed.partition('peak memory, MB: ')[2].partition(chr(10))[0]} MB",
    )


def _batch(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        if "two to one" in each:
            ratio = f"{each['two to one']} once started, {each['start included']} with it"
            yield f"two workers to one, engine {each['engine']}", ratio
        if "same bytes" in each:
            yield "all engines and workers write the same bytes", "yes" if each["same bytes"] else "no"


def _size(printed: str) -> Iterator[tuple[str, str]]:
    *_, needed, own = (line.strip() for line in printed.strip().splitlines())
    yield "the default install on disk: what it needs", needed.partition("  in all")[0]
    yield "the default install on disk: onrecord with its models", own.partition("  onrecord")[0]


def _reading(printed: str) -> Iterator[tuple[str, str]]:
    for each in _whole(printed):
        name = _READERS[str(each["model"]).split()[0]]
        rate = each["extract and add, reports/s per core"]
        yield f"the same, added to a record too: {name}", f"{rate}, {each['peak memory, MB']} MB"


def _registry(printed: str) -> Iterator[tuple[str, str]]:
    for each in _whole(printed):
        took, memory = each["in all, s of one core"], each["peak memory, MB"]
        yield f"who is who among {each['names']:,} names", f"{took} s, {memory} MB"


def _duplicates(printed: str) -> Iterator[tuple[str, str]]:
    for each in _whole(printed):
        took, memory = each["all pairs, s"], each["peak memory, MB"]
        yield "sketches for near-duplicates a second and core", f"{each['sketches/s']:,}"
        yield f"near-duplicates among {each['reports']:,} reports", f"{took} s, {memory} MB"


def _whole(printed: str) -> Iterator[dict[str, object]]:
    """The objects, which may stand on several lines each."""
    decoder, at = json.JSONDecoder(), 0
    while (at := printed.find("{", at)) >= 0:
        found, at = decoder.raw_decode(printed, at)
        yield found


ROWS: Mapping[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "beside": _beside,
    "reading": _reading,
    "growth": _growth,
    "stored": _stored,
    "matching": _matching,
    "registry": _registry,
    "duplicates": _duplicates,
    "serve": _serve,
    "batch": _batch,
    "size": _size,
}
"""The parts in the order of the table, and what reads rows, what and how much, from what each printed."""


def page(results: Mapping[str, Told], missing: Mapping[str, str]) -> str:
    """The table, with the machine before it and what there is to know of each part behind."""
    table = "\n".join(
        f"| {what} | {figure} | {name} |"
        for name, told in results.items()
        for what, figure in ROWS[name](told.printed)
    )
    notes = "\n\n".join(_note(name, told) for name, told in results.items())
    without = "".join(f"- **{name}**: {why}\n" for name, why in missing.items())
    return f"""# What it costs

Made by `make bench-table`; do not edit. {machine()}.

| What | Figure | By |
| --- | ---: | --- |
{table}

## How it was measured, and what it does not show

{GENERAL}

{notes}
""" + (f"\n## Not measured\n\n{without}" if without else "")


def _note(name: str, told: Told) -> str:
    when = f"{date.fromisoformat(told.day):%-d %B %Y}"
    if told.seconds is not None:
        when += f", {told.seconds:,.0f} s; other programs had {told.others:.0%} of the machine's processors"
    else:
        when += ", a run of its own"
    return f"**{name}** (`python -m {' '.join(told.command)}`; {when}). {_filled(name, told.printed)}"


def _filled(name: str, printed: str) -> str:
    """How a part is measured, `{key}` replaced by what it printed of that; what it left out is left out."""
    said = {key: str(value) for each in reversed(list(_whole(printed))) for key, value in each.items()}
    paragraphs = (
        re.sub(r"\{([^{}]+)\}", lambda key: said.get(key[1], key[0]), each)
        for each in HOW[name].split("\n\n")
    )
    return "\n\n".join(each for each in paragraphs if "{" not in each)


def machine() -> str:
    """What this was measured on, nothing by which it could be found, and the versions."""
    cpu, memory = "", 0
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    libraries = ", ".join(_versions())
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores of {cpu or platform.machine()}, {memory} GiB; {python}, {libraries}"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
    yield from (" ".join(pin) for pin in re.findall(r"^(.+)==(.+)$", _OTHERS.read_text(), re.MULTILINE))
