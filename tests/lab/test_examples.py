"""Training examples: tags and links stand on the tokens of the annotated spans."""

import dataclasses
import random

import numpy as np

from lab.corpus.brat import Article, Relation
from lab.train.examples import IGNORE, NO_LINK, example, meaning_key, windows
from onrecord.core import Span
from onrecord.models.encoder import NAMES, TAGS, TYPES, WEIGHTS
from onrecord.models.tokens import load_tokenizer

TEXT = "“We go,” the minister said. It was known that they stay."
TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")


def span(part: str) -> tuple[Span, ...]:
    return (Span(TEXT.index(part), TEXT.index(part) + len(part)),)


ARTICLE = Article(
    "a.txt",
    TEXT,
    (
        Relation(span("“We go,”"), span("the minister"), span("said")),
        Relation(span("that they stay"), (), span("was known")),
    ),
)


def words(positions: list[int]) -> list[str]:
    tokens = example(TOKENIZER, ARTICLE).tokens
    return [TEXT[tokens.starts[i] : tokens.ends[i]] for i in positions]


def test_tags_stand_on_the_spans() -> None:
    one = example(TOKENIZER, ARTICLE)
    tagged = {name: words([i for i, t in enumerate(one.tags) if t == n]) for n, name in enumerate(TAGS)}
    assert tagged["B-content"] == ["“", "that"]
    assert tagged["I-source"] == ["minister"]
    assert tagged["B-cue"] == ["said", "was"]
    assert "It" in tagged["O"]


def test_only_the_first_token_of_a_word_has_a_tag() -> None:
    text = "Corin Mabry said so"
    one = example(
        TOKENIZER, Article("a.txt", text, (Relation((Span(17, 19),), (Span(0, 11),), (Span(12, 16),)),))
    )
    named = [None if t == IGNORE else TAGS[t] for t in one.tags]
    assert named == ["B-source", None, "I-source", None, "B-cue", "B-content"]


def test_what_a_span_inside_another_leaves_of_it_begins_anew() -> None:
    text = "Rain is coming today"
    inner = Relation((Span(5, 7),), (), ())
    outer = Relation((Span(0, 20),), (), ())
    one = example(TOKENIZER, Article("a.txt", text, (outer, inner)))
    assert [TAGS[t] for t in one.tags] == ["B-content", "B-content", "I-content", "I-content"]


def test_contents_link_to_cues_and_cues_to_sources() -> None:
    one = example(TOKENIZER, ARTICLE)
    assert set(words([c for c in one.to_cue if c != IGNORE])) == {"said", "was"}
    targets = [s for s in one.to_source if s != IGNORE]
    assert words([s for s in targets if s != NO_LINK]) == ["the"]
    assert NO_LINK in targets


def test_windows_keep_links_inside_and_drop_the_rest() -> None:
    one = example(TOKENIZER, ARTICLE)
    for window in windows([one], 9, random.Random(3)):
        assert len(window.ids) == len(window.tags) <= 9
        inner = [link for link in window.to_cue.tolist() if link != IGNORE]
        assert all(TAGS[window.tags[link]] == "B-cue" for link in inner)


def test_names_types_and_statements_are_learnt_where_they_are_known() -> None:
    named = dataclasses.replace(ARTICLE, names=((span("minister")[0], "person"),))
    one = example(TOKENIZER, named, {meaning_key("We go"): np.ones(3, dtype=np.float32)})
    assert words([i for i, t in enumerate(one.names) if NAMES[t] == "B-person"]) == ["minister"]
    assert {TYPES[t] for t in one.types if t != IGNORE} == {"direct", "indirect"}
    [(tokens, _)] = one.statements
    assert words(tokens.tolist()) == ["“", "We", "go", ",", "”"]
    assert set(example(TOKENIZER, ARTICLE).names) == {IGNORE}


def test_a_statement_is_cut_in_no_window() -> None:
    meanings = {meaning_key("We go"): np.ones(3, dtype=np.float32)}
    one = example(TOKENIZER, ARTICLE, meanings)
    kept = [w.statements for w in windows([one], 5, random.Random(1))]
    assert sum(map(len, kept)) == 0
    whole = next(iter(windows([one], 90, random.Random(1))))
    [(tokens, _)] = whole.statements
    assert whole.ids[tokens].tolist() == one.tokens.ids[: len(tokens)].tolist()
