"""What a reader does not see changes nothing: odd spaces and line breaks, accents composed or not, emoji,
characters without a width. A text and its twin of the same words have the same tokens and the same relations.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.annotate.marks import inside
from onrecord.annotate.turns import turns
from onrecord.core import Quotation, Report
from onrecord.models.encoder import WEIGHTS
from onrecord.models.tokens import load_tokenizer, tokenize
from onrecord.pipeline import extract

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")
EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "examples/reports").glob("*.txt"))
]

STORY = """Port of Orlö opens in spring, minister says

The new port at Orlö will open in spring, Transport Minister Zoë Brénner said on Tuesday.

“We are two months ahead of the plan,” Brénner told reporters. “The cranes work and the crews are hired.”

Critics doubt the date. According to the fishermen's union, the north quay is still without power.

“I asked the builders last week, and they told me that the power would come in March,” she said.
"""
FRENCH = """« Nous sommes prêts », a dit le maire.

Mayor Rémy Doucet said: « We are ready for the winter, and so is the town. »

« The roads will be cleared every morning », he told the council. « They were cleared last year. »

He called the plan « a gift » to Vélan and denied that it would cost more than 5 million crowns.
"""
WIRE = """ORLÖ - ''The bridge is safe,'' engineer Åsa Lind said. 'It won't fall,' she added.

She stressed that the bridge had been tested. "We tested it in May and again in the autumn of last year."

"It is the oldest bridge in the country.

"It will be here in a hundred years," said Lind.
"""
TALK = """Partial transcript:

"ROWAN: Will the port open this year?

"TESKE: It will. The mayor told me that the quay was ready.

"And in spring.

