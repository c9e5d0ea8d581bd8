"""`onrecord speakers`: who is on record, and how often."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

import onrecord
from onrecord.cli.console import counted, data, print_json, say
from onrecord.cli.dates import interval_in_words
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
            Column("", style="dim"),
            Column("quotations", right=True),
            Column("reports", right=True),
            Column("when"),
            Column("outlets", style="dim"),
        )
        cells = (
            (
                row.name,
                row.kind,
                f"{row.quotations:,}",
                f"{row.reports:,}",
                interval_in_words(row.first, row.last) or "undated",
                ", ".join(row.outlets),
            )
            for row in rows
        )
        count = print_table(data(), columns, cells)
    say(counted(count, "speaker"), "dim")
