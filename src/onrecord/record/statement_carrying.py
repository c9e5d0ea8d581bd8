"""Keeping what is known of a quotation when another reading or version of its report puts it otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from onrecord.record import statement_judging
from onrecord.record.statement_grouping import NOT_YET
from onrecord.record.statement_packing import stems_of

_LEAST = 0.5
"""Share of their words that two quotations of one report have in common where one has the other's place."""

_Worded = Mapping[str, Counter[str]]
"""The words of relays, by their ids."""


def heirs(gone: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Which of a report's new relays has the place of one that is gone, by its words; the likest first."""
    olds, news = _worded(gone), _worded(new)
    found = _unchanged(olds, news)
    taken = set(found.values())
    olds = {each: words for each, words in olds.items() if each not in found}
    news = {each: words for each, words in news.items() if each not in taken}
    alike = sorted((-share, one, other) for one, other, share in _shares(olds, news) if share >= _LEAST)
    for _, one, other in alike:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _worded(rows: Iterable[Mapping[str, Any]]) -> _Worded:
    return {row["id"]: Counter(stems_of(row["words"])) for row in rows if row["made_from"] != NOT_YET}


def _unchanged(olds: _Worded, news: _Worded) -> dict[str, str]:
    """Those in the same words, in the order of their ids: nothing can be likelier."""
    waiting: dict[frozenset[tuple[str, int]], list[str]] = defaultdict(list)
    for each in sorted(news, reverse=True):
        waiting[frozenset(news[each].items())].append(each)
    same = ((each, waiting.get(frozenset(olds[each].items()))) for each in sorted(olds))
    return {each: others.pop() for each, others in same if others}


def _shares(olds: _Worded, news: _Worded) -> Iterator[tuple[str, str, float]]:
    """The share of their words that two have in common, of all that have any: a report can quote hundreds."""
    having: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for each, words in news.items():
        for stem, times in words.items():
            having[stem].append((each, times))
    for one, words in olds.items():
        common = Counter[str]()
        for stem, times in words.items():
            for other, also in having.get(stem, ()):
                common[other] += min(times, also)
        for other, shared in common.items():
            yield one, other, 2 * shared / (words.total() + news[other].total())


def carry_over(connection: Connection, heirs: Mapping[str, str]) -> None:
    """Make what people decided on relays that are gone hold for those that have their places.

    It is part of the same act: undoing that undoes both.
    """
    if not heirs:
        return
    for row in statement_judging.standing_on(connection, list(heirs)):
        one, other = (heirs.get(row[side], row[side]) for side in ("one", "other"))
        if one != other:
            said = {one: row["one_said"], other: row["other_said"]}
            act = statement_judging.Act(row["by"], row["why"], row["at"])
            statement_judging.write(connection, [(one, other)], row["verdict"], act, said)
