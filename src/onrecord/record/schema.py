"""The tables, as SQLAlchemy metadata: the one description that fresh databases are made from.

A test holds that the migrations end in exactly this schema. Spans are 0-based, end-exclusive offsets in code
points of `version.text`. `seal` columns hash their row (`seals.py`), so that an altered field is found.
"""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy
from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    column,
    table,
    text,
)

# PostgreSQL would keep 32 bits, and order texts as its locale has it.
Integer = sqlalchemy.Integer().with_variant(sqlalchemy.BigInteger(), "postgresql")
Text = sqlalchemy.Text().with_variant(sqlalchemy.Text(collation="C"), "postgresql")

HEAD = "0014"
"""The migration that ends in this schema."""

APPLICATION_ID = 0x6F6E7263
"""'onrc' in the file's header, so that no other program's database is taken for a record."""

EMBEDDING_BYTES = 256
"""Size of a vector: 128 half-precision floats, little-endian."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# As Alembic makes it, where it is the first to come.
revision = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def where(condition: str) -> dict[str, Any]:
    """An index of those rows only for which a condition holds, as SQLite and PostgreSQL are told of it."""
    theirs = re.sub(r" IS NOT (?!NULL)", " IS DISTINCT FROM ", condition)
    return {"sqlite_where": text(condition), "postgresql_where": text(theirs)}


archive = Table(
    "archive",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packing", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint("size >= 0", name="size"),
    CheckConstraint("packing IN ('none', 'zlib')", name="packing"),
)

model = Table(
    "model",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    UniqueConstraint("name", "version", "sha256"),
)

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("versions >= 1", name="versions"),
    UniqueConstraint("source", "name"),
)

version = Table(
    "version",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("report_id", Text, ForeignKey(report.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("current", Integer, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("outlet", Text),
    Column("author", Text),
    Column("dateline", Text),
    Column("place", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("sha256", Text, ForeignKey(archive.c.sha256), nullable=False),
    # Set where decoding the archived bytes gives the text, character for character; then verify proves it.
    Column("encoding", Text),
    Column("model_key", Integer, ForeignKey(model.c.key), nullable=False),
    Column("rules", Text, nullable=False),
    Column("quotations", Integer, nullable=False),
    # Null only where it was read before there were names.
    Column("names", Integer),
    Column("added_at", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Column("outlet_folded", Text, nullable=False),
    # Whether the registry has taken in who speaks in it (`matching.py`).
    Column("matched", Integer, nullable=False, server_default="0"),
    # The version of onrecord that compared what is said in it with all else; null where that is to be done.
    Column("compared", Text),
    # Where it stands in the search index (`slots.py`); null where it is not current.
    Column("slot", Integer),
    Column("seal", Text, nullable=False),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("current IN (0, 1)", name="current"),
    UniqueConstraint("report_id", "number"),
    Index("ix_version_current", "report_id", unique=True, **where("current = 1")),
    Index("ix_version_sha256", "sha256"),
    Index("ix_version_unmatched", "report_id", **where("current = 1 AND matched = 0")),
    Index("ix_version_compared", "compared", **where("current = 1")),
    Index("ix_version_slot", "slot", unique=True),
)

frame = Table(
    "frame",
    metadata,
    Column("version_key", Integer, ForeignKey(version.c.key), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    # Only for what is credited: the other values are columns of `version`.
    Column("value", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("exact", Text),
    CheckConstraint(
        "role IN ('title', 'published', 'dateline', 'place', 'credited', 'boilerplate')", name="role"
    ),
    CheckConstraint('start IS NULL OR (start >= 0 AND "end" >= start)', name="span"),
    CheckConstraint("(role = 'credited') = (value IS NOT NULL)", name="value"),
    sqlite_with_rowid=False,
)

# The agency in whose name a version is dated ("LEMSK (Sound Wire) -") where it names no outlet.
agency = Table(
    "agency",
    metadata,
    Column("version_key", Integer, ForeignKey(version.c.key), primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    sqlite_with_rowid=False,
)

name = Table(
    "name",
    metadata,
    Column("version_key", Integer, ForeignKey(version.c.key), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    CheckConstraint("kind IN ('person', 'organisation', 'place')", name="kind"),
    CheckConstraint('start >= 0 AND "end" >= start', name="span"),
    sqlite_with_rowid=False,
)

speaker = Table(
    "speaker",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey(version.c.key), nullable=False),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("kind IN ('person', 'organisation', 'group', 'document')", name="kind"),
    UniqueConstraint("version_key", "id", "name", "kind"),
    Index("ix_speaker_folded", "folded", "kind"),
)

quotation = Table(
    "quotation",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey(version.c.key), nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker_key", Integer, ForeignKey(speaker.c.key)),
    Column("speaker_reason", Text),
    # Null without a speaker, and where it was read before these were kept. Roles are a JSON array.
    Column("speaker_confidence", Float),
    Column("speaker_roles", Text),
    Column("speaker_metonym", Integer),
    Column("addressee", Text),
    Column("occasion", Text),
    Column("said_earliest", Text),
    Column("said_latest", Text),
    # The days it can have been said: `said_*`, else the day of publication, else null.
    Column("first_day", Text),
    Column("last_day", Text),
    Column("nested_in", Text),
    Column("polarity", Text),
    Column("confidence", Float, nullable=False),
    Column("grade", Text, nullable=False),
    # Empty where the reader gave none; null only where it was read before there were vectors.
    Column("embedding", LargeBinary),
    # The ids of the corrections by people that hold for it, with spaces between; null where none does.
    Column("corrected", Text),
    # Where it stands in the search index (`slots.py`); null in a version that is not current.
    Column("slot", Integer),
    Column("seal", Text, nullable=False),
    CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="type"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    CheckConstraint("grade IN ('record', 'review')", name="grade"),
    CheckConstraint("(speaker_key IS NULL) = (speaker_reason IS NULL)", name="speaker"),
    CheckConstraint("(said_earliest IS NULL) = (said_latest IS NULL)", name="said"),
    UniqueConstraint("version_key", "id"),
    Index("ix_quotation_speaker_key", "speaker_key"),
    Index("ix_quotation_first_day", "first_day"),
    Index("ix_quotation_slot", "slot", unique=True),
)

# Who says it together, where a source joins several; `within` is the place of the member it is part of.
member = Table(
    "member",
    metadata,
    Column("quotation_key", Integer, ForeignKey(quotation.c.key), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("within", Integer),
    Column("speaker_key", Integer, ForeignKey(speaker.c.key), nullable=False),
    Column("reason", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("roles", Text, nullable=False),
    Column("metonym", Integer, nullable=False),
    CheckConstraint("within IS NULL OR within < position", name="within"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    Index("ix_member_speaker_key", "speaker_key"),
    sqlite_with_rowid=False,
)

quotation_span = Table(
    "quotation_span",
    metadata,
    Column("quotation_key", Integer, ForeignKey(quotation.c.key), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    CheckConstraint("role IN ('content', 'source', 'cue', 'said_on')", name="role"),
    CheckConstraint('start >= 0 AND "end" >= start', name="span"),
    sqlite_with_rowid=False,
)

# How often who speaks in a current version, by month; "" where a quotation has no day. The profile is that of
# the appearance, null before the registry has seen it.
hearing = Table(
    "hearing",
    metadata,
    Column("report_id", Text, ForeignKey(report.c.id), primary_key=True),
    Column("speaker_id", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("outlet", Text),
    Column("quotations", Integer, nullable=False),
    Column("profile_id", Text),
    # All that the page of a speaker counts, in one place.
    Index("ix_hearing_profile_id", "profile_id", "month", "outlet", "quotations"),
    sqlite_with_rowid=False,
)

# The search index holds folded words (`folding.py`) and facets (`facets.py`), so its tokenizer only has to
# split at spaces. Hits come by their slots, the newest first, and not by rank, so the columns that ranking
# needs are left out.
INDEXES = (
    "CREATE VIRTUAL TABLE quotation_words USING fts5(words, facets, tokenize='ascii', columnsize=0)",
    "CREATE VIRTUAL TABLE report_words USING fts5(words, facets, tokenize='ascii', columnsize=0)",
)

INDEX_CHECKS = {
    "quotation_words": "INSERT INTO quotation_words (quotation_words) VALUES ('integrity-check')",
    "report_words": "INSERT INTO report_words (report_words) VALUES ('integrity-check')",
}
# The column named as its table stands for all of them.
QUOTATION_WORDS = table(
    "quotation_words",
    column("rowid", Integer),
    column("words", Text),
    column("facets", Text),
    column("quotation_words", Text),
)
REPORT_WORDS = table(
    "report_words",
    column("rowid", Integer),
    column("words", Text),
    column("facets", Text),
    column("report_words", Text),
)

VIEWS = (
    """\
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
LEFT JOIN entity ON entity.id = profile.entity_id""",
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
