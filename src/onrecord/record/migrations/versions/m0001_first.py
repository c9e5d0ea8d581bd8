"""The first tables: reports, their versions and frames, speakers, quotations and their spans.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INDEXES = (
    "CREATE VIRTUAL TABLE quotation_words USING fts5(words, tokenize='ascii', columnsize=0)",
    "CREATE VIRTUAL TABLE report_words USING fts5(words, tokenize='ascii', columnsize=0)",
)
_VIEWS = (
    """\
CREATE VIEW who_said_what AS
SELECT speaker.name AS speaker, quotation.text AS said, quotation.type, quotation.first_day AS earliest,
       quotation.last_day AS latest, quotation.addressee, quotation.occasion, version.outlet, version.title,
       version.published, report.source, quotation.confidence, quotation.grade,
       report.id || '-' || quotation.id AS id
FROM quotation
JOIN version ON version.key = quotation.version_key AND version.current = 1
JOIN report ON report.id = version.report_id
LEFT JOIN speaker ON speaker.key = quotation.speaker_key""",
    """\
CREATE VIEW evidence AS
SELECT report.id || '-' || quotation.id AS quotation, quotation_span.role, quotation_span.position,
       quotation_span.exact, quotation_span.start, quotation_span."end", version.sha256, report.source,
       version.number AS version, model.name AS model, model.version AS model_version, version.rules
FROM quotation_span
JOIN quotation ON quotation.key = quotation_span.quotation_key
JOIN version ON version.key = quotation.version_key
JOIN report ON report.id = version.report_id
JOIN model ON model.key = version.model_key""",
)


def upgrade() -> None:
    """Make everything in an empty database."""
    op.execute("PRAGMA application_id = 1869509219")
    _reports()
    _frames_and_speakers()
    _quotations()
    for statement in (*_INDEXES, *_VIEWS):
        op.execute(statement)


def _reports() -> None:
    op.create_table(
        "archive",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packing", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("packing IN ('none', 'zlib')", name="ck_archive_packing"),
        sa.CheckConstraint("size >= 0", name="ck_archive_size"),
        sa.PrimaryKeyConstraint("sha256", name="pk_archive"),
    )
    op.create_table(
        "model",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_model"),
        sa.UniqueConstraint("name", "version", "sha256", name="uq_model_name_version_sha256"),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("versions >= 1", name="ck_report_versions"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("source", "name", name="uq_report_source_name"),
    )
    op.create_table(
        "version",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=True),
        sa.Column("model_key", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("quotations", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.Column("outlet_folded", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("current IN (0, 1)", name="ck_version_current"),
        sa.CheckConstraint("number >= 1", name="ck_version_number"),
        sa.ForeignKeyConstraint(["model_key"], ["model.key"], name="fk_version_model_key"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_version_report_id"),
        sa.ForeignKeyConstraint(["sha256"], ["archive.sha256"], name="fk_version_sha256"),
        sa.PrimaryKeyConstraint("key", name="pk_version"),
        sa.UniqueConstraint("report_id", "number", name="uq_version_report_id_number"),
    )
    op.create_index(
        "ix_version_current", "version", ["report_id"], unique=True, sqlite_where=sa.text("current = 1")
    )
    op.create_index("ix_version_sha256", "version", ["sha256"], unique=False)


def _frames_and_speakers() -> None:
    op.create_table(
        "frame",
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.CheckConstraint("(role = 'credited') = (value IS NOT NULL)", name="ck_frame_value"),
        sa.CheckConstraint(
            "role IN ('title', 'published', 'dateline', 'place', 'credited', 'boilerplate')",
            name="ck_frame_role",
        ),
        sa.CheckConstraint('start IS NULL OR (start >= 0 AND "end" >= start)', name="ck_frame_span"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_frame_version_key"),
        sa.PrimaryKeyConstraint("version_key", "role", "position", name="pk_frame"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "speaker",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation', 'group', 'document')", name="ck_speaker_kind"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_speaker_version_key"),
        sa.PrimaryKeyConstraint("key", name="pk_speaker"),
        sa.UniqueConstraint("version_key", "id", "name", "kind", name="uq_speaker_version_key_id_name_kind"),
    )
    op.create_index("ix_speaker_folded", "speaker", ["folded", "kind"], unique=False)


def _quotations() -> None:
    op.create_table(
        "quotation",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Integer(), nullable=True),
        sa.Column("speaker_reason", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("said_earliest", sa.Text(), nullable=True),
        sa.Column("said_latest", sa.Text(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("nested_in", sa.Text(), nullable=True),
        sa.Column("polarity", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("grade IN ('record', 'review')", name="ck_quotation_grade"),
        sa.CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="ck_quotation_type"),
        sa.CheckConstraint("(said_earliest IS NULL) = (said_latest IS NULL)", name="ck_quotation_said"),
        sa.CheckConstraint("(speaker_key IS NULL) = (speaker_reason IS NULL)", name="ck_quotation_speaker"),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_quotation_confidence"),
        sa.ForeignKeyConstraint(["speaker_key"], ["speaker.key"], name="fk_quotation_speaker_key"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_quotation_version_key"),
        sa.PrimaryKeyConstraint("key", name="pk_quotation"),
        sa.UniqueConstraint("version_key", "id", name="uq_quotation_version_key_id"),
    )
    op.create_index("ix_quotation_first_day", "quotation", ["first_day"], unique=False)
    op.create_index("ix_quotation_speaker_key", "quotation", ["speaker_key"], unique=False)
    op.create_table(
        "quotation_span",
        sa.Column("quotation_key", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('content', 'source', 'cue', 'said_on')", name="ck_quotation_span_role"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="ck_quotation_span_span"),
        sa.ForeignKeyConstraint(["quotation_key"], ["quotation.key"], name="fk_quotation_span_quotation_key"),
        sa.PrimaryKeyConstraint("quotation_key", "role", "position", name="pk_quotation_span"),
        sqlite_with_rowid=False,
    )
