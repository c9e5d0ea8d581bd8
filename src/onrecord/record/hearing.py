"""How often who speaks in which report, and what that comes to for one speaker.

The counts follow from the quotations of current versions; without them the page of somebody with fifty
thousand quotations would have to read them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, cast, delete, distinct, func, select, update

from onrecord.core.sources import site_or_file
from onrecord.record import people_schema, schema
from onrecord.record.portable import sql
from onrecord.record.rows import Problem

_hearing, _version = schema.hearing.c, schema.version.c
_appearance, _profile = people_schema.appearance.c, people_schema.profile.c

# A server's sum of whole numbers is a decimal.
SAID = cast(func.sum(_hearing.quotations), schema.Integer)
"""How many quotations some counts come to."""
# A joint speaker stands for its members, down to the last. A day that is none has no month.
_COUNT = """
INSERT INTO hearing (report_id, speaker_id, month, outlet, quotations, profile_id)
SELECT version.report_id, speaker.id, substr(coalesce(said.last_day, ''), 1, 7), version.outlet,
       count(DISTINCT said.key), appearance.profile_id
FROM version
JOIN (
    SELECT key, version_key, last_day, speaker_key FROM quotation
    WHERE speaker_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM member WHERE quotation_key = quotation.key)
    UNION ALL
    SELECT quotation.key, version_key, last_day, member.speaker_key
    FROM quotation JOIN member ON quotation_key = quotation.key
    WHERE NOT EXISTS (
        SELECT 1 FROM member AS part
        WHERE part.quotation_key = quotation.key AND part.within = member.position
    )
) AS said ON said.version_key = version.key
JOIN speaker ON speaker.key = said.speaker_key
LEFT JOIN appearance ON appearance.report_id = version.report_id AND appearance.speaker_id = speaker.id
"""
_FOLLOW = (
    update(schema.hearing)
    .where(_hearing.report_id.in_(bindparam("reports", expanding=True)))
    .values(
        profile_id=select(_appearance.profile_id)
        .where(_appearance.report_id == _hearing.report_id, _appearance.speaker_id == _hearing.speaker_id)
        .scalar_subquery()
    )
)
_GROUPED = (
    " GROUP BY version.report_id, speaker.id, substr(coalesce(said.last_day, ''), 1, 7), version.outlet,"
    " appearance.profile_id"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """How often somebody is quoted: in all, by month of what is dated, by outlet, the most first."""

    quotations: int
    reports: int
    months: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    """An outlet, or the site or file of a report that names none."""
    named: tuple[str, ...]
    """The outlets among these."""


def count(connection: Connection, key: int) -> None:
    """Count who speaks in the version with this key."""
    sql(connection, f"{_COUNT} WHERE version.key = :key{_GROUPED}", key=key)


def count_all(connection: Connection) -> None:
    """Count who speaks in every current version."""
    sql(connection, f"{_COUNT} WHERE version.current = 1{_GROUPED}")


def follow(connection: Connection, reports: Sequence[str]) -> None:
    """Bring to the profiles of their appearances what is counted in these reports."""
    connection.execute(_FOLLOW, {"reports": list(reports)})


def forget(connection: Connection, key: int) -> None:
    """Take away what was counted of the version with this key, if it is in the search index."""
    indexed = select(_version.report_id).where(_version.key == key, _version.slot.is_not(None))
    connection.execute(delete(schema.hearing).where(_hearing.report_id.in_(indexed)))


def hearing_problems(connection: Connection) -> Iterator[Problem]:
    """Counts that are not those of the quotations, and counts that are missing."""
    followed = _COUNT[_COUNT.index("SELECT") :] + f" WHERE version.current = 1{_GROUPED}"
    held = "SELECT report_id, speaker_id, month, outlet, quotations, profile_id FROM hearing"
    for what, query in (
        ("who speaks in it is counted otherwise than it says", f"{held} EXCEPT {followed}"),
        ("who speaks in it is not counted", f"{followed} EXCEPT {held}"),
    ):
        for report_id, *counts in sql(connection, query):
            yield Problem(what, str(report_id), found=" ".join(map(str, counts)))


def heard(connection: Connection, entity: str) -> Heard:
    """How often the entity with this id is quoted in current versions."""
    profiles = select(_profile.id).where(_profile.entity_id == entity)
    theirs = _hearing.profile_id.in_(profiles)
    # Grouped as the index is ordered, and by outlet alone: together they are thousands of rows to fetch.
    months, outlets = Counter[str](), Counter[str]()
    by_month = select(_hearing.month, SAID).where(theirs).group_by(_hearing.profile_id, _hearing.month)
    for month, quotations in connection.execute(by_month).all():
        months[month] += quotations
    by_outlet = select(_hearing.outlet, SAID).where(theirs).group_by(_hearing.outlet)
    for outlet, quotations in connection.execute(by_outlet).all():
        outlets[outlet or ""] += quotations
    unnamed = outlets.pop("", 0)
    named = frozenset(outlets)
    if unnamed:
        by_source = (
            select(schema.report.c.source, SAID)
            .select_from(schema.hearing.join(schema.report, schema.report.c.id == _hearing.report_id))
            .where(theirs, func.coalesce(_hearing.outlet, "") == "")
            .group_by(schema.report.c.source)
        )
        for source, quotations in connection.execute(by_source):
            outlets[site_or_file(source)] += quotations
    reports = select(func.count(distinct(_appearance.report_id))).where(_appearance.profile_id.in_(profiles))
    ordered = sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    return Heard(
        quotations=months.total(),
        reports=connection.execute(reports).scalar_one(),
        months=tuple(sorted((month, times) for month, times in months.items() if len(month) == _MONTH)),
        outlets=tuple(ordered),
        named=tuple(outlet for outlet, _ in ordered if outlet in named),
    )


_MONTH = len("2026-02")
