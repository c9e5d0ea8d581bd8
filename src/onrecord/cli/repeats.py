"""`onrecord repeats`: what somebody says again and again, on one occasion after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import data, print_json
from onrecord.cli.listing import lines, marked, print_all, who
from onrecord.cli.lookup import one_more, tell_how_many, tell_who_is_meant
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit, Since, Speaker, Until
from onrecord.core.days import in_short, months_in_short
from onrecord.core.phrases import counted, shortened
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import Repeat, StatementRow

_LONG = 240
"""Characters of a statement that are shown."""
_RUN = 4
"""Words in a row that are told as said again word for word."""
_WORD = re.compile(r"\W+")


def repeats(
    *,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what was said again on other occasions, what was said most often first.

    The earliest occasion comes first. One that passes the filters brings all the others. How likely it is
    that the same was said again is a guess of the program's: look before you count.
    """
    dates.in_order(since, until)
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.statements.repeats(speaker=speaker, since=since, until=until, limit=one_more(limit))
        some = islice(found, limit)
        count = print_json(map(asdict, some)) if json else print_all(data(), some, _drawn)
        left_out = any(True for _ in found)
        tell_who_is_meant(record, speaker)
    shown = counted(count, "repeated statement") if count else "nothing was said again"
    tell_how_many(shown, more=left_out, json=json)


def _drawn(console: Console, repeat: Repeat) -> Iterator[Text]:
    yield from lines(console, (_heading(repeat), 0))
    for at, row in enumerate(repeat.statements):
        said = marked(row, Text(shortened(row.text, _LONG)))
        below = [said, *_in_common(row, repeat.statements[:at])]
        yield from lines(console, (_about(row, repeat.statements[0]), 1), *((text, 2) for text in below))


def _in_common(row: StatementRow, earlier: Sequence[StatementRow]) -> list[Text]:
    """The longest run of words that stood in one of the earlier statements too; nothing where it is short."""
    words, found = row.text.split(), range(0)
    for other in earlier:
        ours, theirs = (
            [_WORD.sub("", word.casefold()) for word in each.text.split()] for each in (row, other)
        )
        match = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
        found = max(found, range(match.a, match.a + match.size), key=len)
    if len(found) < _RUN:
        return []
    said = one_line(" ".join(words[found.start : found.stop])).removeprefix("[…] ").removesuffix(" […]")
    return [Text(f"word for word: {said}", "dim")]


def _heading(repeat: Repeat) -> Text:
    rows = repeat.statements
    days = [row.first for row in rows if row.first]
    parts = [
        who(rows[0]),
        Text(f"said again in {counted(len(rows), 'statement')}"),
        Text(months_in_short(min(days, default=None), max(days, default=None)), "dim"),
        Text(_likely(repeat), "dim"),
    ]
    return Text(" · ", "dim").join(parts)


def _likely(repeat: Repeat) -> str:
    """How sure it is that the pairs say the same again: the least and the most."""
    found = sorted(f"{each.repeat:.2f}" for each in repeat.likenesses)
    return f"likely {found[0]}" if found[0] == found[-1] else f"likely {found[0]}–{found[-1]}"


def _about(row: StatementRow, heading: StatementRow) -> Text:
    """When it was said and in how many reports; by whom, where that is not who heads them all."""
    day = in_short(row.first) if row.first else "undated"
    parts = [Text(day, "dim"), Text(counted(row.reports, "report"), "dim"), Text(row.id, "cyan")]
    if row.speaker != heading.speaker:
        parts.insert(1, who(row))
    return Text(" · ", "dim").join(parts)
