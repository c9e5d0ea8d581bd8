"""Days as they are given on a command line: `2026-03-02`, `2026-03`, `2026`."""

from __future__ import annotations

import re
from datetime import date

import typer

from onrecord.core.days import is_later

_GIVEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?", re.ASCII)


def checked(given: str | None) -> str | None:
    """A day, month or year given on the command line (`2026-03-02`, `2026-03`, `2026`), if it exists."""
    if given is None:
        return None
    match = _GIVEN.fullmatch(given)
    try:
        if not match:
            raise ValueError
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day: write it as 2026-03-02, 2026-03 or 2026") from None
    return given


def day(given: str | None) -> str | None:
    """A single day given on the command line, if it exists."""
    if given is not None and (len(given) != len("2026-03-02") or not checked(given)):
        raise typer.BadParameter(f"{given!r} is no day: write it as 2026-03-02")
    return given


def in_order(since: str | None, until: str | None, names: tuple[str, str] = ("--since", "--until")) -> None:
    """Refuse a first day that comes after the last: nothing could ever fit."""
    if since and until and is_later(since, until):
        raise typer.BadParameter(f"{names[0]} {since} is later than {names[1]} {until}")
