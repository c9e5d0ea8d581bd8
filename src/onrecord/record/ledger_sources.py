"""Where what is in the ledger stands, and in whose words: filters and columns for figures and commitments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func
from sqlalchemy.sql.selectable import FromClause

from onrecord.record import schema
from onrecord.record.filters import Filters
from onrecord.record.ledger_rows import Source
from onrecord.record.loading import words_of_sources
from onrecord.record.naming import heard
from onrecord.record.speaking import entities_in

_quotation, _version, _report, _speaker = (
    schema.quotation.c,
    schema.version.c,
    schema.report.c,
    schema.speaker.c,
)
_told: ColumnElement[str] = func.substr(func.coalesce(_version.published, _version.dateline), 1, 10)
FIRST_DAY: ColumnElement[str] = func.coalesce(_quotation.first_day, _told)
"""The first day it can have been said: by the quotation that holds it, else by the report."""
LAST_DAY: ColumnElement[str] = func.coalesce(_quotation.last_day, _told)
COLUMNS = (
    _version.report_id,
    _version.number.label("version"),
    _version.title,
    _version.outlet,
    _version.published,
    _report.source.label("source_address"),
    _quotation.id.label("quotation"),
    _speaker.name.label("speaker"),
    FIRST_DAY.label("first_day"),
    LAST_DAY.label("last_day"),
)
"""What a `Source` is made of; with them a query needs the column `quotation_key`."""


def standing(of: Table) -> FromClause:
    """Figures or commitments joined with their reports, and with the quotations that hold them."""
    return (
        of.join(schema.version, _version.key == of.c.version_key)
        .join(schema.report, _report.id == _version.report_id)
        .outerjoin(schema.quotation, _quotation.key == of.c.quotation_key)
        .outerjoin(schema.speaker, _speaker.key == _quotation.speaker_key)
    )


def passing(filters: Filters) -> list[ColumnElement[bool]]:
    """Conditions on what `standing` joins."""
    found = [*filters.on_versions(), *filters.within(FIRST_DAY, LAST_DAY)]
    if filters.speaker is not None:
        found.append(heard(filters.speaker))
    return found


def sources_of(connection: Connection, rows: Sequence[RowMapping]) -> list[Source]:
    """The sources of these rows, in the same order."""
    held = [row["quotation_key"] for row in rows if row["quotation_key"] is not None]
    known = entities_in(connection, held)
    unnamed = [row["quotation_key"] for row in rows if row["speaker"] is None and row["quotation"]]
    words = words_of_sources(connection, sorted(unnamed))
    return [
        _source(row, known.get(row["quotation_key"], {}), words.get(row["quotation_key"])) for row in rows
    ]


def _source(row: RowMapping, known: Mapping[str, str], words: str | None) -> Source:
    values: dict[str, Any] = {column.name: row[column.name] for column in COLUMNS}
    if row["quotation"] is not None:
        values["quotation"] = f"{row['report_id']}-{row['quotation']}"
    values["speaker"] = " and ".join(known.values()) or row["speaker"]
    return Source(**values, speaker_id=" ".join(known) or None, words=words)
