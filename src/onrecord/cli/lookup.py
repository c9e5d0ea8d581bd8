"""What a listing needs beyond its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from onrecord.cli.console import say
from onrecord.core import NotFound
from onrecord.core.phrases import shortened

if TYPE_CHECKING:
    from onrecord.record import Record


_SHOWN = 5
_LONG = 40
"""Characters of a statement shown in a hint."""
_LONGEST_ID = 200
"""Characters that an id may have, with room for quotations that other programs have named."""
_REPORT = re.compile("[0-9a-f]{4,16}")


@contextmanager
def statements_meant(record: Record, *asked: str) -> Iterator[None]:
    """Where a report's id was given for a statement's, and is none: raise what names its statements."""
    for each in asked:
        refuse_long(each)
    try:
        yield
    except NotFound:
        for each in asked:
            if _REPORT.fullmatch(each) and (told := _statements_in(record, each)) is not None:
                raise NotFound(f"{each} is a report, and no statement", told) from None
        raise


def refuse_long(identity: str) -> None:
    """Raise `NotFound` for what is longer than any id, without printing all of it."""
    if len(identity) > _LONGEST_ID:
        raise NotFound(
            f"{shortened(identity, _LONG)}: no id is that long", "`onrecord statements` lists them"
        )


def _statements_in(record: Record, report: str) -> str | None:
    """The statements of a report, in words; None where there is no such report."""
    try:
        stored = record.report(report)
    except NotFound:
        return None
    found: dict[str, str] = {}
    for quotation in stored.quotations:
        # What says next to nothing is in no statement.
        with suppress(NotFound):
            statement = record.statements.statement(f"{stored.id}-{quotation.id}")
            found.setdefault(statement.id, shortened(statement.row.text, _LONG))
        if len(found) == _SHOWN:
            break
    if not found:
        return f"nothing that it quotes is in a statement: onrecord show {stored.id}"
    some = "among its statements" if len(found) == _SHOWN else "its statements"
    return f"{some}: {'; '.join(f'{identity} {said}' for identity, said in found.items())}"


def one_more(limit: int | None) -> int | None:
    """The limit to ask for so that it shows whether there are more: counting all of them takes a while."""
    return None if limit is None else limit + 1


def tell_how_many(shown: str, *, more: bool, json: bool) -> None:
    """Say on standard error how many were shown, and whether there are more; with --json only the latter."""
    if more:
        say(f"{shown} shown, and there are more; --limit for those", "dim")
    elif not json:
        say(shown, "dim")


def tell_who_is_meant(record: Record, speaker: str | None) -> None:
    """Say on standard error whom a name fits, where it fits more than one."""
    meant = record.registry.speaking(speaker) if speaker else []
    if len(meant) > 1:
        told = ", ".join(f"{entity.name} ({entity.id})" for entity in meant[:_SHOWN])
        more = f" and {len(meant) - _SHOWN:,} more" if len(meant) > _SHOWN else ""
        say(f"{speaker} fits {len(meant):,}: {told}{more}; --speaker ID for one of them", "dim")
