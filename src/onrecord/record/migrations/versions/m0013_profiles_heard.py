"""The profile of who speaks beside how often: what a speaker's page counts stands in one place.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

from onrecord.record import hearing
from onrecord.record.schema import Text

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Count who speaks in the current versions, with their profiles, and index these."""
    op.add_column("hearing", sa.Column("profile_id", Text, nullable=True))
    op.execute("DELETE FROM hearing")
    hearing.count_all(op.get_bind())
    op.create_index("ix_hearing_profile_id", "hearing", ["profile_id", "month", "outlet", "quotations"])
