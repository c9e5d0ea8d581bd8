"""What a reader does not see changes nothing: odd spaces and line breaks, accents composed or not, emoji,
characters without a width. A text and its twin of the same words have the same tokens and the same record.
"""

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.annotate.turns import turns
from onrecord.core import Extraction, Fact, Report, Span, Speaker
from onrecord.core.marks import inside
from onrecord.models.encoder import WEIGHTS
from onrecord.models.tokens import load_tokenizer, tokenize
from onrecord.pipeline import extract
from tests.core.twins import BREAKS, SPACES, TWINS, UNSEEN, words

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
def extracted(text: str) -> Extraction:
    return extract(Report(text, "t.txt", "t.txt", published=Fact("2031-05-14")))


def record(text: str) -> list[tuple[object, ...]]:
    """All that is found in a text; spans by their words, offsets in a reason left out."""

    def spans(found: Iterable[Span]) -> list[str]:
        return [words(*span, text) for span in found]

    def without_offsets(speaker: Speaker) -> Speaker:
        members = tuple(without_offsets(member) for member in speaker.members)
        return replace(speaker, reason=speaker.reason.rstrip("0123456789"), members=members)

    extraction = extracted(text)
    number = {q.id: i for i, q in enumerate(extraction.quotations)}
    names: list[tuple[object, ...]] = [(name.kind, spans([name.span])) for name in extraction.names]
    return names + [
        (
            q.type,
            spans(q.content),
            spans(q.source),
            spans(q.cue),
            q.speaker and without_offsets(q.speaker),
            q.addressee,
            q.occasion,
            q.said_on
            and (q.said_on.earliest, q.said_on.latest, spans([q.said_on.text] if q.said_on.text else [])),
            q.nested_in and number[q.nested_in],
            q.polarity,
            q.confidence,
            q.grade,
            q.embedding,
        )
        for q in extraction.quotations
    ]


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_twins_have_the_same_record(sample: str, twin: str) -> None:
    text = SAMPLES[sample]
    assert extracted(text).quotations
    assert record(TWINS[twin](text)) == record(text)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_have_the_record_of_their_twins(number: int) -> None:
    text = EXAMPLES[number]
    assert record(TWINS["all at once"](text)) == record(text)


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_begin_and_end_with_what_is_seen(sample: str, twin: str) -> None:
    text = TWINS[twin](SAMPLES[sample])
    for quotation in extracted(text).quotations:
        for span in (*quotation.content, *quotation.source, *quotation.cue):
            first, last = span.of(text)[0], span.of(text)[-1]
            assert first.isalnum() or unicodedata.category(first)[0] == "P"
            assert (
                last.isalnum()
                or unicodedata.category(last)[0] == "P"
                or (last not in UNSEEN and unicodedata.combining(last))
            )


def test_a_span_takes_the_accent_of_its_last_letter_along() -> None:
    text = unicodedata.normalize("NFD", "The port will open in spring, said Zoë André.")
    assert [s.of(text) for q in extracted(text).quotations for s in q.source] == [
        unicodedata.normalize("NFD", "Zoë André")
    ]


@pytest.mark.parametrize("twin", TWINS)
def test_turns_are_seen_in_every_twin(twin: str) -> None:
    text = TWINS[twin](TALK)
    assert [words(*t.name, text) for t in turns(text)] == ["ROWAN", "TESKE", "ROWAN"]
