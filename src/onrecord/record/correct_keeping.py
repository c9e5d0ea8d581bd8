"""What the model said of a version, kept where corrections make its quotations other ones."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from onrecord.core import Quotation, Report
from onrecord.core.version import __version__
from onrecord.record import correct_packing, correct_schema, correct_seals
from onrecord.record.correct_applying import Applied, apply
from onrecord.record.correct_loading import corrections
from onrecord.record.seals import Place

_reading = correct_schema.reading.c


def said(connection: Connection, key: int) -> tuple[Quotation, ...] | None:
    """What the model said of the version with this key; None where that is what is stored of it."""
    packed = connection.execute(select(_reading.quotations).where(_reading.version_key == key)).scalar()
    return None if packed is None else correct_packing.unpack(packed)


def put_right(connection: Connection, identity: str, report: Report, read: Sequence[Quotation]) -> Applied:
    """What the model said of a report, with what people put right in it."""
    return apply(report, read, corrections(connection, identity))


def keep(connection: Connection, key: int, place: Place, read: Sequence[Quotation], applied: Applied) -> None:
    """Keep what the model said of a version, if that is not what is stored of it."""
    connection.execute(delete(correct_schema.reading).where(_reading.version_key == key))
    if applied.marks or applied.quotations != tuple(read):
        row: dict[str, object] = {"rules": __version__, "quotations": correct_packing.pack(read)}
        seal = correct_seals.of_reading(place, row)
        connection.execute(insert(correct_schema.reading), row | {"version_key": key, "seal": seal})
