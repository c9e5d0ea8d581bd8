"""Keeping what people decided about a report when a new reading calls the speaker by another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from onrecord.core import Quotation, Span
from onrecord.record import judging

Place = tuple[str, tuple[Span, ...]]


def carry_over(
    connection: Connection, report: str, before: Sequence[Quotation], now: Sequence[Quotation]
) -> None:
    """Make decisions on who speaks in a report hold for the same words in a new reading of the same text.

    Where those words, or words of their sources, are said by several now, or by nobody, nothing is carried
    over. It is part of the same act: undoing that undoes both.
    """
    decided = judging.of_people_in(connection, report)
    if not decided:
        return
    places = _places(before)
    speakers: dict[Place, set[str]] = defaultdict(set)
    for speaker, some in _places(now).items():
        for place in some:
            speakers[place].add(speaker)
    for row in decided:
        each = judging.judgement_of(row)
        was = each.left.partition("/")[2]
        found = {speaker for place in places[was] for speaker in speakers[place]}
        if len(found) == 1 and was not in found:
            carried = replace(each, left=f"{report}/{found.pop()}")
            names = {carried.left: row["left_name"], carried.right: row["right_name"]}
            judging.write(connection, [carried], row["at"], names)


def _places(quotations: Iterable[Quotation]) -> dict[str, set[Place]]:
    """The places of what each person and organisation says, and of the words that name them as its source."""
    places: dict[str, set[Place]] = defaultdict(set)
    for each in quotations:
        speaker = each.speaker
        for one in (speaker, *speaker.members) if speaker else ():
            if one.kind in {"person", "organisation"}:
                places[one.id].add(("said", each.content))
                if each.source:
                    places[one.id].add(("source", each.source))
    return places
