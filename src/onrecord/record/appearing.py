"""Who appears in which report: one row for each person and organisation that its current version hears.

Appearances are the registry's raw material. A new one stands under its `base`, the profile id that all
namesakes would share, until `profiling.py` has looked at all of them together.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Select,
    bindparam,
    delete,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from onrecord import match
from onrecord.core import Appearance, EntityKind
from onrecord.record import hearing, people_schema, schema
from onrecord.record.chunks import CHUNK, chunks

_appearance, _profile = people_schema.appearance.c, people_schema.profile.c
_version, _quotation, _member, _speaker = (
    schema.version.c,
    schema.quotation.c,
    schema.member.c,
    schema.speaker.c,
)

UNMATCHED = select(_version.key, _version.report_id, _version.published, _version.dateline).where(
    _version.current == 1, _version.matched == 0
)
_BASES = (
    select(_profile.base)
    .join(people_schema.appearance, _appearance.profile_id == _profile.id)
    .where(_appearance.report_id.in_(bindparam("reports", expanding=True)))
    .distinct()
)
_UNDER = (
    select(people_schema.appearance)
    .where(
        or_(
            _appearance.profile_id.in_(bindparam("bases", expanding=True)),
            _appearance.profile_id.in_(
                select(_profile.id).where(_profile.base.in_(bindparam("bases", expanding=True)))
            ),
        )
    )
    .order_by(_appearance.report_id, _appearance.speaker_id)
)
_MOVE = (
    update(people_schema.appearance)
    .where(_appearance.report_id == bindparam("report"), _appearance.speaker_id == bindparam("speaker"))
    .values(profile_id=bindparam("profile"))
)
_HEARD = (_speaker.id, _speaker.name, _speaker.kind, _quotation.version_key, _quotation.position)


def _heard() -> Select[tuple[object, ...]]:
    """Speakers of quotations and everybody who is part of one, in the order of the text."""
    alone = select(*_HEARD, literal(-1).label("place"), _quotation.speaker_roles.label("roles")).select_from(
        schema.quotation.join(schema.speaker, _speaker.key == _quotation.speaker_key)
    )
    together = select(*_HEARD, _member.position, _member.roles).select_from(
        schema.member.join(schema.quotation, _quotation.key == _member.quotation_key).join(
            schema.speaker, _speaker.key == _member.speaker_key
        )
    )
    keys: BindParameter[int] = bindparam("keys", expanding=True)
    chosen = (
        each.where(_quotation.version_key.in_(keys), _speaker.kind.in_(("person", "organisation")))
        for each in (alone, together)
    )
    heard = union_all(*chosen).subquery()
    return select(heard).order_by(heard.c.version_key, heard.c.position, heard.c.place)


_IN_VERSIONS = _heard()


@lru_cache(maxsize=1 << 17)
def base_of(name: str, kind: EntityKind) -> str:
    """The id of the profile that appearances under this name belong to, if nothing tells them apart."""
    return match.profile_id(kind, name)


def take_in(connection: Connection) -> set[str]:
    """Note the appearances of every report that the registry has not seen as it is now.

    Returns the bases of all that came or went.
    """
    touched: set[str] = set()
    while versions := connection.execute(UNMATCHED.limit(CHUNK)).mappings().all():
        reports = [row["report_id"] for row in versions]
        touched.update(connection.execute(_BASES, {"reports": reports}).scalars())
        connection.execute(delete(people_schema.appearance).where(_appearance.report_id.in_(reports)))
        rows = [
            as_row(appearance) | {"profile_id": base_of(appearance.name, appearance.kind)}
            for appearance in _appearances(connection, versions)
        ]
        if rows:
            connection.execute(insert(people_schema.appearance), rows)
        hearing.follow(connection, reports)
        touched.update(str(row["profile_id"]) for row in rows)
        keys = [row["key"] for row in versions]
        connection.execute(update(schema.version).where(_version.key.in_(keys)).values(matched=1))
    return touched


def under(connection: Connection, bases: Sequence[str]) -> dict[Appearance, str]:
    """Every appearance under these bases (at most `CHUNK`), with the id of the profile it stands under."""
    rows = connection.execute(_UNDER, {"bases": list(bases)}).mappings()
    return {_appearance_of(row): row["profile_id"] for row in rows}


def of_profiles(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, str | None]]:
    """The ids of the appearances under each of these profiles, in order, with their days."""
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for some in chunks(ids):
        rows = connection.execute(
            select(
                _appearance.profile_id, _appearance.report_id, _appearance.speaker_id, _appearance.day
            ).where(_appearance.profile_id.in_(some))
        )
        for profile, report, speaker, day in rows:
            found[profile][f"{report}/{speaker}"] = day
    return {profile: dict(sorted(appearances.items())) for profile, appearances in found.items()}


def move(connection: Connection, to: Iterable[tuple[Appearance, str]]) -> None:
    """Put appearances under other profiles."""
    moves = [
        {"report": report, "speaker": speaker, "profile": profile}
        for appearance, profile in to
        for report, _, speaker in [appearance.id.partition("/")]
    ]
    if moves:
        connection.execute(_MOVE, moves)
        for some in chunks(sorted({each["report"] for each in moves})):
            hearing.follow(connection, some)


def _appearances(connection: Connection, versions: Sequence[RowMapping]) -> Iterator[Appearance]:
    heard: dict[tuple[int, str], list[RowMapping]] = defaultdict(list)
    for row in connection.execute(_IN_VERSIONS, {"keys": [each["key"] for each in versions]}).mappings():
        heard[row["version_key"], row["id"]].append(row)
    by_key = {version["key"]: version for version in versions}
    for (key, speaker), rows in heard.items():
        version = by_key[key]
        date = version["published"] or version["dateline"]
        name, kind = _usual(rows)
        yield Appearance(
            id=f"{version['report_id']}/{speaker}",
            name=name,
            kind=kind,
            roles=tuple(dict.fromkeys(role for row in rows for role in json.loads(row["roles"] or "[]"))),
            day=date[:10] if date else None,
        )


def _usual(rows: Sequence[RowMapping]) -> tuple[str, EntityKind]:
    """The name and kind under which most is said; the first among equals."""
    ((usual, _),) = Counter((row["name"], row["kind"]) for row in rows).most_common(1)
    return usual


def as_row(appearance: Appearance) -> dict[str, object]:
    """An appearance as columns, but for the profile it stands under."""
    report, _, speaker = appearance.id.partition("/")
    return {
        "report_id": report,
        "speaker_id": speaker,
        "name": appearance.name,
        "kind": appearance.kind,
        "roles": json.dumps(appearance.roles, ensure_ascii=False),
        "day": appearance.day,
    }


def _appearance_of(row: RowMapping) -> Appearance:
    return Appearance(
        f"{row['report_id']}/{row['speaker_id']}",
        row["name"],
        row["kind"],
        tuple(json.loads(row["roles"])),
        row["day"],
    )
