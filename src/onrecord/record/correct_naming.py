"""Who is meant by what somebody says of a speaker: a name, or one of the registry."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, select

from onrecord.core import RecordError, SpeakerKind
from onrecord.core.corrections import CorrectedSpeaker
from onrecord.record import correct_finding, naming, people, people_schema

_appearance, _profile = people_schema.appearance.c, people_schema.profile.c


def named(name: str, kind: SpeakerKind | None) -> CorrectedSpeaker:
    """Somebody of that name; a person where no kind is given."""
    written = " ".join(naming.storable(name).split())
    if not written:
        raise RecordError("a speaker needs a name", "give one, or say that it is nobody")
    if kind is not None and kind not in get_args(SpeakerKind):
        raise RecordError(f"{kind!r} is no kind of speaker", f"one of: {', '.join(get_args(SpeakerKind))}")
    return CorrectedSpeaker(written, kind or "person")


def known(connection: Connection, which: str, entity: str) -> CorrectedSpeaker:
    """Somebody of the registry, by the name that they have in the report of a quotation, if they have one."""
    identity = naming.entity(connection, entity)
    report = correct_finding.standing(connection, which).stored.id
    here = (
        select(_appearance.name)
        .join(people_schema.profile, _profile.id == _appearance.profile_id)
        .where(_profile.entity_id == identity, _appearance.report_id == report)
        .order_by(_appearance.speaker_id)
    )
    (known,) = people.entities(connection, [identity])
    name = connection.execute(here).scalar() or known.name
    return CorrectedSpeaker(name, known.kind, identity)
