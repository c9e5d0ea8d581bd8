"""Decoding: the tags of a sequence are well formed, and the best such sequence is found."""

import itertools

import numpy as np
import pytest

from onrecord.core import Span
from onrecord.models.decode import best_tags, pieces
from onrecord.models.encoder import TAGS, WEIGHTS, Scores
from onrecord.models.tokens import load_tokenizer, tokenize

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")


def well_formed(path: tuple[int, ...]) -> bool:
    return all(
        not TAGS[b].startswith("I-") or TAGS[a][2:] == TAGS[b][2:] for a, b in itertools.pairwise((0, *path))
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_best_well_formed_path_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tags = np.log(rng.dirichlet(np.ones(len(TAGS)), size=4)).astype(np.float32)
    paths = [p for p in itertools.product(range(len(TAGS)), repeat=4) if well_formed(p)]
    best = max(paths, key=lambda p: sum(tags[i, t] for i, t in enumerate(p)))
    assert tuple(best_tags(tags)) == best


def words_of(text: str) -> list[Span]:
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    return [Span(int(s), int(e)) for s, e in zip(tokens.starts, tokens.ends, strict=True)]


def scored(text: str, tagged: dict[str, str]) -> Scores:
    """Scores that give the tokens of the words of `tagged` their tags, and all others O."""
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    tags = np.full((len(tokens), len(TAGS)), -9.0, dtype=np.float32)
    for i, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
        tags[i, TAGS.index(tagged.get(text[start:end], "O"))] = -0.01
    zeros = np.zeros((len(tokens) + 1, 64), dtype=np.float32)
    return Scores(tokens, tags, zeros[:-1], zeros[:-1], zeros[:-1], zeros)


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


def test_no_tokens_have_no_tags() -> None:
    assert len(best_tags(np.zeros((0, 7), dtype=np.float32))) == 0
