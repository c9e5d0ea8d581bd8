"""`onrecord reports`: what the record was made from."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

import onrecord
from onrecord.cli.console import data, print_json, say
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit
from onrecord.cli.tables import Column, print_table
from onrecord.core.days import in_short
from onrecord.core.phrases import counted


def reports(*, limit: Limit = None, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """List the reports, each in its latest version."""
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        rows = islice(record.reports(), limit)
        if json:
            print_json(asdict(row) for row in rows)
            return
        columns = (
            Column("report", style="cyan", whole=True),
            Column("published", whole=True),
            Column("outlet"),
            Column("title", style="bold"),
            Column("quotations", right=True),
        )
        cells = (
            (
                row.id,
                in_short(row.published) if row.published else "undated",
                row.outlet or "",
                row.title or row.name,
                f"{row.quotations:,}",
            )
            for row in rows
        )
        count = print_table(data(), columns, cells)
    say(counted(count, "report"), "dim")
