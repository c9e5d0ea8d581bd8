"""`onrecord correct`: put right what was found in a report, or take that back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import print_json, say
from onrecord.cli.corrections import as_json, what
from onrecord.cli.lookup import refuse_long
from onrecord.cli.options import DEFAULT_DATABASE, Database, Decision, Json, Signed, Why, written
from onrecord.cli.signing import signed, tell

if TYPE_CHECKING:
    from onrecord.core import Span
    from onrecord.record import CorrectionRow, Record

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Which = Annotated[
    str,
    typer.Argument(
        metavar="ID", callback=written, help="The quotation's, as `onrecord quotes --json` prints it."
    ),
]
Content = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="What is said, as the report has it; once for each part of it."),
]
Source = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="The words that name who says it; '' where there are none."),
]
Cue = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="The words that signal saying; '' where there are none."),
]
At = Annotated[
    int | None,
    typer.Option(
        min=0, metavar="OFFSET", help="Where in the text the words stand, if they stand there often."
    ),
]
Type = Annotated[
    Literal["direct", "indirect", "mixed"] | None,
    typer.Option("--type", help="Else as the quotation marks tell."),
]


@app.callback()
def correct() -> None:
    """Put right what was found in a report; reading it again, by whatever model, does not change it.

    Words are found near the quotation as the report has them, however white space and quotation marks are
    typed.
    """


@app.command()
def span(
    which: Which,
    *,
    content: Content = None,
    source: Source = None,
    cue: Cue = None,
    at: At = None,
    type_: Type = None,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Give a quotation other words: what is said, who says it, what signals it; what is left out stays."""
    refuse_long(which)
    with onrecord.Record.open(db, create=False) as record:
        text, near = _around(record, which)
        made = record.corrections.span(
            which,
            content=_found(text, content, near, at),
            source=_found(text, source, near, at),
            cue=_found(text, cue, near, at),
            type=type_,
            by=signed(by),
            why=why,
        )
    _tell(made, json=json)


@app.command()
def speaker(
    which: Which,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The name of who says it.", show_default=False)
    ] = None,
    *,
    kind: Annotated[
        Literal["person", "organisation", "group", "document"] | None,
        typer.Option(help="What NAME is; a person if nothing is said."),
    ] = None,
    entity: Annotated[
        str | None,
        typer.Option(metavar="SPEAKER", help="Somebody of `onrecord speakers`, by any name or id, instead."),
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="The report does not tell who says it.")] = False,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Say who says a quotation: a name, somebody of the registry, or nobody."""
    refuse_long(which)
    if [name is not None, entity is not None, nobody].count(True) != 1:
        raise typer.BadParameter("give one of NAME, --entity SPEAKER and --nobody")
    if kind is not None and name is None:
        raise typer.BadParameter("--kind goes with NAME")
    with onrecord.Record.open(db, create=False) as record:
        made = record.corrections.speaker(
            which, name, kind=kind, entity=entity, nobody=nobody, by=signed(by), why=why
        )
    _tell(made, json=json)


@app.command()
def none(
    which: Which, *, why: Why = "", by: Signed = None, json: Json = False, db: Database = DEFAULT_DATABASE
) -> None:
    """Say that something is no quotation."""
    refuse_long(which)
    with onrecord.Record.open(db, create=False) as record:
        made = record.corrections.none(which, by=signed(by), why=why)
    _tell(made, json=json)


@app.command()
def missed(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="Its id or the start of it, file name or address.")
    ],
    *,
    content: Annotated[
        list[str],
        typer.Option(metavar="WORDS", help="What is said, as the report has it; once for each part of it."),
    ],
    source: Source = None,
    cue: Cue = None,
    at: At = None,
    type_: Type = None,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Say that somebody is quoted where nobody was found; who that is is read from the text."""
    from onrecord.core.corrections import hull  # noqa: PLC0415 (help is printed without it)

    with onrecord.Record.open(db, create=False) as record:
        text = record.report(report).report.text
        said = _found(text, content, None, at) or ()
        near = hull(said) if said else None
        made = record.corrections.missed(
            report,
            content=said,
            source=_found(text, source, near, at) or (),
            cue=_found(text, cue, near, at) or (),
            type=type_,
            by=signed(by),
            why=why,
        )
    _tell(made, json=json)


@app.command()
def deadline(
    which: Annotated[
        str,
        typer.Argument(
            metavar="ID", callback=written, help="The commitment's, as `onrecord commitments` prints it."
        ),
    ],
    *,
    earliest: Annotated[
        str | None, typer.Option(metavar="DAY", callback=dates.day, help="The first day; else open.")
    ] = None,
    latest: Annotated[
        str | None, typer.Option(metavar="DAY", callback=dates.day, help="The last day; else open.")
    ] = None,
    unstated: Annotated[bool, typer.Option("--none", help="The report states no deadline.")] = False,
    words: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The report's words for it, if they are others.")
    ] = None,
    at: At = None,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Say by when a commitment is to be done, or that no deadline is stated."""
    if unstated != (earliest is None and latest is None):
        raise typer.BadParameter("give --earliest DAY or --latest DAY or both, or --none")
    with onrecord.Record.open(db, create=False) as record:
        spoken = None
        if words is not None:
            stand = record.ledger.commitment(which).row.stand
            text = record.report(stand.source.report_id).report.text
            spoken = (_found(text, [words], stand.span, at) or (None,))[0]
        made = record.corrections.deadline(
            which, earliest=earliest, latest=latest, words=spoken, by=signed(by), why=why
        )
    _tell(made, json=json)


@app.command()
def undo(
    identity: Decision,
    *,
    whole: Annotated[
        bool, typer.Option("--whole", help="All that was corrected in the same act, as an import is one.")
    ] = False,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take back a correction: what counted before it counts again."""
    refuse_long(identity)
    with onrecord.Record.open(db, create=False) as record:
        undone = record.corrections.undo(identity, by=signed(by), whole=whole)
    if json:
        print_json(map(as_json, undone))
        return
    for each in undone:
        say(f"undone: {each.correction.id}, {what(each)}")


def _around(record: Record, which: str) -> tuple[str, Span | None]:
    """The text of a quotation's report, and where in it the quotation stands."""
    from onrecord.core.corrections import hull  # noqa: PLC0415

    stored = record.report(which)
    now = (record.corrections.address(which) or "").partition("-")[2]
    quotation = next((each for each in stored.quotations if each.id == now), None)
    return stored.report.text, hull(quotation.content) if quotation else None


def _found(
    text: str, typed: Sequence[str] | None, near: Span | None, at: int | None
) -> tuple[Span, ...] | None:
    """Where the words stand that were typed for one role; None where nothing was."""
    from onrecord.core.corrections import find_words  # noqa: PLC0415

    if typed is None:
        return None
    return tuple(find_words(text, words, near=near, at=at) for words in typed if words.strip())


def _tell(made: CorrectionRow, *, json: bool) -> None:
    tell(what(made), "correct", made.correction.id, [as_json(made)], json=json)
