"""Decisions as they are signed, told and taken back, on speakers and on statements alike."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping

from onrecord.cli.console import print_json, say
from onrecord.core import RecordError


def signed(by: str | None) -> str:
    """Who decides: the name given, else the login name."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise RecordError("there is no login name to sign with", "give one: --by NAME") from None


def tell(
    done: str, commands: str, identity: str, rows: Iterable[Mapping[str, object]], *, json: bool
) -> None:
    """Say what was done, and what of `commands` ("speakers", "statements") takes it back."""
    if json:
        print_json(rows)
    say(f"{done}; `onrecord {commands} undo {identity}` takes it back")
