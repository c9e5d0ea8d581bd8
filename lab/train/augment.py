"""Variants of an article that keep every offset: other quotation marks, none, or no paragraphs.

Only single characters are exchanged for single characters, so the annotations stay true.
"""

from __future__ import annotations

import dataclasses
import random

from lab.corpus.brat import Article
from onrecord.annotate.marks import passages

STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("»", "«"), ("”", "”"), ("‘", "’"))


def vary(article: Article, rng: random.Random, *, restyle: float, unmark: float, join: float) -> Article:
    """The article, or with the given probabilities one of its variants."""
    chars = list(article.text)
    draw = rng.random()
    if draw < restyle + unmark:
        opening, closing = rng.choice(STYLES) if draw < restyle else (" ", " ")
        for passage in passages(article.text):
            start, end = passage.span
            chars[start] = opening
            if passage.closed:
                chars[end - 1] = closing
    if rng.random() < join:
        chars = [" " if c in "\r\n" else c for c in chars]
    return dataclasses.replace(article, text="".join(chars))
