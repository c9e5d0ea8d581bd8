"""Where output goes: data to standard output, talk to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from onrecord.core.visible import in_json, one_line, visible


class Stopped(Exception):
    """Ctrl-C; the message says what is kept."""


def data() -> Console:
    """The console for data: standard output, plain where it is not a terminal."""
    return Console(markup=False, emoji=False, highlight=False)


@cache
def talk() -> Console:
    """The console for everything else: standard error; one for all, so that lines and bars do not cross."""
    return Console(stderr=True, markup=False, emoji=False, highlight=False)


def say(message: str, style: str = "") -> None:
    """One line to standard error."""
    talk().print(Text(visible(message), style), soft_wrap=True)


def complain(message: str, hint: str | None = None) -> None:
    """`error: ...` to standard error, then `hint: ...` where something can be done about it."""
    console = talk()
    console.print(Text.assemble(("error:", "bold red"), " ", one_line(message)), soft_wrap=True)
    if hint:
        console.print(Text.assemble(("hint:", "bold cyan"), " ", one_line(hint)), soft_wrap=True)


def warn(message: str) -> None:
    """`warning: ...` to standard error."""
    talk().print(Text.assemble(("warning:", "bold yellow"), " ", one_line(message)), soft_wrap=True)


def notify(message: str, hint: str) -> None:
    """`notice: ...` to standard error, and the `hint: ...` that goes with it."""
    console = talk()
    console.print(Text.assemble(("notice:", "bold cyan"), " ", one_line(message)), soft_wrap=True)
    console.print(Text.assemble(("hint:", "bold cyan"), " ", one_line(hint)), soft_wrap=True)


def print_json(rows: Iterable[Mapping[str, object]]) -> int:
    """A JSON array to standard output, one object a line, written as the rows come; returns how many."""
    count = 0
    for row in rows:
        sys.stdout.write(("[" if count == 0 else ",\n ") + in_json(json.dumps(row, ensure_ascii=False)))
        count += 1
    sys.stdout.write("]\n" if count else "[]\n")
    return count


class Working:
    """A progress bar's handle: what is being worked on, and how many are done."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def on(self, name: str) -> None:
        """Name what is being worked on."""
        self._progress.update(self._task, description=one_line(name)[-40:])

    def done(self, count: int = 1) -> None:
        """Count `count` more as done."""
        self._progress.advance(self._task, count)

    def at(self, done: int, of: int) -> None:
        """Say how far along it is."""
        self._progress.update(self._task, completed=done, total=of)


@contextmanager
def working(*, hidden: bool = False) -> Iterator[Working]:
    """A progress bar on standard error while the block runs; nothing where that is not a terminal."""
    columns = (
        SpinnerColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    # Rich would send what is written to standard output to the bar's console: to standard error.
    with Progress(
        *columns,
        console=talk(),
        transient=True,
        disable=hidden or not talk().is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        yield Working(progress)
