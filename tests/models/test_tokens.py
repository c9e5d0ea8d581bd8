"""Tokens keep their place in the text, windows cover every token, and each token has one owner."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.encoder import WEIGHTS
from onrecord.models.tokens import BREAK, load_tokenizer, owners, tokenize, windows

TOKENIZER = load_tokenizer(WEIGHTS / "tokenizer.json")


@given(st.text(max_size=300))
def test_offsets_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    assert all(0 <= s <= e <= len(text) for s, e in zip(tokens.starts, tokens.ends, strict=True))
    assert list(tokens.starts) == sorted(tokens.starts)


WITH_WORDS = st.characters(
    exclude_categories=("Cc", "Cf", "Cn", "Me", "So", "Sk", "Zl", "Zp"),
    exclude_characters="\u115f\u1160\u3164\uffa0",
)


@given(st.text(alphabet=WITH_WORDS))
def test_words_have_the_tokens_they_always_had(text: str) -> None:
    assert tokenize(TOKENIZER, text, b"").ids.tolist() == [token for token, _, _ in TOKENIZER(text)]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Me", "So"))))
def test_composed_or_not_is_the_same(text: str) -> None:
    one, other = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert tokenize(TOKENIZER, one, b"").ids.tolist() == tokenize(TOKENIZER, other, b"").ids.tolist()


def test_an_accent_belongs_to_its_token() -> None:
    text = "re\u0301sume\u0301"
    tokens = tokenize(TOKENIZER, text, b"")
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == ["re\u0301sume\u0301"]


def test_words_case_and_marks_are_seen() -> None:
    text = "Rain FELL “on Monday”"
    inside = bytes(1 if i >= text.index("“") else 0 for i in range(len(text)))
    tokens = tokenize(TOKENIZER, text, inside)
    words = [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]
    assert dict(zip(words, tokens.shades.tolist(), strict=True)) == {
        "Rain": 1, "FELL": 2, "“": 3, "on": 3, "Monday": 4, "”": 3,
    }  # fmt: skip


def test_a_paragraph_break_is_a_token() -> None:
    tokens = tokenize(TOKENIZER, "one\n\ntwo", bytes(8))
    assert (tokens.ids == BREAK).tolist() == [False, True, False]
    assert (tokens.starts[1], tokens.ends[1]) == (3, 5)


@given(st.integers(1, 5000), st.integers(20, 400), st.integers(0, 9))
def test_windows_cover_and_owners_partition(count: int, size: int, overlap: int) -> None:
    spans = windows(count, size, overlap)
    assert spans[0][0] == 0
    assert spans[-1][1] == count
    own = owners(count, spans)
    assert [t for a, b in own for t in range(a, b)] == list(range(count))
    for (start, end), (first, last) in zip(spans, own, strict=True):
        assert start <= first <= last <= end
        assert end - start <= size + 1


@pytest.mark.parametrize("text", ["", "\n\n", " \u00a0 "])
def test_nothing_has_no_tokens(text: str) -> None:
    assert len(tokenize(TOKENIZER, text, bytes(len(text)))) == 0


def test_one_endless_word_is_read_in_linear_time() -> None:
    text = "x" * 1_000_000
    tokens = tokenize(TOKENIZER, text, bytes(len(text)))
    assert tokens.ends[-1] == len(text)
