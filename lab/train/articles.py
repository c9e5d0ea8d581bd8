"""The articles that a stage of training learns from, read from the corpora that it names."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

from lab.corpus import corrections, inline
from lab.corpus.brat import Article, read_brat
from lab.train.config import Stage
from onrecord.annotate.confidence import kind_of
from onrecord.core.marks import inside


def corpus(stage: Stage, polnear: Path) -> list[Article]:
    """The articles of a stage, their types settled before any variant changes the marks."""
    articles: list[Article] = []
    if "polnear" in stage.corpora:
        articles += read_brat(polnear / "train")
    if "own" in stage.corpora:
        articles += [report.article() for report in inline.load("train")] * stage.own_times
    for name in stage.corpora:
        if name.endswith(".jsonl"):
            articles += corrections.read(Path(name))
    if stage.share < 1:
        articles = random.Random(stage.seed).sample(articles, round(stage.share * len(articles)))
    return [typed(a) for a in articles]


def typed(article: Article) -> Article:
    """The article with the type of each relation that its marks tell."""
    quoted = inside(article.text)
    relations = (
        dataclasses.replace(r, type=r.type or kind_of(r.content, article.text, quoted))
        for r in article.relations
        if r.content
    )
    return dataclasses.replace(article, relations=tuple(relations))
