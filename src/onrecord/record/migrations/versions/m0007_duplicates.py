"""Sketches of texts, by which reports with one text are found; agencies in whose name reports are dated.

Revision ID: 0007
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from onrecord.core import Fact, Report, Span
from onrecord.match.statements.crediting import publisher_of
from onrecord.record.folding import fold

revision = "0007"
down_revision = "0006"

_CREDITED = """
    SELECT version.key, substr(version.text, 1, 2000) AS head,
           frame.value, frame.start, frame."end" AS "end"
    FROM version JOIN frame ON frame.version_key = version.key AND frame.role = 'credited'
    WHERE version.outlet IS NULL ORDER BY version.key, frame.position"""


def upgrade() -> None:
    """Leave texts to be sketched when somebody asks: that takes a while."""
    op.create_table(
        "sketch",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("runs", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_sketch_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_sketch"),
    )
    op.create_index("ix_sketch_made_by", "sketch", ["made_by", "report_id"])
    agency = op.create_table(
        "agency",
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_agency_version_key"),
        sa.PrimaryKeyConstraint("version_key", name="pk_agency"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(agency, _agencies())


def _agencies() -> list[dict[str, object]]:
    heads: dict[int, str] = {}
    credited: dict[int, list[Fact]] = defaultdict(list)
    for row in op.get_bind().exec_driver_sql(_CREDITED).mappings():
        span = None if row["start"] is None else Span(row["start"], row["end"])
        heads[row["key"]] = row["head"]
        credited[row["key"]].append(Fact(row["value"], span))
    names = {
        key: publisher_of(Report(head, "", "", b"", credited=tuple(credited[key])))
        for key, head in heads.items()
    }
    return [{"version_key": key, "name": name, "folded": fold(name)} for key, name in names.items() if name]
