"""Targets of a command line -> reports, with what cannot be read named, counted and passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli.console import complain, warn
from onrecord.core import ReadError, Report

if TYPE_CHECKING:
    from onrecord.read import Skip

Targets = Annotated[
    list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or addresses; - is standard input.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
]


MaxSize = Annotated[
    int, typer.Option(min=1, metavar="MB", help="Pass over files, pages and rows larger than this.")
]
DEFAULT_MAX_SIZE = 10
"""Megabytes; no report is that long, and whatever is would keep the model busy for minutes."""


class Reading:
    """The reports of several targets, one after the other; afterwards, what was left out."""

    def __init__(
        self, targets: Sequence[str], *, allow_private: bool, max_size: int, absolute: bool = False
    ) -> None:
        self.skipped = 0
        self.failed = False
        """Whether there is a target from which nothing could be read."""
        self._targets = targets
        self._allow_private = allow_private
        self._absolute = absolute
        self._max_bytes = max_size * 1024 * 1024

    def reports(self) -> Iterator[Report]:
        """The reports in the order of the targets; problems are said on standard error as they come up."""
        for target in self._targets:
            nothing_yet = True
            try:
                for report in onrecord.read(
                    target,
                    on_skip=self._skip,
                    allow_private=self._allow_private,
                    max_bytes=self._max_bytes,
                    absolute=self._absolute,
                ):
                    nothing_yet = False
                    yield report
            except ReadError as error:
                complain(str(error), error.hint)
            self.failed |= nothing_yet

    def leave_out(self, where: str, why: str) -> None:
        """Name and count something that is passed over."""
        self.skipped += 1
        warn(f"skipped {where}: {why}")

    def _skip(self, skip: Skip) -> None:
        self.leave_out(skip.where, skip.why)
