"""Pages from templates: every text escaped, hostile characters shown instead of obeyed."""

from __future__ import annotations

from dataclasses import fields
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.core import Spans
from onrecord.core.days import in_short, in_words, interval_in_words, months_in_short, period_in_words
from onrecord.core.sources import site_or_file
from onrecord.core.version import __version__
from onrecord.core.visible import one_line, visible
from onrecord.serve import statics
from onrecord.serve.highlighting import highlighted

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


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
        "static": statics.address,
        "version": __version__,
        "query_of": query_of,
        "highlighted": highlighted,
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
        "counted": counted,
        "marked": marked,
    }
    return made


def query_of(asked: DataclassInstance, page: int) -> dict[str, object]:
    """What was asked, for another page of the same list: what stands as it does unasked is left out."""
    given = {each.name: (getattr(asked, each.name), each.default) for each in fields(asked)}
    return {name: value for name, (value, unasked) in given.items() if value != unasked} | {
        "page": page if page > 1 else None
    }


def counted(number: int, thing: str) -> str:
    """How many there are of a thing.

    >>> counted(1, "report"), counted(1200, "report"), counted(2, "person")
    ('1 report', '1,200 reports', '2 people')
    """
    several = {"person": "people"}.get(thing, f"{thing}s")
    return f"{number:,} {thing if number == 1 else several}"


def marked(text: str, marks: Spans) -> Markup:
    """The text on one line with `marks`, offsets in it, set off as what was searched for."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [escape(_flat(text[at:start])), Markup("<mark>"), escape(_flat(text[start:end])), _END]
        at = end
    pieces.append(escape(_flat(text[at:])))
    return Markup("").join(pieces)


_END = Markup("</mark>")


def _flat(piece: str) -> str:
    return visible(piece.replace("\r\n", " ").translate(_BREAKS))


_BREAKS = str.maketrans("\r\n\t", "   ")
