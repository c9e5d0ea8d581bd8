"""The tables of the registry: what was decided and entered, which is kept, and what follows from it.

`judgement` and `entry` are never deleted from: a row that no longer counts says when and by whom it was
undone. `entity`, `profile`, `appearance` and their kin follow from these and from the reports' speakers:
`matching.py` can throw them away and make them again. JSON columns hold arrays: names as strings, roles as
`[text, first, last]`, ids elsewhere as `[scheme, value]`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Table

from onrecord.record.schema import Integer, Text, metadata, report, where


def _later(of: Column[Any]) -> ForeignKey:
    """A reference that must hold when the transaction ends, so that rows may come in any order."""
    return ForeignKey(of, deferrable=True, initially="DEFERRED")


judgement = Table(
    "judgement",
    metadata,
    Column("id", Text, primary_key=True),
    # Two profiles, in alphabetical order; or an appearance and a profile, in this order.
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    # What the two were called then; null in what an earlier version wrote.
    Column("left_name", Text),
    Column("right_name", Text),
    Column("seal", Text, nullable=False),
    CheckConstraint("verdict IN ('same', 'different')", name="verdict"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
    Index("ix_judgement_left", "left"),
    Index("ix_judgement_right", "right"),
)

# What a person or a list says of somebody, beyond what reports do.
entry = Table(
    "entry",
    metadata,
    Column("id", Text, primary_key=True),
    # Profiles come and go with the reports; with its kind and one of its names an entry can stand alone.
    Column("profile_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("named", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("value", Text, nullable=False),
    # Only of an id elsewhere: whose it is.
    Column("scheme", Text),
    # Only of a role: the first and the last day; null where not known, or not over.
    Column("first", Text),
    Column("last", Text),
    # The list it came from; null for what a person wrote by hand.
    Column("list", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    # The place among what was entered at the same time.
    Column("position", Integer, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("seal", Text, nullable=False),
    CheckConstraint("kind IN ('person', 'organisation')", name="kind"),
    CheckConstraint("what IN ('name', 'alias', 'role', 'external')", name="what"),
    CheckConstraint("(what = 'external') = (scheme IS NOT NULL)", name="scheme"),
    CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
    Index("ix_entry_profile_id", "profile_id"),
    Index("ix_entry_value", "value", "what"),
)

# How many rows a table has of which none is ever deleted, so that a lost one is missed.
tally = Table(
    "tally",
    metadata,
    Column("of", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("seal", Text, nullable=False),
)

entity = Table(
    "entity",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Index("ix_entity_name", "name"),
)

entity_name = Table(
    "entity_name",
    metadata,
    Column("entity_id", Text, _later(entity.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Index("ix_entity_name_folded", "folded"),
    sqlite_with_rowid=False,
)

profile = Table(
    "profile",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    # The id that all namesakes would share if nothing told them apart.
    Column("base", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("entity_id", Text, _later(entity.c.id), nullable=False),
    # The entity under which statements know it: where it is another, what is said under it is compared anew.
    Column("compared_as", Text),
    # The version of onrecord that made it.
    Column("rules", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Index("ix_profile_base", "base"),
    Index("ix_profile_entity_id", "entity_id"),
    Index("ix_profile_rules", "rules"),
    Index("ix_profile_compared_as", "id", **where("compared_as IS NOT entity_id")),
)

appearance = Table(
    "appearance",
    metadata,
    Column("report_id", Text, ForeignKey(report.c.id), primary_key=True),
    Column("speaker_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("day", Text),
    Column("profile_id", Text, _later(profile.c.id), nullable=False),
    # The profile under which statements know it.
    Column("compared_as", Text),
    Index("ix_appearance_profile_id", "profile_id"),
    Index("ix_appearance_compared_as", "report_id", **where("compared_as IS NOT profile_id")),
    sqlite_with_rowid=False,
)

blocking = Table(
    "blocking",
    metadata,
    Column("key", Text, primary_key=True),
    Column("profile_id", Text, _later(profile.c.id), primary_key=True),
    Index("ix_blocking_profile_id", "profile_id"),
    sqlite_with_rowid=False,
)
