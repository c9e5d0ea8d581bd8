"""TEI (https://tei-c.org/guidelines/p5): one document a report, with <said> around what is said.

The text is untouched: all characters within <body>, in order, are those of `report.text`. A paragraph is a
<p>; what lies between two is white space. XML cannot hold a few control characters: U+FFFD stands for each,
so that offsets stay.

`said/@who` points at a <person> or <org> of the header, `@corresp` at the words of the source and of the cue
(<seg>) and at its polarity. XML has no spans that cross: one that does is cut into pieces, and the pieces and
parts of one quotation are linked by `@next` and `@prev`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from onrecord.core import Quotation, Span, trim
from onrecord.export.addresses import Addresses
from onrecord.export.pieces import Closes, Opens, pieces
from onrecord.export.tei_header import Cast, add_header, polarities
from onrecord.export.xmls import child, document, storable

if TYPE_CHECKING:
    from onrecord.record import StoredReport

NAMESPACE = "http://www.tei-c.org/ns/1.0"

# What XML itself does not call white space may not stand between paragraphs.
_WHITE = " \t\r\n"
_BLANK_LINE = re.compile(r"(?<![ \t])(?:[ \t]*(?:\r\n|\r|\n)){2,}[ \t]*")
_DIRECT = {"direct": "true", "indirect": "false", "mixed": "unknown"}


class _Chain(NamedTuple):
    """All pieces of one role of the report's quotation number `number`, from 1."""

    role: str
    number: int

    def name(self, piece: int) -> str:
        """The xml:id of its piece number `piece`, from 1; that of the first stands for all."""
        return f"{self.role}{self.number}" + (f".{piece}" if piece > 1 else "")


def tei(stored: StoredReport, addresses: Addresses | None = None) -> str:
    """A report as one TEI document."""
    cast = Cast.of(stored.quotations)
    root = ET.Element("TEI", {"xmlns": NAMESPACE})
    add_header(root, stored, cast, addresses or Addresses())
    child(root, "text").append(_Body(stored.report.text, stored.quotations, cast).element())
    return document(root)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, without the white space around them; blank lines part them."""
    edges = [0, *(edge for blank in _BLANK_LINE.finditer(text) for edge in blank.span()), len(text)]
    cut = [trim(Span(*pair), text, _WHITE) for pair in zip(edges[::2], edges[1::2], strict=True)]
    return [paragraph for paragraph in cut if paragraph.start < paragraph.end]


def _shared(text: str, spans: Sequence[Span]) -> list[tuple[Span, dict[int, Span]]]:
    """Each paragraph with the spans that have a part in it, by their numbers."""
    cut = paragraphs(text)
    ends = [paragraph.end for paragraph in cut]
    shared: list[dict[int, Span]] = [{} for _ in cut]
    for i, span in enumerate(spans):
        for at in range(bisect_right(ends, span.start), len(cut)):
            if cut[at].start >= span.end:
                break
            shared[at][i] = span
    return list(zip(cut, shared, strict=True))


class _Body:
    """The text with its elements; how many pieces a chain has is counted before they are linked."""

    def __init__(self, text: str, quotations: Sequence[Quotation], cast: Cast) -> None:
        self._text = text
        self._quotations = quotations
        self._cast = cast
        self._polarities = polarities(quotations)
        placed = list(_placed(quotations))
        self._chains = [chain for chain, _ in placed]
        spans = [span for _, span in placed]
        self._paragraphs = [(each, list(pieces(each, within))) for each, within in _shared(text, spans)]
        events = (event for _, some in self._paragraphs for event in some)
        self._pieces = Counter(self._chains[event.span] for event in events if isinstance(event, Opens))
        self._written: Counter[_Chain] = Counter()

    def element(self) -> ET.Element:
        """The <body>."""
        builder = ET.TreeBuilder()
        builder.start("body", {"xml:space": "preserve"})
        end = 0
        for paragraph, events in self._paragraphs:
            builder.data(self._text[end : paragraph.start])
            builder.start("p", {})
            self._fill(builder, events)
            builder.end("p")
            end = paragraph.end
        if not self._paragraphs:
            # A body needs a paragraph, though the text has none.
            builder.start("p", {})
            builder.end("p")
        builder.data(self._text[end:])
        builder.end("body")
        return builder.close()

    def _fill(self, builder: ET.TreeBuilder, events: Iterable[Opens | Closes | Span]) -> None:
        opened: list[str] = []
        for event in events:
            if isinstance(event, Opens):
                chain = self._chains[event.span]
                opened.append("said" if chain.role == "content" else "seg")
                builder.start(opened[-1], self._attributes(chain))
            elif isinstance(event, Closes):
                builder.end(opened.pop())
            else:
                builder.data(storable(event.of(self._text)))

    def _attributes(self, chain: _Chain) -> dict[str, str]:
        self._written[chain] += 1
        piece, of = self._written[chain], self._pieces[chain]
        links = {"xml:id": chain.name(piece)}
        if piece > 1:
            links["prev"] = f"#{chain.name(piece - 1)}"
        if piece < of:
            links["next"] = f"#{chain.name(piece + 1)}"
        quotation = self._quotations[chain.number - 1]
        who = self._cast.pointers(quotation.speaker)
        if chain.role != "content":
            return links | {"type": chain.role} | ({"corresp": who} if who and chain.role == "source" else {})
        roles = [_Chain(role, chain.number) for role in ("source", "cue")]
        points = [f"#{each.name(1)}" for each in roles if self._pieces[each]]
        points += [f"#{self._polarities[quotation.polarity]}"] if quotation.polarity else []
        said = {
            "n": storable(quotation.id),
            "who": who,
            "direct": _DIRECT[quotation.type],
            "cert": f"{quotation.confidence:.2f}",
            "corresp": " ".join(points),
        }
        return links | {name: value for name, value in said.items() if value}


def _placed(quotations: Sequence[Quotation]) -> Iterator[tuple[_Chain, Span]]:
    """Every span with its chain; of equal ones, what is said comes first and is the outer element."""
    for role in ("content", "source", "cue"):
        for number, quotation in enumerate(quotations, 1):
            spans = {"content": quotation.content, "source": quotation.source, "cue": quotation.cue}[role]
            yield from ((_Chain(role, number), span) for span in spans)
