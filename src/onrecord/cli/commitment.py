"""`onrecord commitment`: one commitment with its words, its deadline, what became of it, and its reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import ledger_drawing, ledger_json
from onrecord.cli.commitments_deciding import Which
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import lines
from onrecord.cli.options import DEFAULT_DATABASE, AsOf, Database, Json
from onrecord.core.days import in_words, period_in_words
from onrecord.core.ledger_words import computed
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import CommitmentPage, Stand

_AT_ONCE = 20


def commitment(
    which: Which,
    *,
    as_of: AsOf = None,
    limit: Annotated[
        int, typer.Option(min=1, metavar="N", help="Show N of its reports; --json has all of them.")
    ] = _AT_ONCE,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print one commitment: who is to do what by when, in whose words, and what later reports say of it.

    Every line has the exact characters that prove it: their offsets in the report's text, and its id.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        page = record.ledger.commitment(which, as_of=as_of)
    if json:
        print_json([ledger_json.page(page)])
        return
    console = data()
    for line in _lines(console, page, limit):
        console.print(line, soft_wrap=True)
    if len(page.stands) > limit:
        say(f"{limit:,} of {counted(len(page.stands), 'place')} shown; --limit for more", "dim")


def _lines(console: Console, page: CommitmentPage, limit: int) -> Iterator[Text]:
    row = page.row
    stand = row.stand
    yield from ledger_drawing.commitment(console, row)
    yield Text()
    yield from lines(console, *((text, 0) for text in _parts(stand)))
    yield from lines(
        console,
        (_part("status", f"{computed(row.status, late=row.late)}, as of {in_words(row.as_of)}"), 0),
    )
    if row.evidence:
        yield from _section("what later reports say")
        for each in row.evidence:
            yield from ledger_drawing.evidence(console, each, 1)
    yield from _section("where it stands, the earliest first")
    for place in page.stands[:limit]:
        yield from _place(console, place)
    if page.judgements:
        yield from _section("what people found")
        for judged in page.judgements:
            yield from ledger_drawing.judged(console, judged, 1)


def _parts(stand: Stand) -> Iterator[Text]:
    """The parts of a commitment, each with its place in the report's text."""
    if stand.who is not None:
        named = f" ({one_line(stand.who_name)})" if stand.who_name and stand.who_name != stand.who else ""
        yield _part("who", f"“{one_line(stand.who)}”{named}", stand.who_span)
    elif stand.who_name is not None:
        yield _part("who", one_line(stand.who_name))
    yield _part("what", f"“{one_line(stand.what)}”", stand.what_span)
    if stand.for_whom is not None:
        yield _part("for", f"“{one_line(stand.for_whom)}”", stand.for_whom_span)
    if stand.condition is not None:
        yield _part("if", f"“{one_line(stand.condition)}”", stand.condition_span)
    if stand.due is not None:
        days = period_in_words(stand.due.earliest, stand.due.latest)
        words = f"“{one_line(stand.due_text or '')}”: {days or 'no day is known'}"
        yield _part("by when", words, stand.due.text)


def _part(name: str, words: str, span: tuple[int, int] | None = None) -> Text:
    place = f" · {span[0]}–{span[1]}" if span is not None else ""
    return Text.assemble((f"{name}: ", "dim"), words, (place, "dim"))


def _section(name: str) -> Iterator[Text]:
    yield Text()
    yield Text(name, "dim")


def _place(console: Console, stand: Stand) -> Iterator[Text]:
    place = f"{stand.span.start}–{stand.span.end} in {stand.source.report_id}"
    yield from lines(
        console, (Text(one_line(stand.text)), 1), (ledger_drawing.told_by(stand.source, place), 2)
    )
