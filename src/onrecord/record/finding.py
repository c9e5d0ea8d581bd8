"""Finding one report from what a person wrote to name it."""

from __future__ import annotations

import difflib
import os.path
import re

from sqlalchemy import ColumnElement, Connection, or_, select

from onrecord.core import NotFound, Several, as_id
from onrecord.core.phrases import shortened
from onrecord.record import schema

_report = schema.report.c
_HEX = re.compile(r"[0-9a-f]{1,16}")
_QUOTATION = re.compile(r"([0-9a-f]{16})-[0-9a-f]+")
_SHOWN = 5
_LONGEST = 80
"""Characters of what was typed that are shown again."""
_COMPARED = 20_000
"""Reports compared with a name that is none; more would take seconds."""


def find(connection: Connection, ref: str) -> str:
    """The id of the report that `ref` names: its id or the start of it, a quotation's id, a name, a source.

    Raises `NotFound`, with what comes near in its hint, if there is none or more than one.
    """
    # A command line may hold half a surrogate pair, which no stored name does.
    ref = ref.encode("utf-8", "replace").decode()
    wanted = as_id(ref)
    of_quotation = _QUOTATION.fullmatch(wanted)
    whole = of_quotation[1] if of_quotation else wanted
    ways: list[ColumnElement[bool]] = [_report.id == whole, or_(_report.name == ref, _report.source == ref)]
    # `onrecord add` keeps a file's absolute path; people go on typing the short one.
    ways.append(_report.source == os.path.abspath(ref))  # noqa: PTH100
    if _HEX.fullmatch(wanted):
        ways.append(_report.id.startswith(wanted))
    for way in ways:
        ids = list(connection.execute(select(_report.id, _report.source).where(way).limit(_SHOWN + 1)))
        if len(ids) == 1:
            return str(ids[0].id)
        if ids:
            named = ", ".join(f"{row.id} ({row.source})" for row in ids[:_SHOWN])
            raise Several(
                f"{ref}: more than one report has this name, or an id that begins so", f"give its id: {named}"
            )
    raise NotFound(f"{shown(ref)}: no such report in the record", _near(connection, ref))


def shown(typed: str) -> str:
    """What was typed, in quotes where nothing would be seen of it; of very long input the beginning."""
    return shortened(typed, _LONGEST) if typed.strip() else repr(typed)


def _near(connection: Connection, ref: str) -> str:
    by_name = {
        name: row.id
        for row in connection.execute(select(_report.id, _report.name, _report.source).limit(_COMPARED))
        for name in (row.name, row.source)
    }
    holding = [name for name in by_name if ref.strip() and ref.lower() in name.lower()]
    close = difflib.get_close_matches(ref, by_name, n=_SHOWN, cutoff=0.5)
    near: dict[str, str] = {}
    for name in (*holding, *close):
        near.setdefault(by_name[name], name)
    if not near:
        return "`onrecord reports` shows the reports the record holds"
    return "near: " + ", ".join(f"{identity} ({name})" for identity, name in list(near.items())[:_SHOWN])
