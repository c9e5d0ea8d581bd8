"""Keeping what is known of a quotation when another reading or version of its report puts it otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from onrecord.record import statement_judging
from onrecord.record.statement_grouping import NOT_YET
from onrecord.record.statement_packing import stems_of

_LEAST = 0.5
"""Share of their words that two quotations of one report have in common where one has the other's place."""


def heirs(gone: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Which of a report's new relays has the place of one that is gone, by its words; the likest first."""
    words = {
        row["id"]: Counter(stems_of(row["words"])) for row in (*gone, *new) if row["made_from"] != NOT_YET
    }
    alike = sorted(
        (-share, one["id"], other["id"])
        for one in gone
        if one["id"] in words
        for other in new
        if (share := _share(words[one["id"]], words[other["id"]])) >= _LEAST
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in alike:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


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
