"""Seals: a hash over everything a row says, written with the row and recomputed by `verify`.

A seal covers the row's values and those it leans on (a quotation's spans and speaker, a version's model,
frame and names), by name, never by database key: the same report gives the same seals in every record. Seals
find damage and careless edits; they do not stop a forger, who can compute them too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Table

from onrecord.record import schema

_DIGITS = 32


def _sealed(table: Table, *left_out: str) -> tuple[str, ...]:
    skipped = {"key", "seal", "version_key", *left_out}
    return tuple(column.name for column in table.columns if column.name not in skipped)


REPORT = _sealed(schema.report)
# `current` follows from `report.versions`; model and names are sealed by their values.
VERSION = _sealed(schema.version, "current", "model_key", "names")
SPEAKER = _sealed(schema.speaker)
# The embedding is sealed by `of_quotation` itself.
QUOTATION = _sealed(schema.quotation, "speaker_key", "embedding")
FRAME = _sealed(schema.frame)
NAME = _sealed(schema.name)
SPAN = _sealed(schema.quotation_span, "quotation_key")
MODEL = _sealed(schema.model)

Row = Mapping[str, object]
Place = tuple[object, object]
"""A report's id and a version's number."""


def of_report(row: Row) -> str:
    """The seal of a report's row."""
    return _hash(_values(row, REPORT))


def of_version(row: Row, model: Row, frame: Sequence[Row], names: Sequence[Row]) -> str:
    """The seal of a version: its own values, its model's, its frame's by role and position, its names'."""
    read = [_values(row, VERSION), _values(model, MODEL), [_values(fact, FRAME) for fact in _ordered(frame)]]
    # Left out where the count is null: seals written before there were names still hold.
    if row["names"] is not None:
        read.append([_values(name, NAME) for name in names])
    return _hash(read)


def of_speaker(place: Place, row: Row) -> str:
    """The seal of a speaker in the report and version named by `place`."""
    return _hash([place, _values(row, SPEAKER)])


def of_quotation(place: Place, row: Row, speaker: Row | None, spans: Sequence[Row]) -> str:
    """The seal of a quotation in the report and version named by `place`, with its speaker and spans."""
    who = None if speaker is None else [speaker["id"], speaker["name"], speaker["kind"]]
    said = _values(row, QUOTATION)
    # No reader sees the embedding, but nothing else in the record could prove it, and an altered one would
    # hide what was said from a search. Null is left out: seals written before there were vectors still hold.
    if row["embedding"] is not None:
        said.append(row["embedding"])
    return _hash([place, said, who, [_values(span, SPAN) for span in _ordered(spans)]])


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["role"]), str(row["position"]).zfill(9)))


def _values(row: Row, names: tuple[str, ...]) -> list[object]:
    return [row[name] for name in names]


def _hash(values: object) -> str:
    # `default` for the embedding; with "surrogatepass" also because a damaged row may hold blobs and broken
    # characters, and must still hash.
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
