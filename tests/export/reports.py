"""Reports to export: one written out, and any that hypothesis thinks of."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from onrecord.core import Fact, Model, Quotation, Report, Span, Speaker, quotation_id
from onrecord.record import StoredReport, VersionRow

TEXT = (
    "Fares to fall 🎉\n\n"
    "“Fares,” said Ida Rowan, the harbour master, “will fall, as Tomas Weir told us it’s agreed.”\n\n"
    "According to the Ferry Union, storms are due."
)
ROWAN = Speaker("s-rowan", "Ida Rowan", "person", "named", roles=("harbour master",))
WEIR = Speaker("s-weir", "Tomas Weir", "person", "named")
UNION = Speaker("s-union", "Ferry Union", "organisation", "named")


def where(words: str) -> Span:
    assert TEXT.count(words) == 1, words
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


OUTER = Quotation(
    "a" * 12,
    "direct",
    (where("“Fares,”"), where("“will fall, as Tomas Weir told us it’s agreed.”")),
    (where("Ida Rowan, the harbour master"),),
    (where("said"),),
    ROWAN,
    confidence=0.97,
    grade="record",
)
INNER = Quotation(
    "b" * 12,
    "indirect",
    (where("it’s agreed"),),
    (where("Tomas Weir"),),
    (where("told"),),
    WEIR,
    nested_in="a" * 12,
    polarity="hedged",
    confidence=0.5,
)
LAST = Quotation(
    "c" * 12,
    "indirect",
    (where("storms are due"),),
    (where("the Ferry Union"),),
    (where("According to"),),
    UNION,
    confidence=0.99,
    grade="record",
)


def stored(text: str, *quotations: Quotation, **about: object) -> StoredReport:
    """A report of that text as the record holds it."""
    report = Report(text, "fares.txt", "/news/fares.txt", text.encode("utf-8", "surrogatepass"), **about)  # type: ignore[arg-type]
    model = Model("reader", "1", "ab" * 32)
    times = ("2026-02-17T10:00:00.000+00:00",) * 2
    version = VersionRow("0123456789abcdef", 1, True, report.sha256, "cd" * 32, *times, model, "0.1.0", 0)
    return StoredReport("0123456789abcdef", version, report, quotations, ())


FARES = stored(
    TEXT,
    OUTER,
    INNER,
    LAST,
    title=Fact("Fares to fall 🎉"),
    published=Fact("2026-02-16"),
    outlet="Alder Bay Courier",
    author="Nell Abara",
    language="en",
)

# Astral characters, marks that turn the direction of writing, line ends of all kinds, what XML cannot hold.
CHARACTERS = st.sampled_from("ab “”'é😀𝔸\u202e\u200f\u2028\x85\x0c\x01&<>\t;:#")
LINES = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
TEXTS = st.lists(CHARACTERS | LINES, min_size=1, max_size=40).map("".join)


@st.composite
def stored_reports(draw: st.DrawFn) -> StoredReport:
    """A report with some relations: parts in order and apart, any number of them within others or across."""
    text = draw(TEXTS)
    spans = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(
        lambda edges: tuple(Span(*pair) for pair in zip(*[iter(sorted(edges))] * 2, strict=False))
    )
    some = st.just(()) | spans
    digest = hashlib.sha256(text.encode()).hexdigest()
    quotations: list[Quotation] = []
    if len(text) > 1:
        contents = draw(st.lists(spans, max_size=4, unique=True))
        for content in sorted(contents):
            earlier = [each.id for each in quotations]
            quotations.append(
                Quotation(
                    quotation_id(digest, content),
                    draw(st.sampled_from(["direct", "indirect", "mixed"])),
                    content,
                    draw(some),
                    draw(some),
                    draw(st.sampled_from([None, ROWAN, UNION])),
                    nested_in=draw(st.sampled_from([None, *earlier])),
                    polarity=draw(st.sampled_from([None, "denied"])),
                )
            )
    return stored(text, *quotations)


def said(quotation: Quotation) -> tuple[object, ...]:
    """What a round trip keeps of a quotation."""
    place = (quotation.content, quotation.source, quotation.cue)
    return quotation.id, quotation.type, *place, quotation.nested_in
