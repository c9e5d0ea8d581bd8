"""Texts made to be slow to read: a table of names and pieces, each repeated up to any length.

What is quadratic in the length of a run shows in one of them: runs of every mark that opens something and
never closes it, of what dates, figures, names and deadlines are made of, of every kind of white space.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_WORDS = (
    "the harbour of will said plans to by May 12 2031 million crowns “ ” ‘ ’ \" ' « » ( [ – - , . : ; …",
    "\n \n\n \t \u00a0 \u200b \u202e \u0301 é 中 ٣ ½ $ % Mr. A. who he that told according promised Monday",
)


def _nested(size: int) -> str:
    """Quotation marks within quotation marks, as deep as the text is long, and closed again."""
    opened = "“ a ‘ b ".split() * (size // 16 + 1)
    closed = [{"“": "”", "‘": "’"}.get(each, each) for each in reversed(opened)]
    return " ".join((*opened, *closed))


def _mixed(size: int) -> str:
    chance = random.Random(7)
    return " ".join(chance.choices(" ".join(_WORDS).split(" "), k=size))


def _names(size: int) -> str:
    """Ever new names."""
    letters = str.maketrans("0123456789", "aeioubdlmn")
    return ", ".join(f"Ana B{at}".translate(letters) for at in range(size // 8 + 1))


def _figures(size: int) -> str:
    """Ever new figures."""
    return " ".join(f"{at * 7919 % 99991} tonnes," for at in range(size // 8 + 1))


PIECES: dict[str, str] = {
    "curly marks": "“",
    "closing marks": "”",
    "straight marks": '"',
    "marks and words": '"a ',
    "mark after mark": "“”",
    "low and high marks": "„a“ ",
    "single marks": "‘a ",
    "apostrophes": "'",
    "words with apostrophes": "o'a'",
    "guillemets": "« a ",
    "quotations": "“We go,” he said. ",
    "quotations never closed": "“We go.\n\n",
    "quotations without end": "“We go, he said. ",
    "round brackets": "(",
    "square brackets": "[",
    "brackets and words": "(a [b ",
    "digits": "1",
    "figures": "12 ",
    "figures and commas": "1,",
    "figures and points": "1.",
    "figures and dashes": "1-",
    "sums": "$1 million ",
    "per cents": "1% ",
    "noughts": "0",
    "other digits": "٣",
    "fractions": "½",
    "numbers in words": "two hundred and ",
    "powers": "1e",
    "said": "said ",
    "said that": "said that ",
    "according to": "according to ",
    "he said she said": "he said she said ",
    "told": "told him that she told ",
    "names": "Ada Brun ",
    "names and commas": "Ada Brun, ",
    "names and of": "Bank of ",
    "names and and": "Ada Brun and ",
    "titles": "Minister ",
    "abbreviations": "Mr. ",
    "initials": "A. ",
    "initials and names": "J. R. Brun ",
    "roles": "the former deputy minister of ",
    "dates": "12 May 2031 ",
    "dates in figures": "2031-05-12 ",
    "dates with strokes": "1/1/",
    "dates and or": "May 1 or ",
    "months": "May ",
    "weekdays": "Monday ",
    "weekdays and on": "on Monday, ",
    "years": "in 2030 ",
    "deadlines": "by 30 June 2031 ",
    "deadlines of all kinds": "by the end of next year within 3 weeks before May ",
    "deadlines and events": "until the end of the ",
    "spans of time": "two weeks ago, ",
    "promises": "He will go by May. ",
    "promises without end": "He will go by May and ",
    "will": "will ",
    "plans": "plans to ",
    "not": "not ",
    "commas": ",",
    "commas and words": "a, ",
    "points": ".",
    "ellipses": "…",
    "points and spaces": ". ",
    "question marks": "? ",
    "colons": "A: ",
    "lines with colons": "A: b\n",
    "semicolons": "a; ",
    "dashes": "–",
    "dashes and words": "a – ",
    "hyphens": "-",
    "words with hyphens": "a-",
    "underlines": "_",
    "stars": "* ",
    "at signs": "a@",
    "addresses": "http://a.",
    "addresses never ended": "http://",
    "newlines": "\n",
    "lines": "a\n",
    "paragraphs": "a b\n\n",
    "carriage returns": "\r",
    "spaces": " ",
    "tabs": "\t",
    "odd spaces": "\u00a0\u2003",
    "unseen characters": "\u200b",
    "accents": "\u0301",
    "words with accents": "e\u0301",
    "bidi": "\u202ea\u202c",
    "one word": "a",
    "one word in capitals": "A",
    "words": "a ",
    "sentences": "A b. ",
    "capitals": "Ab ",
    "headlines": "Ada Brun: We go\n",
    "han": "字",
    "thai": "ก",
    "emoji": "👩‍👩‍👧",
    "quotation verbs": "claimed denied promised warned ",
    "that": "that ",
    "of": "of ",
    "the": "the ",
    "who": "who ",
    "credits": "(AP) - ",
    "credited to": "reported by ",
    "datelines": "ANSBY, May 1 - ",
    "copyrights": "© 2031 ",
    "tags": "<p>",
    "tags with marks": '<a href="',
    "tags never closed": "<",
    "tags nested": "<div>a",
    "tables nested": "<table><tr><td>",
    "lists nested": "<ul><li>",
    "comments never closed": "<!--",
    "entities": "&amp;",
    "entities of entities": "&amp;amp;",
    "entities never ended": "&#x",
    "entities of nothing": "&#0;",
    "raw text": "]]>",
    "rows": "a,b\n",
    "cells": '"a""',
    "objects": '{"a":',
    "arrays": "[",
    "escapes": "\\u0000",
}
"""What is repeated, by name."""

_MADE: dict[str, Callable[[int], str]] = {
    "marks nested": _nested,
    "everything": _mixed,
    "ever new names": _names,
    "ever new figures": _figures,
}

NAMES = (*PIECES, *_MADE)


def hostile(name: str, size: int) -> str:
    """The text of that name, `size` characters long."""
    made = _MADE.get(name)
    return (made(size) if made else PIECES[name] * size)[:size]
