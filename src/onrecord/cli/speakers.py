"""`onrecord speakers`: who is on record, and how often."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

import onrecord
from onrecord.cli.console import counted, data, print_json, say
from onrecord.cli.dates import months_in_short
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit
from onrecord.cli.tables import Column, print_table


def speakers(*, limit: Limit = None, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """List the speakers, the most quoted first."""
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        rows = islice(record.speakers(), limit)
        if json:
            print_json(asdict(row) for row in rows)
            return
        columns = (
            Column("speaker", style="bold"),
            Column("quotations", right=True),
            Column("reports", right=True),
            Column("when", whole=True),
            Column("outlets", style="dim"),
        )
        cells = (
            (
                row.name if row.kind == "person" else f"{row.name} ({row.kind})",
                f"{row.quotations:,}",
                f"{row.reports:,}",
                months_in_short(row.first, row.last),
                ", ".join(row.outlets),
            )
            for row in rows
        )
        count = print_table(data(), columns, cells)
    say(counted(count, "speaker"), "dim")
