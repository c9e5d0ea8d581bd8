"""Spoilt reports against readers and rules: `python -m lab.trust.fuzz [--seconds N] [--seed S] [--round R]`.

Round after round a sample report is spoilt by chance, read, annotated by a model that guesses, and compared
with what it was. Nothing but an `OnrecordError` may come out, every span has to stand in its text, and no
part may take longer than two seconds of processor time. A round follows from the seed and its number alone,
so `--seed S --round R` does it once more. What failed is written to a file, whose name is printed.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count, pairwise
from pathlib import Path

from lab.trust.mutating import broken, spoilt
from lab.trust.parts import READERS, RULES, WRAPPED, guessing
from onrecord.core import Extraction, OnrecordError, Report, Span
from onrecord.pipeline import extract
from onrecord.record import Record

_SECONDS = 2.0
_TRIES = 3
_AGAIN = 0.05
_STORED_EVERY = 25
"""Rounds: opening a record takes longer than all the rest."""


class SlowError(BaseException):
    """A part took too long; no handler between here and there may take it for something else."""


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with some bytes, and in which part."""

    round: int
    part: str
    why: str
    data: bytes


def main() -> None:
    """Read the arguments, fuzz, print what failed."""
    parser = argparse.ArgumentParser(prog="python -m lab.trust.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--round", type=int, help="do this round alone")
    parser.add_argument("--reports", type=Path, default=Path("examples/reports"))
    given = parser.parse_args()
    rounds = [given.round] if given.round is not None else within(given.seconds)
    done, failures = 0, 0
    for number in rounds:
        done += 1
        for failure in fuzzed(samples(given.reports), given.seed, number):
            failures += 1
            path = Path(tempfile.gettempdir()) / f"fuzz-{given.seed}-{number}-{failures}"
            path.write_bytes(failure.data)
            print(f"--seed {given.seed} --round {number}: {failure.part}\n{failure.why}\n{path}\n")
    print(f"{done} rounds, {failures} failures", file=sys.stderr)
    sys.exit(failures > 0)


def within(seconds: float) -> Iterator[int]:
    """Numbers from 0 on until the time is over; one at least."""
    began = time.monotonic()
    for number in count():
        yield number
        if time.monotonic() - began > seconds:
            return


def samples(folder: Path) -> list[bytes]:
    """The bytes of the sample reports."""
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def fuzzed(reports: Sequence[bytes], seed: int, number: int) -> Iterator[Failure]:
    """What goes wrong in one round."""
    chance = random.Random(f"{seed} {number}")
    texts = [data.decode("utf-8", "replace") for data in reports]
    text = spoilt(texts, chance)
    name = chance.choice(list(WRAPPED))
    kind, made = WRAPPED[name]
    data = made(text)
    data = broken(data, chance) if chance.random() < 0.5 else data
    found: list[Report] = []

    def attempt(part: str, do: Callable[[], object], saying: bytes) -> Iterator[Failure]:
        for left in reversed(range(_TRIES)):
            try:
                with at_most(_SECONDS):
                    do()
            except OnrecordError:
                return
            except SlowError:  # a busy machine may be slow once
                if not left:
                    yield Failure(number, part, f"more than {_SECONDS} s", saying)
            except Exception:  # noqa: BLE001 (whatever it is, it is what we are looking for)
                yield Failure(number, part, traceback.format_exc(), saying)
                return
            else:
                return

    yield from attempt(f"reading {name}", lambda: _put(found, READERS[kind](data)), data)
    found = found[:3]
    for report in found:
        saying = report.text.encode("utf-8", "surrogatepass")
        yield from attempt("extracting", partial(checked, report), saying)
        part = chance.choice(list(RULES))
        yield from attempt(part, partial(RULES[part], report.text), saying)
    if found and number % _STORED_EVERY == 0:
        yield from attempt("storing", lambda: _stored(found), data)


def _put(into: list[Report], reports: Iterable[Report]) -> None:
    into[:] = reports


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `SlowError` in what takes longer, in processor time."""

    def stop(*_: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    # Again and again: a collector of garbage that runs just then swallows it.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def checked(report: Report) -> Extraction:
    """What the model that guesses and the rules find in a report, after a look at every span."""
    extraction = extract(report, encoder=guessing())
    for span in _spans(extraction):
        if not 0 <= span.start < span.end <= len(report.text):
            raise AssertionError(f"{span} does not stand in a text of {len(report.text)} characters")
    for quotation in extraction.quotations:
        for one, other in pairwise(quotation.content):
            if one.end > other.start:
                raise AssertionError(f"{one} and {other} of one content overlap, or are not in order")
    return extraction


def _spans(value: object) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _spans(each)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from _spans(getattr(value, each.name))


def _stored(reports: Sequence[Report]) -> None:
    """Put reports into a record, match them and have the record proved."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "record.db") as record:
        for report in reports:
            record.add(checked(report))
        record.refresh()
        if problems := list(record.verify()):
            raise AssertionError("; ".join(map(str, problems)))


if __name__ == "__main__":
    main()
