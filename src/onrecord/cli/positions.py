"""`onrecord positions`: where somebody stands on something, over the years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates, ledger_json
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import joined, lines, print_all, reported_by
from onrecord.cli.lookup import tell_how_many
from onrecord.cli.options import (
    DEFAULT_DATABASE,
    Database,
    Json,
    Limit,
    ModelName,
    Outlet,
    Since,
    Until,
    Who,
    not_empty,
)
from onrecord.cli.search import DEFAULT_MODEL
from onrecord.core.days import interval_in_words
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.ledger.positions_signs import Sign
    from onrecord.match.statements.drift import Change
    from onrecord.record import PositionRow, Record

_MEANT = 200
"""Quotations that are taken as near in meaning, at most."""
_KINDS = {
    "negation": "a denial",
    "antonym": "opposites",
    "direction": "a number's direction",
    "break": "a break with the past",
}
_STYLES = {"repeated": "green", "refined": "yellow", "possibly reversed": "bold red"}


def positions(
    who: Who,
    *,
    about: Annotated[
        str,
        typer.Option(
            metavar="WORDS", callback=not_empty, help="What it is about; most of the words are there."
        ),
    ],
    meaning: Annotated[
        bool, typer.Option("--meaning", help="What was said of it in other words too, as search finds it.")
    ] = False,
    model: Annotated[
        ModelName, typer.Option(help="With --meaning: the model that the reports were added with.")
    ] = DEFAULT_MODEL,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Line up what somebody said about something, the earliest first.

    Each statement is laid beside the earlier one that it is most alike to: repeated, refined, or possibly
    reversed, with the words that show it. What is like nothing earlier has no label. It is for you to judge.
    """
    dates.in_order(since, until)
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.ledger.positions(
            who,
            about,
            meant=_meant(record, record.ledger.fitting(who)[0].id, about, model) if meaning else (),
            since=since,
            until=until,
            outlet=outlet,
        )
        taken, *others = record.ledger.fitting(who)
    some = found[:limit]
    count = print_json(map(ledger_json.position, some)) if json else print_all(data(), some, _lines)
    shown = counted(count, "statement") if count else "nothing was said of it"
    if others or not count:
        fits = f" ({who} fits {len(others) + 1:,}; their id for another)" if others else ""
        say(f"taken for {taken.name} · {taken.id}{fits}", "dim")
    tell_how_many(shown, more=len(found) > count, json=json)


def _meant(record: Record, who: str, about: str, model: ModelName) -> set[str]:
    query, read_by = onrecord.pipeline.embed(about, model), onrecord.pipeline.model_info(model)
    near = record.search_by_meaning(query, read_by, speaker=who, limit=_MEANT)
    return {hit.quote.id for hit in near.hits if hit.quote is not None}


def _lines(console: Console, row: PositionRow) -> Iterator[Text]:
    position = row.position
    stand, against = position.stand, position.against
    head = [Text(interval_in_words(*stand.days) or "undated", "bold")]
    if against is not None:
        since = interval_in_words(*against.days) or "undated"
        head.append(Text(f"{position.label} against {since}", _STYLES.get(position.label, "")))
    head.append(Text(one_line(stand.statement), "cyan"))
    if all(quote.grade == "review" for quote in row.quotes):
        head.append(Text("to review", "yellow"))
    denied = Text(f"{one_line(stand.polarity)}: ", "bold red") if stand.polarity else Text()
    said = Text.assemble(denied, one_line(stand.content))
    yield from lines(console, (Text(" · ", "dim").join(head), 0), (said, 1))
    if against is not None and position.label != "repeated":
        yield from lines(console, (Text.assemble((f"{since}: ", "dim"), one_line(against.content)), 1))
        yield from lines(console, *((_change(each), 2) for each in position.changes))
        for sign in position.signs:
            yield from lines(console, (_sign(sign, against.content, stand.content), 2))
    outlets = dict.fromkeys(reported_by(quote) for quote in row.quotes)
    told = [*outlets, counted(len({quote.report_id for quote in row.quotes}), "report")]
    yield from lines(console, (Text(f"— {joined(told)}", "dim"), 1))


def _change(change: Change) -> Text:
    """Words that differ, side by side."""
    before, now = (one_line(text) or "–" for text in (change.base_text, change.text))
    return Text.assemble((f"{change.kind}: ", "dim"), before, " → ", now)


def _sign(sign: Sign, earlier: str, later: str) -> Text:
    """Words that show a reversal."""
    sides = ((sign.earlier, earlier), (sign.later, later))
    before, now = (f"“{one_line(span.of(text))}”" if span else "–" for span, text in sides)
    return Text.assemble((f"shown by {_KINDS[sign.kind]}: ", "bold"), before, " → ", now)
