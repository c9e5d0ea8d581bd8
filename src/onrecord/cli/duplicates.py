"""`onrecord duplicates`: reports that carry one text, such as copies of an agency's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import data, print_json, say, working
from onrecord.cli.listing import INDENT, lines, print_all
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit
from onrecord.core.days import in_short
from onrecord.core.phrases import counted
from onrecord.core.sources import Named, site_or_file, told_apart
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.match.statements.duplicates import Duplicate
    from onrecord.record import SharedText, SharingReport

_SHOWN = 20
"""Reports of one text that are listed."""


def duplicates(*, limit: Limit = None, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """List reports that carry one text: wire copies, reprints, cuts and rewrites.

    Those with the most reports come first. What stands between quotation marks hardly counts: all who were
    there quote the same words. copy: each stands in the other almost word for word; part: one stands in the
    other, which has more; edited: much is common, and much was changed.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record, working() as bar:
        found = record.duplicates(bar.at)
    if json:
        print_json(asdict(each) for each in found[:limit])
        return
    print_all(data(), found[:limit], _drawn)
    number = f"{counted(len(found), 'text')} in {counted(sum(len(each.reports) for each in found), 'report')}"
    if limit is not None and limit < len(found):
        say(f"{limit:,} of {number} shown; --limit for more", "dim")
    else:
        say(number if found else "no two reports carry one text", "dim")


def _drawn(console: Console, text: SharedText) -> Iterator[Text]:
    yield Text(f"{counted(len(text.reports), 'report')} with one text", "bold")
    names = _names(text.reports)
    for at, report in enumerate(text.reports[:_SHOWN]):
        day = in_short(report.published) if report.published else "undated"
        about = [day, _name(report), *([one_line(report.title)] if report.title else [])]
        line = Text.assemble(" · ".join(about), " · ", (report.id, "cyan"))
        yield from lines(console, (line, 1))
        if at:
            shares = Text(_shares(report, text.reports[:at], text.pairs, names), "dim")
            yield from lines(console, (shares, 2))
    if (more := len(text.reports) - _SHOWN) > 0:
        yield Text(f"{' ' * INDENT}and {more:,} more: --json has them", "dim")


def _shares(
    report: SharingReport,
    earlier: Sequence[SharingReport],
    pairs: Sequence[Duplicate],
    names: Mapping[str, str],
) -> str:
    """How much of a report stands in an earlier one of the same text, that which has most of it."""
    before = {each.id for each in earlier}
    found = []
    for pair in pairs:
        if pair.one == report.id and pair.other in before:
            found.append((pair.shares[0], pair.shares[1], pair.kind, pair.other))
        elif pair.other == report.id and pair.one in before:
            found.append((pair.shares[1], pair.shares[0], pair.kind, pair.one))
    if not found:
        return "shares text with later ones"
    here, there, kind, other = max(found, key=lambda each: (each[0], each[1], each[3]))
    name = names[other]
    return f"{kind}: {here:.0%} of it stands in {name}, {there:.0%} of {name} in it"


def _name(report: SharingReport) -> str:
    return one_line(report.outlet or site_or_file(report.source))


def _names(reports: Iterable[SharingReport]) -> dict[str, str]:
    """What each is called where another's line speaks of it."""
    found = {each.id: each for each in reports}
    marks = told_apart(Named(each.id, _name(each), each.title, each.source) for each in found.values())
    return {
        identity: ", ".join(filter(None, (_name(each), marks[identity]))) for identity, each in found.items()
    }
