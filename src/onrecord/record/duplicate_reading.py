"""Reports with one text, found by their sketches: whole sketches are read only of those that meet others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select

from onrecord.match.joining import Groups
from onrecord.record import duplicate_storing, schema
from onrecord.record.chunks import chunks
from onrecord.record.duplicate_rows import SharedText, SharingReport
from onrecord.record.portable import sql

if TYPE_CHECKING:
    from onrecord.match.statements.duplicates import Duplicate, Sketch

_version, _report = schema.version.c, schema.report.c
_KEYS = "SELECT report_id, keys FROM sketch WHERE made_by = :by"
_RUNS = "SELECT runs FROM sketch WHERE report_id = :id"
_REPORTS = (
    select(
        _report.id,
        func.coalesce(_version.outlet, schema.agency.c.name).label("outlet"),
        func.coalesce(_version.published, _version.dateline).label("published"),
        _version.title,
        _report.name,
        _report.source,
    )
    .select_from(
        schema.version.join(schema.report).outerjoin(
            schema.agency, schema.agency.c.version_key == _version.key
        )
    )
    .where(_version.current == 1, _version.report_id.in_(bindparam("ids", expanding=True)))
)


def shared_texts(connection: Connection) -> list[SharedText]:
    """Each text that several reports carry; that of the most reports first, of equals the earliest."""
    from onrecord.match.statements.duplicates import duplicates  # noqa: PLC0415 (numpy)

    held = sql(connection, _KEYS, by=duplicate_storing.SKETCHED_BY)
    keys: dict[str, bytes] = dict(held.tuples().all())
    new: dict[str, bytes] = {}
    # There are any only where nothing could be written.
    for text in duplicate_storing.texts_of(connection, duplicate_storing.lacking(connection)):
        keys[text[0]], new[text[0]] = duplicate_storing.packed(text)
    return _texts(connection, duplicates(_Sketches(connection, keys, new), keys))


class _Sketches(Mapping[str, "Sketch"]):
    """The sketches of reports by their ids, each read from the record when it is asked for."""

    def __init__(self, connection: Connection, ids: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
        self._connection = connection
        self._ids = ids
        self._new = new

    def __getitem__(self, report_id: str) -> Sketch:
        from onrecord.match.statements.duplicates import Sketch  # noqa: PLC0415 (numpy)

        runs = self._new.get(report_id)
        if runs is None:
            runs = sql(self._connection, _RUNS, id=report_id).scalar_one()
        return Sketch.from_bytes(runs)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def _texts(connection: Connection, pairs: Sequence[Duplicate]) -> list[SharedText]:
    groups: Groups[str] = Groups()
    for pair in pairs:
        groups.join(pair.one, pair.other)
    of: dict[str, list[Duplicate]] = {root: [] for root in groups.roots()}
    for pair in pairs:
        of[groups.root(pair.one)].append(pair)
    known = _reports(connection, {each for pair in pairs for each in (pair.one, pair.other)})
    texts = [
        SharedText(tuple(sorted((known[each] for each in groups.members(root)), key=_when)), tuple(found))
        for root, found in of.items()
    ]
    return sorted(texts, key=lambda text: (-len(text.reports), _when(text.reports[0])))


def _reports(connection: Connection, ids: Iterable[str]) -> dict[str, SharingReport]:
    ordered = sorted(ids)
    return {
        row["id"]: SharingReport(**row)
        for some in chunks(ordered)
        for row in connection.execute(_REPORTS, {"ids": some}).mappings()
    }


def _when(report: SharingReport) -> tuple[bool, str, str]:
    return report.published is None, report.published or "", report.id
