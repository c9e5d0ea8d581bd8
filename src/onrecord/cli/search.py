"""`onrecord search`: where words stand, in quotations first; or what was said to that effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import data, print_json, say, warn
from onrecord.cli.listing import (
    INDENT,
    MEASURE,
    how,
    joined,
    marked,
    reported_by,
    to_whom,
    when,
    who_is_who,
    wrapped,
)
from onrecord.cli.lookup import tell_who_is_meant
from onrecord.cli.options import (
    DEFAULT_DATABASE,
    Database,
    Grade,
    Json,
    ModelName,
    Outlet,
    Since,
    Speaker,
    Until,
)
from onrecord.core.days import in_words
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line, visible

if TYPE_CHECKING:
    from onrecord.record import Hit, Record

DEFAULT_MODEL: ModelName = "accurate"
MOST_COUNTED = 1000
"""Places beyond this many are not counted: common words stand everywhere."""


class _Filters(TypedDict):
    speaker: str | None
    since: str | None
    until: str | None
    outlet: str | None
    grade: Literal["record", "review"] | None


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='All must be there; "quoted words" in a row.')
    ],
    *,
    meaning: Annotated[
        bool,
        typer.Option("--meaning", help="What was said in other words too, the nearest in meaning first."),
    ] = False,
    model: Annotated[
        ModelName,
        typer.Option(help="With --meaning: the model that the reports were added with."),
    ] = DEFAULT_MODEL,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    grade: Grade = None,
    limit: Annotated[int, typer.Option(min=1, max=10**9, metavar="N", help="Stop after N.")] = 50,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Find words, or a meaning, in what was said.

    Words are found in quotations, then elsewhere; case, accents and script make no difference.
    """
    dates.in_order(since, until)
    asked = " ".join(words)
    # Even a row of dots has a vector, near to much that was said and to nothing that was meant.
    if not asked.strip(' "*') or (meaning and not any(map(str.isalnum, asked))):
        raise typer.BadParameter("there is no word to search for")
    filters = _Filters(speaker=speaker, since=since, until=until, outlet=outlet, grade=grade)
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if meaning:
            found = _by_meaning(record, asked, model, filters, limit)
        else:
            found = _by_words(record, asked, filters, limit)
        if json:
            print_json(asdict(hit) for hit in found.hits)
        else:
            _print(found.hits)
        tell_who_is_meant(record, speaker)
    if found.left_out:
        again = "onrecord add" if model == DEFAULT_MODEL else f"onrecord add --model {model}"
        left_out = counted(found.left_out, "quotation")
        warn(
            f"{left_out} not compared: today's model {model} has not read them; `{again}` their reports again"
        )
    if len(found.hits) < found.count:
        say(f"{len(found.hits):,} of {found.total} shown; --limit for more", "dim")
    elif not json:
        say(found.total if found.count else "nothing found", "dim")


@dataclass(frozen=True, slots=True)
class _Found:
    hits: Sequence[Hit]
    count: int
    """How many there are, shown or not; of words, no more than were looked for."""
    total: str
    """The same in words."""
    left_out: int = 0


def _by_words(record: Record, words: str, filters: _Filters, limit: int) -> _Found:
    most = max(limit, MOST_COUNTED) + 1
    hits = record.search(words, limit=most, **filters)
    total = counted(len(hits), "place") if len(hits) < most else f"more than {counted(most - 1, 'place')}"
    return _Found(hits[:limit], len(hits), total)


def _by_meaning(record: Record, words: str, model: str, filters: _Filters, limit: int) -> _Found:
    query, read_by = onrecord.pipeline.embed(words, model), onrecord.pipeline.model_info(model)
    near = record.search_by_meaning(query, read_by, limit=limit, **filters)
    return _Found(near.hits, near.found, counted(near.found, "quotation"), near.left_out)


def _print(hits: Sequence[Hit]) -> None:
    console = data()
    for count, hit in enumerate(hits):
        if count:
            console.print()
        for line in _drawn(console, hit):
            console.print(line, soft_wrap=True)


def _drawn(console: Console, hit: Hit) -> list[Text]:
    if hit.quote is not None:
        parts = [part for part in (who_is_who(hit.quote), when(hit.quote), to_whom(hit.quote)) if part]
        likeness = [] if hit.similarity is None else [f"similarity {hit.similarity:.2f}"]
        place = [reported_by(hit.quote), how(hit.quote), *likeness, hit.quote.report_id]
    elif hit.report is not None:
        parts = [
            Text(one_line(hit.report.title or hit.report.name), "italic"),
            Text("not in a quotation", "dim"),
        ]
        published = in_words(hit.report.published) if hit.report.published else "undated"
        place = [one_line(hit.report.outlet or hit.report.source), published, hit.report.id]
    words = _highlighted(hit)
    if hit.quote is not None:
        words = marked(hit.quote, words)
    width = min(MEASURE, console.width - INDENT)
    below = [
        *wrapped(console, words, width, INDENT),
        *wrapped(console, Text(f"— {joined(place)}", "dim"), width, INDENT),
    ]
    return [
        *wrapped(console, Text(" · ", "dim").join(parts), console.width),
        *(Text(" " * INDENT) + b for b in below),
    ]


def _highlighted(hit: Hit) -> Text:
    words, at = Text(), 0
    if hit.report and hit.start:
        words.append("…", "dim")
    for start, end in hit.marks:
        words.append(_flat(hit.snippet[at:start])).append(_flat(hit.snippet[start:end]), "bold reverse")
        at = end
    words.append(_flat(hit.snippet[at:]))
    if hit.report and (hit.start or 0) + len(hit.snippet) < hit.report.characters:
        words.append("…", "dim")
    return words


def _flat(piece: str) -> str:
    return visible(piece.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " "))
