"""Finding a quotation by any id it ever had: what people put right may give it another.

An id leads on by the corrections that were made on it, and by those that made it, undone or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from onrecord.core import NotFound, Quotation, RecordError, as_id
from onrecord.core.corrections import Correction
from onrecord.record import finding, loading, schema
from onrecord.record.correct_loading import corrections
from onrecord.record.rows import StoredReport

_IN_REPORT = re.compile(r"([0-9a-f]{16})-(.+)")
_quotation, _version = schema.quotation.c, schema.version.c


@dataclass(frozen=True, slots=True)
class Standing:
    """A quotation in the current version of its report."""

    held: RowMapping
    stored: StoredReport
    quotation: Quotation

    @property
    def address(self) -> str:
        """`REPORTID-QUOTATIONID`."""
        return f"{self.stored.id}-{self.quotation.id}"


def standing(connection: Connection, wanted: str) -> Standing:
    """The quotation that `REPORTID-QUOTATIONID` leads to; raises `NotFound` where it leads to none."""
    parts = _parts(wanted)
    if parts is None:
        raise NotFound(
            f"{finding.shown(wanted)}: a quotation's id is wanted", "`onrecord quotes --json` prints them"
        )
    report, quotation = parts
    held, stored = current(connection, report)
    now = where_now(connection, report, quotation)
    for each in stored.quotations:
        if each.id == now:
            return Standing(held, stored, each)
    raise NotFound(
        f"{wanted}: there is no such quotation in the report now",
        f"`onrecord show {report}` shows those there are; `onrecord corrections {report}` what was put right",
    )


def current(connection: Connection, ref: str) -> tuple[RowMapping, StoredReport]:
    """The current version of the report that `ref` names, as a row and whole; see `Record.report`."""
    held = loading.current_version(connection, finding.find(connection, ref))
    if held is None:
        raise RecordError(f"{ref}: none of its versions is current", "run `onrecord verify`")
    return held, loading.load(connection, held)


def address_now(connection: Connection, wanted: str) -> str | None:
    """The id now of the quotation that `REPORTID-QUOTATIONID` leads to; None where there is none."""
    parts = _parts(wanted)
    now = parts and where_now(connection, *parts)
    return f"{parts[0]}-{now}" if parts and now else None


def where_now(connection: Connection, report: str, quotation: str) -> str | None:
    """The id in the report's current version of the quotation that once had this id there."""
    marks = marks_in(connection, report)
    if quotation in marks:
        return quotation
    about = _about(connection, report, quotation)
    ids, named = {each.id for each in about}, {quotation}.union(*map(_names, about))
    by_name = [each for each in marks if each in named]
    by_mark = [each for each, held in marks.items() if not ids.isdisjoint(held)]
    return next(iter((*by_name, *by_mark)), None)


def denial(connection: Connection, wanted: str) -> str | None:
    """The id of the correction by which what `REPORTID-QUOTATIONID` names is no quotation; None without."""
    parts = _parts(wanted)
    if parts is None or where_now(connection, *parts) is not None:
        return None
    denied = [each for each in _about(connection, *parts) if each.what == "none" and each.undone_at is None]
    return max(denied, key=lambda each: (each.at, each.position)).id if denied else None


def _about(connection: Connection, report: str, quotation: str) -> list[Correction]:
    """The corrections of what once had this id, under any other that they gave it."""
    made = corrections(connection, report)
    named = {quotation} | _of_old_versions(connection, report, quotation, made)
    about: list[Correction] = []
    while more := [each for each in made if each not in about and not named.isdisjoint(_names(each))]:
        about += more
        named.update(*map(_names, more))
    return about


def _parts(wanted: str) -> tuple[str, str] | None:
    """The ids of a report and of a quotation in it; those that other programs gave may have capitals."""
    typed = wanted.encode("utf-8", "replace").decode().strip()
    parts = _IN_REPORT.fullmatch(typed) or _IN_REPORT.fullmatch(as_id(typed))
    return (parts[1], parts[2]) if parts else None


def marks_in(connection: Connection, report: str) -> dict[str, tuple[str, ...]]:
    """The ids of the corrections that hold for each quotation of a report's current version, by its id."""
    current = select(_version.key).where(_version.report_id == report, _version.current == 1)
    key = connection.execute(current).scalar()
    return {} if key is None else marks_of(connection, key)


def marks_of(connection: Connection, key: int) -> dict[str, tuple[str, ...]]:
    """The same of the version with this key."""
    of_version = select(_quotation.id, _quotation.corrected).where(_quotation.version_key == key)
    rows = connection.execute(of_version.order_by(_quotation.position))
    return {row.id: tuple((row.corrected or "").split()) for row in rows}


def _names(each: Correction) -> set[str]:
    return {each.target, each.made or each.target}


def _of_old_versions(
    connection: Connection, report: str, quotation: str, made: Iterable[Correction]
) -> set[str]:
    """What the corrections were made on that hold for a quotation of this id in any version."""
    rows = connection.execute(
        select(_quotation.corrected)
        .join(schema.version, _version.key == _quotation.version_key)
        .where(_version.report_id == report, _quotation.id == quotation, _quotation.corrected.is_not(None))
    )
    ids = {identity for row in rows for identity in row.corrected.split()}
    return {each.target for each in made if each.id in ids}
