"""What matching sees of a quotation: its words by their stems and weights, its figures, names and setting."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum, log, sqrt
from operator import mul

import numpy as np
import numpy.typing as npt
from snowballstemmer import stemmer

from onrecord.core import Interval, Relay, Report, Span, Spans
from onrecord.core.marks import inside
from onrecord.match.statements.retelling import told_again_from

_STEMMER = stemmer("english")
_AROUND = 350
"""Characters on either side of a content that tell of the occasion."""
_SPELT = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
    if word != "one"
}
_STANDING = frozenset(
    "often repeatedly always frequently regularly usually routinely long once many times again previously "
    "proposal call plan pledge promise vow stance position claim belief view history".split()
)
"""Words of cue and source that tell of a habit or a position."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands in a report's text; `stem` is how it is compared."""

    span: Span
    text: str
    stem: str


@lru_cache(maxsize=1 << 17)
def stem_of(word: str) -> str:
    """How a word is compared: lower case, without its English ending; figures without their commas.

    >>> stem_of("Soldiers"), stem_of("1,200"), stem_of("Merrow’s"), stem_of("five")
    ('soldier', '1200', 'merrow', '5')
    """
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    plain = unicodedata.normalize("NFC", word.lower()).replace("’", "'").removesuffix("'s")
    return _SPELT.get(plain) or str(_STEMMER.stemWord(plain))


def tokens(text: str, spans: Spans) -> list[Token]:
    """The words inside `spans`, in order."""
    return [
        Token(Span(match.start(), match.end()), match[0], stem_of(match[0]))
        for start, end in sorted(spans)
        for match in _word().finditer(text, start, end)
    ]


@cache
def _word() -> re.Pattern[str]:
    """A figure or a word: letters with their marks, without which many scripts' words would fall apart."""
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")
    letters = rf"[^\W\d_]+(?:[{marks}]+[^\W\d_]*)*"
    return re.compile(rf"\d(?:[\d.,]*\d)?|{letters}(?:['’]{letters})*")


@cache
def _weights() -> Mapping[str, float]:
    lines = files("onrecord.match").joinpath("data/word_weights.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {stem: float(weight) for stem, weight in rows}


@lru_cache(maxsize=1 << 17)
def weight_of(stem: str) -> float:
    """How much a word tells: the logarithm of how many articles there are for one that has it (nats)."""
    weights = _weights()
    return weights.get(stem, weights[""])


@lru_cache(maxsize=1 << 17)
def is_content_word(stem: str) -> bool:
    """Whether a word says what something is about: it stands in fewer than two articles of five."""
    return weight_of(stem) > 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """What matching sees of a report: its outlet, its day and its words."""

    outlet: str | None
    day: int | None
    """Day of publication, as `date.toordinal` counts."""
    words: Mapping[str, float] = field(hash=False)
    """Weights of the stems, of length 1 together."""
    inside: bytes


@dataclass(frozen=True, slots=True)
class Wording:
    """What matching sees of one quotation."""

    relay: Relay
    setting: Setting
    tokens: Sequence[Token]
    stems: Sequence[str]
    quoted: Sequence[str]
    """The stems of the words inside quotation marks."""
    words: Mapping[str, float]
    """The content words and what each weighs."""
    weight: float
    figures: frozenset[str]
    names: frozenset[str]
    around: Mapping[str, float]
    """Words of the setting, outside quotation marks: who, when, where."""
    standing: bool
    """Whether it is told as a habit or a position, not as one act of saying."""
    by_name: bool
    """Whether the source itself has the speaker's name, so that nothing had to be resolved."""
    days: tuple[int, int] | None
    """The first and last day it can have been said, where the text tells."""
    again_from: int | None
    """From which of the stems on the speaker tells again what he said before, where he does."""
    vector: npt.NDArray[np.float32] | None
    denied: bool
    """Whether the report says that the speaker says it is not so."""


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The inner product of two sparse vectors."""
    # What both have comes in any order, so the sum is an exact one.
    both = one.keys() & other.keys()
    return fsum(map(mul, map(one.__getitem__, both), map(other.__getitem__, both)))


@lru_cache(maxsize=256)
def likeness_of(one: Setting, other: Setting) -> float:
    """How alike the words of two reports are (cosine); kept, as many pairs of quotations have one answer."""
    return max(0.0, dot(one.words, other.words))


def setting_of(report: Report) -> Setting:
    """What matching sees of a report."""
    published = report.published or report.dateline
    day = date.fromisoformat(published.value[:10]).toordinal() if published else None
    counts = Counter(token.stem for token in tokens(report.text, (Span(0, len(report.text)),)))
    return Setting(report.outlet, day, _bag(counts), bytes(inside(report.text)))


def days_of(said_on: Interval | None) -> tuple[int, int] | None:
    """The first and last day of saying as `date.toordinal` counts, where the text tells."""
    if said_on is None or said_on.text is None:
        return None
    return date.fromisoformat(said_on.earliest).toordinal(), date.fromisoformat(said_on.latest).toordinal()


def _bag(counts: Mapping[str, int]) -> dict[str, float]:
    """The content words of a text, weighed by how often they stand there (tf-idf); of length 1 together."""
    bag = {stem: (1 + log(n)) * weight_of(stem) for stem, n in counts.items() if is_content_word(stem)}
    length = sqrt(sum(weight * weight for weight in bag.values())) or 1.0
    return {stem: weight / length for stem, weight in bag.items()}


def wording_of(relay: Relay, setting: Setting) -> Wording:
    """What matching sees of one quotation; `setting` is that of its report."""
    text, quotation = relay.report.text, relay.quotation
    found = tokens(text, quotation.content)
    stems = [token.stem for token in found]
    words = {stem: weight_of(stem) for stem in sorted(set(stems)) if is_content_word(stem)}
    source = tokens(text, quotation.source)
    spans = (*quotation.content, *quotation.source, *quotation.cue)
    first, last = min(s for s, _ in quotation.content), max(e for _, e in quotation.content)
    near = (Span(max(0, first - _AROUND), first), Span(last, min(len(text), last + _AROUND)))
    around = [
        token
        for token in tokens(text, near)
        if not setting.inside[token.span.start] and not any(s <= token.span.start < e for s, e in spans)
    ]
    told = {token.text.lower() for token in (*tokens(text, quotation.cue), *source)}
    vector = (
        np.frombuffer(quotation.embedding, dtype="<f2").astype(np.float32) if quotation.embedding else None
    )
    return Wording(
        relay,
        setting,
        found,
        stems,
        [token.stem for token in found if setting.inside[token.span.start]],
        words,
        sum(words.values()),
        frozenset(t.stem for t in (*found, *source) if t.stem[:1].isdigit()),
        frozenset(t.stem for t in found[1:] if t.text[:1].isupper() and t.stem in words),
        _bag(Counter(token.stem for token in around)),
        not told.isdisjoint(_STANDING),
        quotation.speaker is not None
        and stem_of(quotation.speaker.name.split()[-1]) in {t.stem for t in source},
        days_of(quotation.said_on),
        told_again_from(stems, quotation, [token.stem for token in source]),
        vector,
        quotation.polarity == "denied",
    )
