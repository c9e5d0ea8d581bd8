"""The parts of onrecord that a report's author can reach, each as something to be done to a text.

A model that guesses stands in the encoder's place: what it says follows from the words alone, and it sees
relations everywhere, as no text could make a real one do. So the rules behind it meet all that can come.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np

from onrecord.annotate import annotate
from onrecord.core import Fact, Model, Name, Quotation, Relay, Report, Span
from onrecord.ledger.commitments import commitments
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.figures import figures
from onrecord.ledger.positions import Stand, positions
from onrecord.match.revisions import revisions
from onrecord.match.statements.candidates import keys
from onrecord.match.statements.crediting import credits_for
from onrecord.match.statements.drift import drift
from onrecord.match.statements.duplicates import sketch
from onrecord.match.statements.judge import compare
from onrecord.match.statements.lineage import lineage
from onrecord.match.statements.warnings import warnings
from onrecord.match.statements.wording import setting_of, wording_of
from onrecord.models.encoder import POINTER, WEIGHTS, Encoder, Floats, Longs
from onrecord.models.tokens import load_tokenizer
from onrecord.read import read_text
from onrecord.read.kinds import Kind
from onrecord.read.reading import from_bytes
from onrecord.resolve import resolve

_SHIPPED = "fast"
_WIDTHS = (7, POINTER, POINTER, POINTER, POINTER, 7, 3, 128)
"""Of what a model says of a token, in the order of `Scores`."""
_BETWEEN = 0.5
"""How much likelier than chance a token is that no role belongs to."""

Part = Callable[[str], object]


class Guessing(Encoder):
    """A model that says of each token what chance gave that token, the same wherever it stands."""

    def __init__(self) -> None:
        self.tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
        card = json.loads((WEIGHTS / f"{_SHIPPED}.json").read_text(encoding="utf-8"))
        self.settings = card["settings"]
        self.model = Model("guessing", "1", "0" * 64)
        chance = np.random.default_rng(7)
        tables = [chance.normal(0, 2, (4093, width)).astype(np.float32) for width in _WIDTHS]
        tables[0][:, 0] += _BETWEEN
        for at in (0, 5, 6):  # those that hold probabilities
            tables[at] -= np.log(np.exp(tables[at]).sum(axis=1, keepdims=True))
        self._tables = tables

    def _run(self, ids: Longs, shades: Longs) -> Sequence[Floats]:
        rows = (ids[0] * 31 + shades[0]) % len(self._tables[0])
        return [table[rows][None] for table in self._tables]


@cache
def guessing() -> Guessing:
    """The model that guesses, made once."""
    return Guessing()


def report_of(text: str) -> Report:
    """A report with this text and a day."""
    return Report(text, "a.txt", "a.txt", text.encode("utf-8", "replace"), published=Fact("2031-03-12"))


def annotated(text: str) -> tuple[Report, tuple[Quotation, ...], tuple[Name, ...]]:
    """A text as a report, with all that the model that guesses finds in it."""
    report = report_of(text)
    return report, *annotate(report, guessing())


def regular(text: str) -> tuple[Report, list[Quotation]]:
    """A text as a report of a quotation in every hundred characters, and one as long as all of it."""
    report = report_of(text)
    spans = [(Span(at, at + 40), Span(at + 41, at + 60), Span(at + 61, at + 70)) for at in
             range(0, len(text) - 100, 100)]  # fmt: skip
    found = [
        Quotation(f"q{at}", "direct" if at % 2 else "indirect", (content,), (source,), (cue,))
        for at, (content, source, cue) in enumerate(spans)
    ]
    return report, found


def _read(kind: Kind) -> Callable[[bytes], list[Report]]:
    return lambda data: list(from_bytes(data, f"a.{kind}", "a", kind=kind, on_skip=lambda _: None))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _page(text: str) -> bytes:
    return f"<html><body><article><h1>We go</h1><p>{text}</p></article></body></html>".encode()


def _scripted(text: str) -> bytes:
    return f'<html><head><script type="application/ld+json">{text}</script><body><p>We go.</p>'.encode()


def _feed(text: str) -> bytes:
    item = (
        f"<item><title>{text[:200]}</title><pubDate>{text[:200]}</pubDate><description>{text}</description>"
    )
    return f"<rss><channel><title>a</title>{item}</item></channel></rss>".encode()


def _escaped_feed(text: str) -> bytes:
    return _feed(text.replace("&", "&amp;").replace("<", "&lt;"))


def _row(text: str) -> bytes:
    return json.dumps({"text": text, "title": text, "date": text, "author": text, "outlet": text}).encode()


def _table(text: str) -> bytes:
    return f"text,title,date\n{text}\n{text[:100]},b,c\n".encode()


def _archive(text: str) -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _page(text)
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: "
    return f"{head}{len(page)}\r\n\r\n".encode() + page + b"\r\n\r\n"


READERS: dict[str, Callable[[bytes], list[Report]]] = {
    kind: _read(kind) for kind in ("text", "html", "feed", "jsonl", "csv", "tsv", "warc", "parquet")
} | {"unknown": lambda data: list(from_bytes(data, "a", "a", on_skip=lambda _: None))}
"""What reads bytes, by their kind; `unknown` has to tell the kind by itself."""

WRAPPED: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("text", _encoded),
    "page": ("html", _page),
    "bare page": ("html", _encoded),
    "data in a page": ("html", _scripted),
    "feed": ("feed", _feed),
    "escaped feed": ("feed", _escaped_feed),
    "row": ("jsonl", _row),
    "bare rows": ("jsonl", _encoded),
    "table": ("csv", _table),
    "bare table": ("csv", _encoded),
    "archive": ("warc", _archive),
    "anything": ("unknown", _encoded),
}
"""A text as the bytes of a report: the reader, and how they are made."""


def _relay(text: str, which: str) -> Relay:
    quotation = Quotation(which, "direct", (Span(0, len(text)),))
    return Relay(f"r-{which}", f"r-{which}", replace(report_of(text), outlet=which), quotation, "brun")


def _pair(text: str) -> tuple[Relay, Relay]:
    """A text said by one, and most of it said again with a word put in at a third and a third cut out."""
    third = len(text) // 3
    return _relay(text, "a"), _relay(f"{text[: 2 * third]} but {text[third:]}", "b")


def _compared(text: str) -> object:
    wordings = [wording_of(relay, setting_of(relay.report)) for relay in _pair(text)]
    return [keys(each) for each in wordings], compare(*wordings)


def _stands(text: str) -> object:
    return list(positions([Stand("a", "2030-01-01", "r", text), Stand("b", "2031-01-01", "s", f"{text} no")]))


def _credits(text: str) -> object:
    report, found = regular(text)
    return credits_for(report, found, ["Merrow Press", "Ansby Courier", "A"])


def _drifted(text: str) -> object:
    return drift(_pair(text))


RULES: dict[str, Part] = {
    "reading": read_text,
    "annotating": annotated,
    "resolving": lambda text: resolve(*regular(text)),
    "resolving what was guessed": lambda text: resolve(*annotated(text)[:2]),
    "figures": lambda text: figures(*regular(text), ()),
    "commitments": lambda text: commitments(*regular(text), ()),
    "deadlines": lambda text: deadlines(text, date(2031, 3, 12), Span(0, len(text))),
    "positions": _stands,
    "comparing statements": _compared,
    "drift": _drifted,
    "warnings": lambda text: list(warnings(_pair(text))),
    "lineage": lambda text: lineage(_pair(text)),
    "credits": _credits,
    "sketches": sketch,
    "versions": lambda text: revisions(text, f"{text[len(text) // 2 :]} but {text}"),
}
"""What reads a text once it is one."""


def _wrapped(name: str) -> Part:
    reader, made = WRAPPED[name]
    return lambda text: READERS[reader](made(text))


PARTS: dict[str, Part] = {f"reading a {name}": _wrapped(name) for name in WRAPPED} | RULES
"""All of it."""
