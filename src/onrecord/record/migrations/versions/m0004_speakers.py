"""What a reading says of its speakers, joint ones, and the registry of people and organisations.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_VIEW = """\
CREATE VIEW who_said_what AS
SELECT speaker.name AS speaker, quotation.text AS said, quotation.type, quotation.first_day AS earliest,
       quotation.last_day AS latest, quotation.addressee, quotation.occasion, version.outlet, version.title,
       version.published, report.source, quotation.confidence, quotation.grade,
       report.id || '-' || quotation.id AS id, entity.name AS entity, entity.id AS entity_id
FROM quotation
JOIN version ON version.key = quotation.version_key AND version.current = 1
JOIN report ON report.id = version.report_id
LEFT JOIN speaker ON speaker.key = quotation.speaker_key
LEFT JOIN appearance ON version.matched = 1 AND appearance.report_id = report.id
    AND appearance.speaker_id = speaker.id
LEFT JOIN profile ON profile.id = appearance.profile_id
LEFT JOIN entity ON entity.id = profile.entity_id"""


def upgrade() -> None:
    """Leave the speakers of what was read before as they are: only reading it again can tell more."""
    _speakers()
    _kept()
    _derived()
    op.execute("DROP VIEW who_said_what")
    op.execute(_VIEW)


def _speakers() -> None:
    op.add_column("quotation", sa.Column("speaker_confidence", sa.Float(), nullable=True))
    op.add_column("quotation", sa.Column("speaker_roles", sa.Text(), nullable=True))
    op.add_column("quotation", sa.Column("speaker_metonym", sa.Integer(), nullable=True))
    op.add_column("version", sa.Column("matched", sa.Integer(), server_default="0", nullable=False))
    unmatched = sa.text("current = 1 AND matched = 0")
    op.create_index("ix_version_unmatched", "version", ["report_id"], sqlite_where=unmatched)
    op.create_table(
        "member",
        sa.Column("quotation_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("within", sa.Integer(), nullable=True),
        sa.Column("speaker_key", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("metonym", sa.Integer(), nullable=False),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_member_confidence"),
        sa.CheckConstraint("within IS NULL OR within < position", name="ck_member_within"),
        sa.ForeignKeyConstraint(["quotation_key"], ["quotation.key"], name="fk_member_quotation_key"),
        sa.ForeignKeyConstraint(["speaker_key"], ["speaker.key"], name="fk_member_speaker_key"),
        sa.PrimaryKeyConstraint("quotation_key", "position", name="pk_member"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_speaker_key", "member", ["speaker_key"])


def _kept() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="ck_judgement_undone"),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_judgement_confidence"),
        sa.CheckConstraint("verdict IN ('same', 'different')", name="ck_judgement_verdict"),
        sa.PrimaryKeyConstraint("id", name="pk_judgement"),
    )
    op.create_index("ix_judgement_left", "judgement", ["left"])
    op.create_index("ix_judgement_right", "judgement", ["right"])
    op.create_table(
        "entry",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.Column("list", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="ck_entry_undone"),
        sa.CheckConstraint("(what = 'external') = (scheme IS NOT NULL)", name="ck_entry_scheme"),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name="ck_entry_kind"),
        sa.CheckConstraint("what IN ('name', 'alias', 'role', 'external')", name="ck_entry_what"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
    )
    op.create_index("ix_entry_profile_id", "entry", ["profile_id"])
    op.create_index("ix_entry_value", "entry", ["value", "what"])
    op.create_table(
        "tally",
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("of", name="pk_tally"),
    )


def _derived() -> None:
    op.create_table(
        "entity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("external", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
    )
    op.create_index("ix_entity_name", "entity", ["name"])
    op.create_table(
        "entity_name",
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        _later("entity_name", "entity"),
        sa.PrimaryKeyConstraint("entity_id", "position", name="pk_entity_name"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entity_name_folded", "entity_name", ["folded"])
    op.create_table(
        "profile",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("external", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        _later("profile", "entity"),
        sa.PrimaryKeyConstraint("id", name="pk_profile"),
    )
    for column in ("base", "entity_id", "rules"):
        op.create_index(f"ix_profile_{column}", "profile", [column])
    op.create_table(
        "appearance",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("profile_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_appearance_report_id"),
        _later("appearance", "profile"),
        sa.PrimaryKeyConstraint("report_id", "speaker_id", name="pk_appearance"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_appearance_profile_id", "appearance", ["profile_id"])
    op.create_table(
        "blocking",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("profile_id", sa.Text(), nullable=False),
        _later("blocking", "profile"),
        sa.PrimaryKeyConstraint("key", "profile_id", name="pk_blocking"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocking_profile_id", "blocking", ["profile_id"])


def _later(table: str, of: str) -> sa.ForeignKeyConstraint:
    column = f"{of}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{of}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )
