"""Speakers as rows and back: what a quotation's reading says of its speaker, and of all who join in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import RowMapping

from onrecord.core import Quotation, Speaker

Values = dict[str, object]


def heard(quotation: Quotation) -> Iterator[Speaker]:
    """The quotation's speaker, then everybody who is part of it, each before its own parts."""
    if quotation.speaker is not None:
        yield quotation.speaker
        yield from (member for _, member in parts(quotation.speaker))


def parts(speaker: Speaker) -> Iterator[tuple[int | None, Speaker]]:
    """Everybody who is part of a speaker, with the place of the one they are part of; None for the whole."""
    waiting: list[tuple[int | None, Speaker]] = [(None, member) for member in reversed(speaker.members)]
    found = 0
    while waiting:
        within, member = waiting.pop()
        yield within, member
        waiting += [(found, part) for part in reversed(member.members)]
        found += 1


def values(speaker: Speaker | None, prefix: str = "") -> Values:
    """What one reading says of a speaker, as columns; nulls where there is none."""
    if speaker is None:
        return {f"{prefix}{name}": None for name in ("reason", "confidence", "roles", "metonym")}
    return {
        f"{prefix}reason": speaker.reason,
        f"{prefix}confidence": float(speaker.confidence),
        f"{prefix}roles": json.dumps(speaker.roles, ensure_ascii=False),
        f"{prefix}metonym": int(speaker.metonym),
    }


def speaker(quotation: RowMapping, members: Sequence[RowMapping]) -> Speaker | None:
    """The speaker of a quotation's row; `members` come in order, and all have id, name and kind."""
    if quotation["speaker_key"] is None:
        return None
    of: dict[int | None, list[RowMapping]] = defaultdict(list)
    for member in members:
        of[member["within"]].append(member)

    def made(row: RowMapping, place: int | None, prefix: str = "") -> Speaker:
        identity = (row["speaker_id"], row["speaker_name"], row["speaker_kind"], row[f"{prefix}reason"])
        if row[f"{prefix}confidence"] is None:
            return Speaker(*identity)
        return Speaker(
            *identity,
            confidence=row[f"{prefix}confidence"],
            roles=tuple(json.loads(row[f"{prefix}roles"])),
            members=tuple(made(each, each["position"]) for each in of[place]),
            metonym=row[f"{prefix}metonym"] == 1,
        )

    return made(quotation, None, "speaker_")
