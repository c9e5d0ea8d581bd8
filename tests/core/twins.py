"""Twins of a text: others with the same words, which a reader cannot tell from it or would not mind."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable

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

_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_WORDS = ("L", "N", "P", "Sc", "Sm")


def solid(text: str) -> list[int]:
    """Where the characters stand that a text and all its twins have; written without the code under test."""
    text = _KEYCAP.sub(lambda keycap: " " * len(keycap[0]), text)
    return [i for i, char in enumerate(text) if unicodedata.category(char).startswith(_WORDS)]


def words(start: int, end: int, text: str) -> str:
    """What stands there, without all that a twin may have otherwise."""
    piece = unicodedata.normalize("NFD", text[start:end])
    return "".join(piece[i] for i in solid(piece))
