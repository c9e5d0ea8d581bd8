"""Search indexes in the order of days, with what narrows a search beside the words.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onrecord.record import indexing

revision = "0010"
down_revision = "0009"

_INDEXES = (
    "CREATE VIRTUAL TABLE quotation_words USING fts5(words, facets, tokenize='ascii', columnsize=0)",
    "CREATE VIRTUAL TABLE report_words USING fts5(words, facets, tokenize='ascii', columnsize=0)",
)


def upgrade() -> None:
    """Make the indexes anew from the current versions, the earliest first."""
    for table in ("version", "quotation"):
        op.add_column(table, sa.Column("slot", sa.Integer(), nullable=True))
        op.create_index(f"ix_{table}_slot", table, ["slot"], unique=True)
    connection = op.get_bind()
    for index in ("quotation_words", "report_words"):
        connection.exec_driver_sql(f"DROP TABLE {index}")
    for statement in _INDEXES:
        connection.exec_driver_sql(statement)
    current = "SELECT key FROM version WHERE current = 1 ORDER BY published, report_id"
    for key in connection.exec_driver_sql(current).scalars().all():
        indexing.put_words(connection, key)
