"""Putting a version into the search indexes and taking it out, from what its rows say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from onrecord.record import facets, hearing, schema, slots
from onrecord.record.chunks import chunks
from onrecord.record.folding import fold

_version, _quotation, _member = schema.version.c, schema.quotation.c, schema.member.c
_VERSION = (
    select(
        _version.report_id, _version.published, _version.text, _version.outlet_folded, schema.agency.c.folded
    )
    .select_from(schema.version.outerjoin(schema.agency))
    .where(_version.key == bindparam("key"))
)
_QUOTATIONS = (
    select(
        _quotation.key,
        _quotation.position,
        _quotation.type,
        _quotation.grade,
        _quotation.text,
        _quotation.first_day,
        _quotation.last_day,
        schema.speaker.c.folded,
    )
    .select_from(schema.quotation.outerjoin(schema.speaker, schema.speaker.c.key == _quotation.speaker_key))
    .where(_quotation.version_key == bindparam("key"))
    .order_by(_quotation.position)
)
_MEMBERS = (
    select(_member.quotation_key, schema.speaker.c.folded)
    .select_from(
        schema.member.join(schema.speaker).join(schema.quotation, _quotation.key == _member.quotation_key)
    )
    .where(_quotation.version_key == bindparam("key"))
)

_PLACE = update(schema.quotation).where(_quotation.key == bindparam("own")).values(slot=bindparam("at"))


def put(connection: Connection, key: int) -> None:
    """Put the version with this key and its quotations into the search indexes, and count who speaks."""
    put_words(connection, key)
    hearing.count(connection, key)


def put_words(connection: Connection, key: int) -> None:
    """Put the version with this key and its quotations into the search indexes; neither may be there."""
    report_id, published, text, outlet, agency = connection.execute(_VERSION, {"key": key}).one()
    around = facets.of_version(report_id, outlet, agency or "")
    (slot,) = _free(connection, _version.slot, [slots.of_report(published, report_id)])
    connection.execute(update(schema.version).where(_version.key == key).values(slot=slot))
    connection.execute(insert(schema.REPORT_WORDS), {"rowid": slot, "words": fold(text), "facets": around})
    quotations = connection.execute(_QUOTATIONS, {"key": key}).all()
    if not quotations:
        return
    speakers: dict[int, list[str]] = defaultdict(list)
    for quotation_key, folded in connection.execute(_MEMBERS, {"key": key}):
        speakers[quotation_key].append(folded)
    wanted = [slots.of_quotation(row.last_day, report_id, row.position) for row in quotations]
    free, words = _free(connection, _quotation.slot, wanted), []
    for slot, row in zip(free, quotations, strict=True):
        names = [*speakers[row.key], *([row.folded] if row.folded else [])]
        days = row.first_day, row.last_day
        beside = facets.of_quotation(row.type, row.grade, days, names, around.split())
        words.append({"rowid": slot, "words": fold(row.text), "facets": beside})
    connection.execute(
        _PLACE, [{"own": row.key, "at": slot} for slot, row in zip(free, quotations, strict=True)]
    )
    connection.execute(insert(schema.QUOTATION_WORDS), words)


def drop(connection: Connection, key: int) -> None:
    """Take the version with this key and its quotations out of the search indexes, if they are there."""
    hearing.forget(connection, key)
    of_version = (_quotation.version_key == key, _quotation.slot.is_not(None))
    own = select(_version.slot).where(_version.key == key, _version.slot.is_not(None))
    for index, filled in (
        (schema.QUOTATION_WORDS, select(_quotation.slot).where(*of_version)),
        (schema.REPORT_WORDS, own),
    ):
        connection.execute(delete(index).where(index.c.rowid.in_(filled)))
    connection.execute(update(schema.quotation).where(*of_version).values(slot=None))
    connection.execute(update(schema.version).where(_version.key == key).values(slot=None))


def _free(connection: Connection, column: ColumnElement[Any], wanted: Sequence[int]) -> list[int]:
    """The slots that are wanted, or where others stand there the next that are free."""
    taken: set[int] = set()
    while True:
        free = slots.freed(wanted, taken)
        held: set[int] = set()
        for some in chunks(free):
            held.update(connection.execute(select(column).where(column.in_(some))).scalars())
        if not held:
            return free
        taken |= held
