"""BERT's WordPiece in plain Python: text to token ids with their places, in code points.

The same as the tokenizers library gives for an uncased BERT vocabulary (a test holds them equal), without its
40 MB of model hub client. Words repeat, so a word is cut up once and remembered.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

Pieces = tuple[tuple[int, int, int], ...]
"""(token id, start, end) of each piece of a word, relative to the word's start."""

_LONGEST = 100
"""Characters of a word beyond which BERT gives up and calls it unknown."""
# What BERT takes for white space; everything else that is a control or format character it drops.
_CHUNK = re.compile(r"[^ \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DROPPED = {"Cc", "Cf", "Co", "Cs"}
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPiece:
    """A tokenizer for one vocabulary."""

    def __init__(self, path: Path) -> None:
        """Read the vocabulary from the `tokenizer.json` at `path`."""
        model = json.loads(path.read_text(encoding="utf-8"))["model"]
        self._ids: dict[str, int] = model["vocab"]
        self._unknown = self._ids[model["unk_token"]]
        self._longest = max(map(len, self._ids))
        self._cut = lru_cache(maxsize=1 << 16)(self._cut_up)

    def __call__(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(token id, start, end) of every token of `text`, in order."""
        for chunk in _CHUNK.finditer(text):
            begin = chunk.start()
            # Only words are worth remembering: hostile text may hold megabytes without a space.
            cut = self._cut if len(chunk[0]) <= _LONGEST else self._cut_up
            for token, start, end in cut(chunk[0]):
                yield token, begin + start, begin + end

    def _cut_up(self, chunk: str) -> Pieces:
        return tuple(piece for word in _words(chunk) for piece in self._pieces(word))

    def _pieces(self, word: list[tuple[str, int]]) -> list[tuple[int, int, int]]:
        """The longest pieces in the vocabulary from left to right; if one is missing the word is unknown."""
        whole = [(self._unknown, word[0][1], word[-1][1] + 1)]
        if len(word) > _LONGEST:
            return whole
        letters = "".join(letter for letter, _ in word)
        pieces = []
        start = 0
        while start < len(letters):
            prefix = "##" if start else ""
            for end in range(min(len(letters), start + self._longest), start, -1):
                found = self._ids.get(prefix + letters[start:end])
                if found is not None:
                    break
            else:
                return whole
            pieces.append((found, word[start][1], word[end - 1][1] + 1))
            start = end
        return pieces


def _words(chunk: str) -> Iterator[list[tuple[str, int]]]:
    """Runs of (letter, place) without accents and in lower case; a mark or an ideograph stands alone."""
    word: list[tuple[str, int]] = []
    for place, char in enumerate(chunk):
        if char == "\ufffd" or unicodedata.category(char) in _DROPPED:
            continue
        alone = _is_ideograph(char)
        if alone and word:
            yield word
            word = []
        for part in unicodedata.normalize("NFD", char):
            if unicodedata.category(part) == "Mn":
                continue
            for letter in part.lower():
                if _is_mark(letter):
                    if word:
                        yield word
                    yield [(letter, place)]
                    word = []
                else:
                    word.append((letter, place))
        if alone and word:
            yield word
            word = []
    if word:
        yield word


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or (char < "\x80" and not char.isalnum())


def _is_ideograph(char: str) -> bool:
    return char >= "\u3400" and any(first <= ord(char) <= last for first, last in _IDEOGRAPHS)
