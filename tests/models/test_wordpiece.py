"""WordPiece gives what the tokenizers library gives, ids and places."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.models.encoder import WEIGHTS
from onrecord.models.wordpiece import WordPiece

OURS = WordPiece(WEIGHTS / "tokenizer.json")
THEIRS = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
THEIRS.no_truncation()
THEIRS.no_padding()


def both(text: str) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    encoding = THEIRS.encode(text, add_special_tokens=False)
    theirs = [(i, s, e) for i, (s, e) in zip(encoding.ids, encoding.offsets, strict=True)]
    return list(OURS(text)), theirs


@pytest.mark.parametrize(
    "text",
    [
        "The harbourmaster's unputdownable report (p. 12) said: “No.”",
        "Ångström, naïve café, Łódź, ÇA VA, straße, İstanbul",
        "Минск сказал: «Да»; 北京表示 한국 日本語",
        "e\u0301 x\u200by z\u00adw \u00a0 \u2003 \ufeffBOM \t\r\n end",
        "a" * 101 + " " + "b" * 99 + " $5.3bn 50% #tag @name 😀",
        "",
    ],
)
def test_cases(text: str) -> None:
    ours, theirs = both(text)
    assert ours == theirs


_LETTERS = string.printable + "“”‘’«»„–—…éüñçåøłß№€£жиЯ中文字日本\u0301\u200b\u00ad\u00a0"


@given(st.text(alphabet=_LETTERS, max_size=60))
def test_any_text(text: str) -> None:
    ours, theirs = both(text)
    assert ours == theirs
