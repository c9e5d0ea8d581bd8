"""Quotations as bytes and back, whole: what the model said where people put something right."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from onrecord.core import Interval, Quotation, Span, Speaker

_SPANS = ("content", "source", "cue")


def pack(quotations: Iterable[Quotation]) -> bytes:
    """The quotations as JSON, packed."""
    rows = [asdict(each) | {"embedding": b64encode(each.embedding).decode()} for each in quotations]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(packed: bytes) -> tuple[Quotation, ...]:
    """The quotations that were packed; raises `zlib.error` or `ValueError` where the bytes are damaged."""
    return tuple(_quotation(row) for row in json.loads(zlib.decompress(packed)))


def _quotation(row: dict[str, Any]) -> Quotation:
    known = {field.name: row[field.name] for field in fields(Quotation)}
    known |= {role: _spans(row[role]) for role in _SPANS}
    said = row["said_on"]
    if said is not None:
        known["said_on"] = Interval(said["earliest"], said["latest"], said["text"] and Span(*said["text"]))
    known["speaker"] = row["speaker"] and _speaker(row["speaker"])
    return Quotation(**known | {"embedding": b64decode(row["embedding"])})


def _spans(rows: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in rows)


def _speaker(row: dict[str, Any]) -> Speaker:
    members = tuple(map(_speaker, row["members"]))
    return Speaker(**row | {"roles": tuple(row["roles"]), "members": members})
