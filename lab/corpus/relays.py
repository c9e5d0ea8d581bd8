"""PolNeAR's gold relations as relays, and labelled pairs of them, as the matching of statements sees them.

A corpus is a folder that holds train/, dev/ or test/, each with text/ and attributions/ in brat standoff; an
article is named OUTLET_DATE_WORDS.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lab.corpus.brat import Article, read_brat
from onrecord.core import Appearance, Fact, Quotation, Relay, Report, Span, Spans
from onrecord.core.marks import inside
from onrecord.match import entities, judgements, profiles
from onrecord.match.statements.wording import Wording, setting_of, wording_of
from onrecord.models.encoder import Encoder, load
from onrecord.models.statements import as_bytes, embedding
from onrecord.resolve import resolve

Name = tuple[str, str]
"""A part of the corpus and an article's name in it, without the ending."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two contents and whether they relay one statement; `component` joins pairs that share a content."""

    one: Wording
    other: Wording
    row: Mapping[str, Any]
    component: int


def everything(_: Name) -> bool:
    """Wants every article."""
    return True


def articles(corpus: Path, wanted: Callable[[Name], bool] = everything) -> Iterator[tuple[Name, Article]]:
    """The articles of all parts of a corpus."""
    for folder in sorted(path.parent for path in corpus.glob("*/text")):
        for article in read_brat(folder, _within(folder.name, wanted)):
            yield (folder.name, article.name.removesuffix(".txt")), article


def _within(part: str, wanted: Callable[[Name], bool]) -> Callable[[str], bool]:
    return lambda stem: wanted((part, stem))


def relays(
    corpus: Path, wanted: Callable[[Name], bool] = everything, more: Iterable[Row] = ()
) -> list[Relay]:
    """The gold relations of the wanted articles, resolved within them and across, with their vectors.

    `more` are sides of labelled pairs: what the articles' annotations lack of them is added.
    """
    encoder = load()
    sides: dict[Name, list[Row]] = {}
    for row in more:
        sides.setdefault((row["split"], row["doc"]), []).append(row)
    found = [
        relay
        for name, article in articles(corpus, wanted)
        for relay in _relays(name, article, sides.get(name, ()), encoder)
    ]
    return _spoken(found)


def _relays(name: Name, article: Article, sides: Sequence[Row], encoder: Encoder) -> Iterator[Relay]:
    outlet, day, _ = name[1].split("_", 2)
    report = Report(article.text, name[1], name[1], published=Fact(day), outlet=outlet)
    gold = {
        relation.content: (relation.source, relation.cue)
        for relation in article.relations
        if relation.content
    }
    for side in sides:
        gold.setdefault(spans(side["spans"]), (spans(side["source_spans"]), ()))
    quotations = [
        Quotation(content_id(content), "indirect", content, *roles) for content, roles in sorted(gold.items())
    ]
    scores = encoder.read(article.text, inside(article.text))
    for quotation in resolve(report, quotations):
        vector = as_bytes(embedding(scores, quotation.content))
        yield Relay(f"{name[1]}-{quotation.id}", name[1], report, replace(quotation, embedding=vector))


def spans(pairs: Iterable[Sequence[int]]) -> Spans:
    """Spans as the type has them, in order."""
    return tuple(sorted(Span(start, end) for start, end in pairs))


def content_id(content: Spans) -> str:
    """The name of a content within its article."""
    return "_".join(f"{start}.{end}" for start, end in content)


def _spoken(found: Sequence[Relay]) -> list[Relay]:
    """The same relays with who speaks across reports, as the registry would have it."""
    heard = {
        (relay.report_id, speaker.id): Appearance(
            f"{relay.report_id}/{speaker.id}",
            speaker.name,
            speaker.kind,
            speaker.roles,
            relay.report.published.value if relay.report.published else None,
        )
        for relay in found
        if (speaker := relay.quotation.speaker) and speaker.kind in {"person", "organisation"}
    }
    known = profiles(heard.values())
    of_profile = {
        profile: entity.id
        for entity in entities(known, judgements(known, "onrecord"))
        for profile in entity.profiles
    }
    of_appearance = {each: of_profile[profile.id] for profile in known for each in profile.appearances}
    return [
        replace(relay, speaker=of_appearance.get(f"{relay.report_id}/{speaker.id}", speaker.name.casefold()))
        if (speaker := relay.quotation.speaker)
        else relay
        for relay in found
    ]


def wordings(found: Iterable[Relay]) -> Iterator[Wording]:
    """What matching sees of each."""
    last, setting = None, None
    for relay in found:
        if setting is None or relay.report is not last:
            last, setting = relay.report, setting_of(relay.report)
        yield wording_of(relay, setting)


def labelled(path: Path, corpus: Path) -> list[LabelledPair]:
    """The labelled pairs of a file of JSON lines, in order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    sides = [row[side] for row in rows for side in "ab"]
    wanted = {(side["split"], side["doc"]) for side in sides}
    seen = {each.relay.id: each for each in wordings(relays(corpus, wanted.__contains__, sides))}
    keys = [
        tuple(f"{row[side]['doc']}-{content_id(spans(row[side]['spans']))}" for side in "ab") for row in rows
    ]
    component = _components(keys)
    return [
        LabelledPair(seen[one], seen[other], row, component[one])
        for row, (one, other) in zip(rows, keys, strict=True)
    ]


def _components(pairs: Iterable[Sequence[str]]) -> dict[str, int]:
    of: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(of.get(each, ()) for each in pair))
        of.update(dict.fromkeys(joined, joined))
    numbers = {id(group): number for number, group in enumerate(of.values())}
    return {each: numbers[id(group)] for each, group in of.items()}
