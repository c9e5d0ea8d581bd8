"""Pages from templates: every text escaped, hostile characters shown instead of obeyed."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import resources
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.core import Spans
from onrecord.core.days import (
    held_in_short,
    in_short,
    in_words,
    interval_in_words,
    months_in_short,
    period_in_words,
)
from onrecord.core.people import latest_first
from onrecord.core.phrases import counted, signature, unnamed
from onrecord.core.sources import site, site_or_file
from onrecord.core.version import __version__
from onrecord.core.visible import one_line, visible
from onrecord.serve import statics
from onrecord.serve.drawing.lineage import graph
from onrecord.serve.drawing.timeline import timeline
from onrecord.serve.highlighting import highlighted
from onrecord.serve.pages.asking import LAST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

    from onrecord.record import StatementJudged


def link(path: str, **query: object) -> str:
    """An address of the reading room with its query, what is None or empty left out.

    >>> link("/search", q="gas & oil", page=None)
    '/search?q=gas+%26+oil'
    """
    asked = urlencode({name: value for name, value in query.items() if value not in {None, ""}})
    return quote(path) + (f"?{asked}" if asked else "")


def environment(*, published: bool = False) -> Environment:
    """The templates of a server, or of pages to be `published` as files."""
    folder = resources.files("onrecord.serve") / "templates"
    # Nothing but what a template says is trusted; a missing name is an error here, not an empty place there.
    made = Environment(
        loader=FileSystemLoader(str(folder)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {
        "link": link,
        "published": published,
        "last_page": LAST,
        "static": statics.address,
        "version": __version__,
        "query_of": query_of,
        "highlighted": highlighted,
        "timeline_of": timeline,
        "lineage_of": graph,
    }
    made.filters |= {
        "line": one_line,
        "visible": visible,
        "day": in_words,
        "short_day": in_short,
        "days": lambda pair: interval_in_words(*pair),
        "months": lambda pair: months_in_short(*pair),
        "period": lambda pair: period_in_words(*pair),
        "place": site_or_file,
        "site": site,
        "held": lambda pair: held_in_short(*pair),
        "signed": signature,
        "latest_first": latest_first,
        "acts": acts,
        "counted": counted,
        "marked": marked,
        "placed": placed,
        "unnamed": unnamed,
    }
    return made


def acts(judged: Iterable[StatementJudged]) -> list[tuple[StatementJudged, ...]]:
    """What was decided, by the acts in which it was, which are taken back whole; what parts comes first."""
    found: dict[tuple[str, str], list[StatementJudged]] = {}
    for each in judged:
        found.setdefault((each.by, each.at), []).append(each)
    return [tuple(sorted(some, key=lambda each: each.verdict != "different")) for some in found.values()]


def query_of(asked: DataclassInstance, page: int, **instead: object) -> dict[str, object]:
    """What was asked, for another page of the same list, or with something else `instead`.

    What stands as it does unasked is left out.
    """
    given = {each.name: (getattr(asked, each.name), each.default) for each in fields(asked)}
    kept = {name: value for name, (value, unasked) in given.items() if value != unasked}
    return kept | {"page": page if page > 1 else None} | instead


def placed(reason: str) -> str:
    """A reason with the offsets in it told to be that.

    >>> placed("named in the source, at 291")
    'named in the source, at character 291'
    """
    return _AT.sub("at character ", reason)


def marked(text: str, marks: Spans, element: Literal["mark", "ins", "del"] = "mark") -> Markup:
    """The text on one line with `marks`, offsets in it, set off: as what was searched for, is new or gone."""
    pieces, at = [], 0
    opened, closed = Markup("<{}>").format(element), Markup("</{}>").format(element)
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [escape(_flat(text[at:start])), opened, escape(_flat(text[start:end])), closed]
        at = end
    pieces.append(escape(_flat(text[at:])))
    return Markup("").join(pieces)


def _flat(piece: str) -> str:
    return visible(piece.replace("\r\n", " ").translate(_BREAKS))


_AT = re.compile(r"\bat (?=\d+(?![\d\w%]))")
_BREAKS = str.maketrans("\r\n\t", "   ")
