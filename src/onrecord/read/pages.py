"""HTML -> Report: trafilatura finds the text; JSON-LD, then the meta tags, then htmldate tell the rest."""

from __future__ import annotations

import copy
import html
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onrecord.core import Report
from onrecord.read import dates
from onrecord.read.decoding import decode, well_formed
from onrecord.read.frame import Known
from onrecord.read.making import report_of, tidy, under_headline
from onrecord.read.skips import UnreadableError, size

MAX_MARKUP = 8 * 1024 * 1024
"""Larger pages and feeds are not news, and parsing them takes minutes."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\ufeff?\s{0,99}<\?xml[^>]{0,200}\?>")
_SITE_SUFFIX = re.compile(r"\s[|–—-]\s")
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|PressRelease|LiveBlogPosting)$")
_BLOCK_TAGS = """
    address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg"})
_DEPTH = 12

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class _Said:
    """What one kind of metadata says; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None


def from_html(data: bytes, name: str, source: str, charset: str | None = None) -> Report:
    """The report on an HTML page; its text has the headline first and a newline between paragraphs.

    Raises UnreadableError for a page without text, or larger than 8 MiB of markup.
    """
    if len(data) > MAX_MARKUP:
        raise UnreadableError(f"a page of more than {size(MAX_MARKUP)} of markup")
    declared = charset or _declared(data)
    markup = well_formed(_DECLARATION.sub("", decode(data, declared)))
    tree = _tree(markup)
    text = "" if tree is None else _story(tree, markup, source)
    if tree is None or not text.strip():
        raise UnreadableError("a page without text" if data.strip() else "empty")
    text, known = under_headline(text, _known(tree, source))
    return report_of(text, name, source, data, known)


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML, a newline between its blocks."""
    tree = _tree(f"<html><body><div>{markup}</div></body></html>")
    return "" if tree is None else text_of(tree)


def text_of(tree: Any) -> str:
    """Everything a reader would see of an lxml tree, a newline between blocks."""
    pieces: list[str] = []
    hidden = 0
    for event, element in _walk(tree):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            hidden += tag in _UNSEEN
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append(_flow(element.text) if tag is not None and not hidden else "")
        else:
            hidden -= tag in _UNSEEN
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append(_flow(element.tail) if not hidden else "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of every element in document order; no recursion, for markup may nest without end."""
    stack = [("start", tree)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            stack.extend(("start", child) for child in reversed(element))


def _flow(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _tree(markup: str) -> Any:
    from trafilatura import load_html  # noqa: PLC0415

    return load_html(markup)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return None if match is None else match[1].decode("ascii", "replace")


def _story(tree: Any, markup: str, source: str) -> str:
    from trafilatura import extract  # noqa: PLC0415

    url = source if source.startswith(("http://", "https://")) else None
    text = extract(markup, url=url, include_comments=False, include_tables=False, include_images=False) or ""
    if "\n" in text:
        return text
    # From a short page trafilatura gives one line, its paragraphs run together.
    core = _core(tree)
    story = next(iter(core.xpath("//article | //main")), core)
    return text_of(story) or text


def _core(tree: Any) -> Any:
    """A copy of the page without what stands around its story."""
    core = copy.deepcopy(tree)
    for element in core.xpath("//nav | //footer | //aside | //form"):
        if element.getparent() is not None:
            element.drop_tree()
    return core


def _known(tree: Any, source: str) -> Known:
    linked, tagged = _from_json_ld(tree), _from_meta(tree)
    outlet = linked.outlet or tagged.outlet or _host(source)
    title = linked.title or _without_site(tagged.title or _headline(tree), outlet)
    language = str(tree.get("lang") or "")[:2].lower()
    return Known(
        title=title,
        published=linked.published or tagged.published or _dated(tree),
        outlet=outlet,
        author=linked.author or tagged.author,
        language=language if len(language) == 2 and language.isalpha() else None,
    )


def _from_json_ld(tree: Any) -> _Said:
    """What the page's first schema.org article says of itself."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for article in _articles(content, _DEPTH):
            return _Said(
                title=_plain(article.get("headline") or article.get("name")),
                published=dates.iso_of(article.get("datePublished") or article.get("dateCreated")),
                outlet=_named(article.get("publisher")),
                author=_named(article.get("author")),
            )
    return _Said()


def _articles(node: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(node, list):
        for item in node[:200]:
            yield from _articles(item, depth - 1)
    elif isinstance(node, dict):
        types = node.get("@type")
        if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in _as_list(types)):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _articles(node.get(key), depth - 1)


def _named(value: object) -> str | None:
    """The names in a schema.org person or organisation, or a list of them, or a plain string."""
    names = [_plain(item.get("name") if isinstance(item, dict) else item) for item in _as_list(value)]
    # An author given as a link to a profile is no name.
    return ", ".join(name for name in names if name and not name.startswith("http")) or None


def _plain(value: object) -> str | None:
    """A JSON-LD string as one line; many sites escape it for HTML although a script is not HTML."""
    return tidy(html.unescape(value)) if isinstance(value, str) else None


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _from_meta(tree: Any) -> _Said:
    meta: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        meta.setdefault(key, tag.get("content"))

    def first(*keys: str) -> str | None:
        values = (tidy(meta.get(key)) for key in keys)
        return next((value for value in values if value and not value.startswith("http")), None)

    return _Said(
        title=first("og:title", "twitter:title", "dc.title", "headline"),
        published=dates.iso_of(
            first("article:published_time", "datepublished", "dc.date.issued", "dc.date", "date")
        ),
        outlet=first("og:site_name", "application-name", "dc.publisher"),
        author=first("author", "article:author", "dc.creator"),
    )


def _headline(tree: Any) -> str | None:
    for path in ("//article//h1", "//h1", "//title"):
        for element in tree.xpath(path)[:1]:
            title = tidy("".join(element.itertext()))
            if title is not None:
                return title
    return None


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """The title without the " | Outlet" that sites append."""
    if title is None or outlet is None:
        return title
    for match in _SITE_SUFFIX.finditer(title):
        if title[match.end() :].casefold() == outlet.casefold():
            return title[: match.start()]
    return title


def _dated(tree: Any) -> str | None:
    from htmldate import find_date  # noqa: PLC0415

    core = _core(tree)
    for moment in core.xpath("//article//time[@datetime]")[:1]:
        return dates.iso_of(moment.get("datetime"))
    # Not the extensive search, and not the foot of the page: it would take any date that stands there, and
    # a wrong date is worse than none.
    return find_date(core, original_date=True, extensive_search=False)


def _host(source: str) -> str | None:
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    host = parts.hostname if parts.scheme in {"http", "https"} else None
    return None if host is None else host.removeprefix("www.")
