"""Whom a name means most clearly, where it fits several: who is quoted far more often than the others."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from onrecord.core import NotFound
from onrecord.record import naming, people_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.folding import fold
from onrecord.record.hearing import SAID

_FAR = 3
"""So many times as often as anybody else."""
_hearing = schema.hearing.c
_profile = people_schema.profile.c


def fitting(connection: Connection, wanted: str) -> list[str]:
    """The ids of those who are quoted and whom a name or an id fits: who is meant first, then by how often.

    "Brun" is Ada Brun where she is quoted far more often than an Otto Brun, or than whoever is called nothing
    but Brun. Raises `NotFound` as `naming.entity` does where it fits nobody, or none of them stands out.
    """
    counts = _counts(connection, naming.all_called(connection, wanted))
    ordered = sorted(counts, key=lambda identity: (-counts[identity], identity))
    if len(ordered) > 1 and counts[ordered[0]] < _FAR * counts[ordered[1]]:
        one = naming.entity(connection, wanted)
        return [one, *(each for each in ordered if each != one)]
    return ordered or [naming.entity(connection, wanted)]


def person(connection: Connection, wanted: str) -> str | None:
    """The id of the person who is meant by a last name or a whole one; None where that is not clear."""
    try:
        (first, *_) = fitting(connection, wanted)
    except NotFound:
        return None
    entity = people_schema.entity.c
    row = connection.execute(select(entity.kind, entity.name).where(entity.id == first)).one()
    asked, name = fold(wanted).split(), fold(row.name).split()
    return first if row.kind == "person" and name[-len(asked) :] == asked else None


def _counts(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """How often each of some entities is quoted; those who are not are left out."""
    found: dict[str, int] = {}
    heard = schema.hearing.join(people_schema.profile, _profile.id == _hearing.profile_id)
    for some in chunks(ids):
        query = select(_profile.entity_id, SAID).select_from(heard)
        rows = connection.execute(query.where(_profile.entity_id.in_(some)).group_by(_profile.entity_id))
        found.update(rows.tuples().all())
    return found
