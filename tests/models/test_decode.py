"""Decoding: the best well-formed tags are found, and spans are what carries one of them."""

import dataclasses
import itertools

import numpy as np
import pytest

from onrecord.core import Span
from onrecord.models.decode import best_tags, pieces
from onrecord.models.encoder import POINTER, TAGS, WEIGHTS, Floats, Scores
from onrecord.models.tokens import load_tokenizer, tokenize

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")


def may_follow(before: str, tag: str) -> bool:
    return not tag.startswith("I-") or before[2:] == tag[2:]


def well_formed(path: tuple[int, ...]) -> bool:
    return all(may_follow(TAGS[a], TAGS[b]) for a, b in itertools.pairwise((0, *path)))


@pytest.mark.parametrize("seed", range(8))
def test_the_best_well_formed_path_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tags = np.log(rng.dirichlet(np.ones(len(TAGS)), size=4)).astype(np.float32)
    paths = [p for p in itertools.product(range(len(TAGS)), repeat=4) if well_formed(p)]
    best = max(paths, key=lambda p: sum(tags[i, t] for i, t in enumerate(p)))
    assert tuple(best_tags(tags)) == best


def score_of_best(tags: Floats) -> float:
    """The score of the best well-formed path, by trying every step."""
    step = np.array([[0.0 if may_follow(a, b) else -np.inf for b in TAGS] for a in TAGS])
    scores = step[0] + tags[0]
    for row in tags[1:].astype(np.float64):
        scores = (scores[:, None] + step).max(axis=0) + row
    return float(scores.max())


@pytest.mark.parametrize("sharpness", [0.03, 0.1, 0.3, 1.0])
@pytest.mark.parametrize("bias", [0.0, 2.4, -2.4])
def test_no_long_path_is_better(sharpness: float, bias: float) -> None:
    rng = np.random.default_rng(int(100 * sharpness))
    for _ in range(40):
        likely = rng.dirichlet(np.full(len(TAGS), sharpness), size=60) + 1e-9
        # Half of the words lean to the tag before theirs, so that some spans are long.
        likely[1:] += rng.integers(2, size=(59, 1)) * likely[:-1]
        tags = np.log(likely / likely.sum(axis=1, keepdims=True)).astype(np.float32)
        tags[:, TAGS.index("B-content")] += bias
        path = best_tags(tags)
        assert well_formed(tuple(path))
        score = tags[np.arange(60), path].sum(dtype=np.float64)
        assert score == pytest.approx(score_of_best(tags), abs=1e-6)


def words_of(text: str) -> list[Span]:
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    return [Span(int(s), int(e)) for s, e in zip(tokens.starts, tokens.ends, strict=True)]


def scored(text: str, tagged: dict[str, str]) -> Scores:
    """Scores that give the tokens of the words of `tagged` their tags, and all others O."""
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    tags = np.full((len(tokens), len(TAGS)), -9.0, dtype=np.float32)
    for i, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        tags[i, TAGS.index(tagged.get(text[start:end], "O"))] = -0.01
    not_asked = np.zeros((len(tokens) + 1, POINTER), dtype=np.float32)
    return Scores(tokens, tags, *[not_asked] * (len(dataclasses.fields(Scores)) - 2))


def test_a_span_never_ends_inside_a_word() -> None:
    text = "Corin Mabry said so"
    assert [text[t.start : t.end] for t in words_of(text)] == ["Co", "rin", "Mab", "ry", "said", "so"]
    scores = scored(
        text, {"Co": "B-source", "rin": "I-source", "Mab": "I-source", "ry": "O", "said": "B-cue"}
    )
    assert [(p.role, p.span(scores).of(text)) for p in pieces(scores, [0.0] * 7)] == [
        ("source", "Corin Mabry"),
        ("cue", "said"),
    ]


def test_a_name_cut_in_two_is_one_source() -> None:
    text = "Marena Toldvik"
    scores = scored(text, {"Mare": "B-source", "na": "I-source", "Told": "B-source", "vik": "I-source"})
    assert [p.span(scores).of(text) for p in pieces(scores, [0.0] * 7)] == [text]


def test_a_content_that_begins_with_a_cut_word_is_one() -> None:
    text = "Toldvik soon"
    scores = scored(text, {"Told": "B-content", "vik": "I-content", "soon": "I-content"})
    assert [p.span(scores).of(text) for p in pieces(scores, [0.0] * 7)] == [text]


def test_two_contents_that_touch_stay_two() -> None:
    text = "Rain today Snow soon"
    scores = scored(
        text, {"Rain": "B-content", "today": "I-content", "Snow": "B-content", "soon": "I-content"}
    )
    assert [p.span(scores).of(text) for p in pieces(scores, [0.0] * 7)] == ["Rain today", "Snow soon"]


def test_a_piece_is_as_likely_as_its_tokens_on_the_average() -> None:
    scores = scored("It rains, she said", {"It": "B-content", "rains": "I-content", "said": "B-cue"})
    other = np.exp(-9.0)
    assert [p.probability for p in pieces(scores, [0.0] * 7)] == pytest.approx([np.exp(-0.01) + other] * 2)


def test_no_tokens_have_no_tags() -> None:
    assert len(best_tags(np.zeros((0, 7), dtype=np.float32))) == 0
    assert pieces(scored("", {}), [0.0] * 7) == []


def test_plain_text_has_no_pieces() -> None:
    assert pieces(scored("It rains", {}), [0.0] * 7) == []