"ROWAN: In which spring?
"""
SAMPLES = {"story": STORY, "french": FRENCH, "wire": WIRE, "talk": TALK}

UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad\u2060\u200e\u200f\u202a\u202c\u2066\u2069\ufe0f\u034f"
SPACES = "\u00a0\u202f\u2009\u200a\u2007\u3000\t"
BREAKS = ("\r\n", "\r", "\u2028", "\u2029", " \n")
EMOJI = (
    "\U0001f600",
    "\U0001f44d\U0001f3fd",
    "\U0001f469\u200d\U0001f469\u200d\U0001f466",
    "\U0001f1eb\U0001f1ee",
    "\u2764\ufe0f",
    "1\ufe0f\u20e3",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
)


def every(n: int, what: str, text: str) -> str:
    """The text with one of the characters of `what` after every n-th of its own, the ends included."""
    unseen = itertools.cycle(what)
    return (
        next(unseen)
        + "".join(c + (next(unseen) if i % n == 0 else "") for i, c in enumerate(text)).replace(
            "\n", next(unseen) + "\n" + next(unseen)
        )
        + next(unseen)
    )


def with_emoji(n: int, text: str) -> str:
    """The text with an emoji before or after every n-th word, and at the ends of every paragraph."""
    emoji = itertools.cycle(EMOJI)

    def beside(match: re.Match[str]) -> str:
        i = next(count)
        if i % n:
            return match[0]
        return (f"{match[0]}{next(emoji)}", f"{next(emoji)} {match[0]}", f"{match[0]} {next(emoji)}")[
            i // n % 3
        ]

    count = itertools.count()
    words = re.sub(r"(?<=\s)[A-Za-z]+(?=\s)", beside, text)
    return re.sub(r"(?m)^(?=.)|(?<=.)$", lambda _: next(emoji), words)


TWINS: dict[str, Callable[[str], str]] = {
    "trailing spaces": lambda t: t.replace("\n", "  \n") + " \n \t ",
    "windows lines": lambda t: t.replace("\n", "\r\n"),
    "old lines": lambda t: t.replace("\n", "\r"),
    "unicode lines": lambda t: t.replace("\n\n", "\u2029").replace("\n", "\u2028"),
    "non-breaking spaces": lambda t: t.replace(" ", "\u00a0"),
    "narrow spaces": lambda t: t.replace(" ", "\u202f"),
    "thin spaces": lambda t: t.replace(" ", "\u2009"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "no width in words": lambda t: every(3, "\u200b\u00ad\u200d\u2060", t),
    "no width anywhere": lambda t: every(1, UNSEEN, t),
    "emoji": lambda t: with_emoji(6, t),
    "all at once": lambda t: (
        with_emoji(5, unicodedata.normalize("NFD", t))
        .replace(" ", "\u200b\u00a0\u2060")
        .replace("\n", "\ufeff\r\n\u00ad")
    ),
}


def read(text: str) -> tuple[list[int], list[int], list[bool]]:
    """All that the model sees of a text, and which tokens are one word."""
    tokens = tokenize(TOKENIZER, text, inside(text))
    return tokens.ids.tolist(), tokens.shades.tolist(), tokens.inner.tolist()


@pytest.mark.parametrize("twin", TWINS)
def test_twins_have_the_same_tokens(twin: str) -> None:
    texts = (*SAMPLES.values(), *EXAMPLES)
    others = [TWINS[twin](text) for text in texts]
    assert sum(text != other for text, other in zip(texts, others, strict=True)) > 2
    for text, other in zip(texts, others, strict=True):
        assert read(other) == read(text)


LETTERS = st.sampled_from(
    [*"abcdeABCDE", *"     ", *"..,!?:;-–—…", *"“”‘’«»„\"'", "\n", "é", "Ö", "Ł", "й", "中"]
)


@st.composite
def twins(draw: st.DrawFn) -> tuple[str, str]:
    """A text and one with the same words: unseen characters put in, spaces and line breaks set otherwise."""
    text = draw(st.one_of(st.text(alphabet=LETTERS, max_size=120), st.sampled_from([*SAMPLES.values()])))
    first = draw(st.integers(0, len(text)))
    text = text[first : first + 120]
    put = {
        " ": st.sampled_from(" " + SPACES),
        "\n": st.sampled_from(("\n", *BREAKS)),
    }
    other = []
    for char in unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), text):
        other.append(draw(st.sampled_from(("", "", "", *UNSEEN))))
        other.append(draw(put[char]) if char in put else char)
    return text, "".join(other) + draw(st.sampled_from(("", " ", "\u200b", "\r\n")))


@settings(max_examples=60)
@given(twins())
@example(("“a b”\n\n“c” d", "\u200b“\u2060a\u00a0b\u200b”\r\n\r\n\u00ad“c”\ufeff d"))
def test_any_twins_have_the_same_tokens(pair: tuple[str, str]) -> None:
    text, other = pair
    assert read(text) == read(other)


@functools.cache
def found(text: str) -> tuple[Quotation, ...]:
    return extract(Report(text, "t.txt", "t.txt")).quotations


def words(spans: tuple[tuple[int, int], ...], text: str) -> list[str]:
    """What the spans say, without all that a twin may have otherwise; written without the code under test."""
    plain = (unicodedata.normalize("NFD", re.sub("[0-9]\ufe0f\u20e3", "", text[s:e])) for s, e in spans)
    return ["".join(c for c in part if c.isalnum() or unicodedata.category(c)[0] == "P") for part in plain]


def relations(text: str) -> list[tuple[object, ...]]:
    return [
        (
            q.type,
            words(q.content, text),
            words(q.source, text),
            words(q.cue, text),
            q.grade,
            bool(q.nested_in),
        )
        for q in found(text)
    ]


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_twins_have_the_same_relations(sample: str, twin: str) -> None:
    text = SAMPLES[sample]
    other = TWINS[twin](text)
    assert relations(text)
    assert relations(other) == relations(text)


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_begin_and_end_with_what_is_seen(sample: str, twin: str) -> None:
    text = TWINS[twin](SAMPLES[sample])
    for quotation in found(text):
        for span in (*quotation.content, *quotation.source, *quotation.cue):
            words = span.of(text)
            first, last = words[0], words[-1]
            assert first.isalnum() or unicodedata.category(first)[0] == "P"
            assert (
                last.isalnum()
                or unicodedata.category(last)[0] == "P"
                or (last not in UNSEEN and unicodedata.combining(last))
            )


def test_a_span_takes_the_accent_of_its_last_letter_along() -> None:
    text = unicodedata.normalize("NFD", "The port will open in spring, said Zoë André.")
    assert [s.of(text) for q in found(text) for s in q.source] == [unicodedata.normalize("NFD", "Zoë André")]


@pytest.mark.parametrize("twin", TWINS)
def test_turns_are_seen_in_every_twin(twin: str) -> None:
    text = TWINS[twin](TALK)
    assert [words((t.name,), text) for t in turns(text)] == [["ROWAN"], ["TESKE"], ["ROWAN"]]
