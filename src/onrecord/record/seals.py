"""Seals: a hash over everything a row says, written with the row and recomputed by `verify`.

A seal covers the row's values and those it leans on (a quotation's spans and speaker, a version's model,
frame and names), by name, never by database key: the same report gives the same seals in every record. Seals
find damage and careless edits; they do not stop a forger, who can compute them too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Table

from onrecord.record import duplicate_schema, people_schema, schema, statement_schema

_DIGITS = 32


def sealed(table: Table, *left_out: str) -> tuple[str, ...]:
    """The columns of a table that a seal covers by value: all but keys, the seal, and what is left out."""
    skipped = {"key", "seal", "version_key", *left_out}
    return tuple(column.name for column in table.columns if column.name not in skipped)


REPORT = sealed(schema.report)
# `current` follows from `report.versions`; `matched` and `compared` say how far registry and statements are;
# model and names are sealed by value. Slots follow from days.
VERSION = sealed(schema.version, "current", "matched", "compared", "slot", "model_key", "names")
SPEAKER = sealed(schema.speaker)
READING = ("speaker_confidence", "speaker_roles", "speaker_metonym")
# The embedding, corrections and what a reading says of its speaker are sealed by `of_quotation` itself.
QUOTATION = sealed(schema.quotation, "speaker_key", "embedding", "corrected", "slot", *READING)
MEMBER = (*sealed(schema.member, "quotation_key", "speaker_key"), "id", "name", "kind")
FRAME = sealed(schema.frame)
NAME = sealed(schema.name)
SPAN = sealed(schema.quotation_span, "quotation_key")
MODEL = sealed(schema.model)

JUDGED_NAMES = ("left_name", "right_name")
JUDGEMENT = sealed(people_schema.judgement, *JUDGED_NAMES)
ENTRY = sealed(people_schema.entry)
TALLY = sealed(people_schema.tally)
ENTITY = sealed(people_schema.entity)
ENTITY_NAME = sealed(people_schema.entity_name, "entity_id")
# Which entity it stands in is sealed by the entity; as whom statements know it follows from that.
PROFILE = sealed(people_schema.profile, "entity_id", "compared_as")
APPEARANCE = sealed(people_schema.appearance, "profile_id", "compared_as")

STATEMENT_JUDGEMENT = sealed(statement_schema.statement_judgement)
STATEMENT = sealed(statement_schema.statement)
# Which statement it is of is sealed by the statement.
RELAY = sealed(statement_schema.relay, "statement_id")
BAG = sealed(statement_schema.bag)
LIKENESS = sealed(statement_schema.likeness, "later")

SKETCH = sealed(duplicate_schema.sketch)

Row = Mapping[str, object]
Place = tuple[object, object]
"""A report's id and a version's number."""


def of_report(row: Row) -> str:
    """The seal of a report's row."""
    return hash_of(values_of(row, REPORT))


def of_version(row: Row, model: Row, frame: Sequence[Row], names: Sequence[Row]) -> str:
    """The seal of a version: its own values, its model's, its frame's by role and position, its names'."""
    read = [
        values_of(row, VERSION),
        values_of(model, MODEL),
        [values_of(fact, FRAME) for fact in _ordered(frame)],
    ]
    # Left out where the count is null: seals written before there were names still hold.
    if row["names"] is not None:
        read.append([values_of(name, NAME) for name in names])
    return hash_of(read)


def of_speaker(place: Place, row: Row) -> str:
    """The seal of a speaker in the report and version named by `place`."""
    return hash_of([place, values_of(row, SPEAKER)])


def of_quotation(
    place: Place, row: Row, speaker: Row | None, members: Sequence[Row], spans: Sequence[Row]
) -> str:
    """The seal of a quotation in the report and version named by `place`, with its speakers and spans.

    `members` are rows of `member` in order, with the id, name and kind of their speaker.
    """
    who = None if speaker is None else [speaker["id"], speaker["name"], speaker["kind"]]
    said = values_of(row, QUOTATION)
    # No reader sees the embedding, but nothing else in the record could prove it, and an altered one would
    # hide what was said from a search. Null is left out: seals written before there were vectors still hold.
    if row["embedding"] is not None:
        said.append(row["embedding"])
    # So is what earlier versions did not keep of a speaker.
    if members or any(row[name] is not None for name in READING):
        said.append([values_of(row, READING), [values_of(member, MEMBER) for member in members]])
    # And what nobody corrected, as all was before there were corrections.
    if row["corrected"] is not None:
        said.append({"corrected": row["corrected"]})
    return hash_of([place, said, who, [values_of(span, SPAN) for span in _ordered(spans)]])


def of_judgement(row: Row) -> str:
    """The seal of a judgement."""
    judged, names = values_of(row, JUDGEMENT), values_of(row, JUDGED_NAMES)
    # Left out where both are null: seals written before there were names still hold.
    return hash_of(judged if names == [None, None] else [*judged, names])


def of_entry(row: Row) -> str:
    """The seal of what was entered of somebody."""
    return hash_of(values_of(row, ENTRY))


def of_tally(row: Row) -> str:
    """The seal of the number of rows of a table."""
    return hash_of(values_of(row, TALLY))


def of_profile(row: Row, appearances: Sequence[Row], keys: Sequence[object]) -> str:
    """The seal of a profile with its appearances, in order of their ids, and its keys, in order."""
    return hash_of(
        [values_of(row, PROFILE), [values_of(each, APPEARANCE) for each in appearances], list(keys)]
    )


def of_entity(row: Row, names: Sequence[Row], profiles: Sequence[object]) -> str:
    """The seal of an entity with its names and the ids of its profiles, both in order."""
    return hash_of([values_of(row, ENTITY), [values_of(each, ENTITY_NAME) for each in names], list(profiles)])


def of_statement_judgement(row: Row) -> str:
    """The seal of a person's judgement on two relays."""
    return hash_of(values_of(row, STATEMENT_JUDGEMENT))


def of_statement(row: Row, relays: Sequence[object]) -> str:
    """The seal of a statement with the ids of its relays, in order."""
    return hash_of([values_of(row, STATEMENT), list(relays)])


def of_relay(row: Row, likenesses: Sequence[Row]) -> str:
    """The seal of a relay at its place, with the earlier ones that it was compared with, in order."""
    return hash_of([row["key"], values_of(row, RELAY), [values_of(each, LIKENESS) for each in likenesses]])


def of_bag(row: Row) -> str:
    """The seal of a report's words."""
    return hash_of(values_of(row, BAG))


def of_sketch(row: Row) -> str:
    """The seal of what is kept of a report's text to find others with the same."""
    return hash_of(values_of(row, SKETCH))


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (str(row["role"]), str(row["position"]).zfill(9)))


def values_of(row: Row, names: tuple[str, ...]) -> list[object]:
    """The values of a row in these columns."""
    return [row[name] for name in names]


def hash_of(values: object) -> str:
    """The seal of what can be written as JSON."""
    # `default` for embeddings and sketches; with "surrogatepass" also because a damaged row may hold blobs
    # and broken characters, and must still hash.
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
