"""Variants of an article: the words may change, the annotations go with them."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.corpus.brat import Article, Relation
from lab.train import augment
from lab.train.augment import Shares, edited, vary
from onrecord.core import Span

TEXT = (
    "The minister Ana Veld said “we go” on the first day.\n\n“No,” Veld said. “The sea, the sea.”\n\n"
    "It was said that the ships of Veld stay."
)


def at(part: str, nth: int = 0) -> Span:
    start = [m.start() for m in re.finditer(re.escape(part), TEXT)][nth]
    return Span(start, start + len(part))


ARTICLE = Article(
    "a.txt",
    TEXT,
    (
        Relation((at("“we go”"),), (at("The minister Ana Veld"),), (at("said"),)),
        Relation((at("“No,”"), at("“The sea, the sea.”")), (at("Veld", 1),), (at("said", 1),)),
        Relation((at("that the ships of Veld stay"),), (), (at("was said"),)),
    ),
    ((at("Ana Veld"), "person"),),
)


def roles(article: Article) -> list[list[str]]:
    return [[s.of(article.text) for s in (*r.content, *r.source, *r.cue)] for r in article.relations]


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


@pytest.mark.parametrize(
    "way", [augment.restyled, augment.unmarked, augment.unbalanced, augment.joined, augment.shouted]
)
def test_these_variants_keep_every_word(way) -> None:
    seen = set()
    for seed in range(20):
        one = way(ARTICLE, random.Random(seed))
        seen.add(one.text)
        assert letters(one.text) == letters(TEXT)
        assert [[letters(w) for w in r] for r in roles(one)] == [
            [letters(w) for w in r] for r in roles(ARTICLE)
        ]
    assert seen != {TEXT}


@pytest.mark.parametrize("marks", [("''", "''"), ("``", "''"), ("‘‘", "’’")])
def test_doubled_marks_go_whole(marks) -> None:
    opening, closing = marks
    article = Article("a.txt", f"She said {opening}no, never{closing} to him.", ())
    bare = augment.unmarked(article, random.Random(1)).text
    assert bare.split() == ["She", "said", "no,", "never", "to", "him."]
    assert len(augment.restyled(article, random.Random(1)).text.split()) == 6


def test_a_name_is_replaced_everywhere_by_the_same() -> None:
    one = augment.renamed(ARTICLE, random.Random(4))
    [(name, kind)] = one.names or ()
    first, last = name.of(one.text).split()
    assert kind == "person"
    assert "Veld" not in one.text
    assert roles(one)[1][2] == last
    assert roles(one)[2][0] == f"that the ships of {last} stay"
    assert first != "Ana"


def test_a_translation_loses_articles_and_keeps_the_spans() -> None:
    one = augment.translated(ARTICLE, random.Random(1))
    assert roles(one)[0][0] == "“we go”"
    assert one.text.count(" the ") < TEXT.count(" the ")
    assert roles(one)[1][2] == "Veld"


@given(st.data())
def test_edits_move_every_span_with_its_words(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(TEXT)), min_size=2, max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [(a, b, data.draw(st.text("xyz", max_size=4))) for a, b in pairs]
    one = edited(ARTICLE, edits)
    expected, last = "", 0
    for a, b, new in edits:
        expected += TEXT[last:a] + new
        last = b
    assert one.text == expected + TEXT[last:]
    touched = {i for a, b, _ in edits for i in range(a, b)}
    for before, after in zip(ARTICLE.relations, one.relations, strict=True):
        for span in before.content:
            if not touched & set(range(span.start - 1, span.end + 1)):
                assert span.of(TEXT) in [s.of(one.text) for s in after.content]


def test_nothing_is_varied_when_no_share_asks_for_it() -> None:
    assert vary(ARTICLE, random.Random(1), Shares()) == ARTICLE
    texts = {
        vary(ARTICLE, random.Random(n), Shares(restyle=0.5, rename=0.5, shout=0.5)).text for n in range(20)
    }
    assert len(texts) > 8
