"""Rows back into the types they came from."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, and_, bindparam, or_, select

from onrecord.core import Fact, Interval, Model, Name, Quotation, Report, Span, Spans
from onrecord.record import schema, voices
from onrecord.record.chunks import chunks
from onrecord.record.rows import StoredReport, VersionRow

VERSIONS = select(
    schema.version,
    schema.report.c.source,
    schema.report.c.name,
    schema.model.c.name.label("model_name"),
    schema.model.c.version.label("model_version"),
    schema.model.c.sha256.label("model_sha256"),
).select_from(schema.version.join(schema.report).join(schema.model))

_quotation_of_member = schema.quotation.c.key == schema.member.c.quotation_key

_CURRENT = VERSIONS.where(schema.version.c.report_id == bindparam("report_id"), schema.version.c.current == 1)
_NUMBERED = VERSIONS.where(
    schema.version.c.report_id == bindparam("report_id"), schema.version.c.number == bindparam("number")
)
_ALL_OF = VERSIONS.where(schema.version.c.report_id == bindparam("report_id")).order_by(
    schema.version.c.number
)
_ARCHIVED = select(schema.archive).where(schema.archive.c.sha256 == bindparam("sha256"))
_FRAME = (
    select(schema.frame)
    .where(schema.frame.c.version_key == bindparam("key"))
    .order_by(schema.frame.c.role, schema.frame.c.position)
)
_QUOTATIONS = (
    select(
        schema.quotation,
        schema.speaker.c.id.label("speaker_id"),
        schema.speaker.c.name.label("speaker_name"),
        schema.speaker.c.kind.label("speaker_kind"),
    )
    .select_from(
        schema.quotation.outerjoin(schema.speaker, schema.quotation.c.speaker_key == schema.speaker.c.key)
    )
    .where(schema.quotation.c.version_key == bindparam("key"))
    .order_by(schema.quotation.c.position)
)
_MEMBERS = (
    select(
        schema.member,
        schema.speaker.c.id.label("speaker_id"),
        schema.speaker.c.name.label("speaker_name"),
        schema.speaker.c.kind.label("speaker_kind"),
    )
    .select_from(schema.member.join(schema.speaker).join(schema.quotation, _quotation_of_member))
    .where(schema.quotation.c.version_key == bindparam("key"))
    .order_by(schema.member.c.quotation_key, schema.member.c.position)
)
_LACKING = (
    select(schema.quotation.c.key)
    .where(
        schema.quotation.c.version_key == bindparam("key"),
        or_(
            schema.quotation.c.embedding.is_(None),
            and_(
                schema.quotation.c.speaker_key.is_not(None), schema.quotation.c.speaker_confidence.is_(None)
            ),
        ),
    )
    .limit(1)
)
_NAMES = (
    select(schema.name).where(schema.name.c.version_key == bindparam("key")).order_by(schema.name.c.position)
)
_SPANS_OF = (
    select(schema.quotation_span)
    .where(schema.quotation_span.c.quotation_key.in_(bindparam("keys", expanding=True)))
    .order_by(schema.quotation_span.c.role, schema.quotation_span.c.position)
)

_WORDS_OF = (
    select(schema.quotation_span.c.quotation_key, schema.quotation_span.c.exact)
    .where(
        schema.quotation_span.c.quotation_key.in_(bindparam("keys", expanding=True)),
        schema.quotation_span.c.role == "source",
    )
    .order_by(schema.quotation_span.c.quotation_key, schema.quotation_span.c.position)
)


def current_version(connection: Connection, report_id: str) -> RowMapping | None:
    """The row of a report's current version, with its report's and its model's columns; None if unknown."""
    return connection.execute(_CURRENT, {"report_id": report_id}).mappings().first()


def numbered_version(connection: Connection, report_id: str, number: int) -> RowMapping | None:
    """The row of one version of a report, as `current_version` gives it."""
    return connection.execute(_NUMBERED, {"report_id": report_id, "number": number}).mappings().first()


def all_versions(connection: Connection, report_id: str) -> Sequence[RowMapping]:
    """The rows of every version of a report, oldest first."""
    return connection.execute(_ALL_OF, {"report_id": report_id}).mappings().all()


def is_complete(connection: Connection, row: RowMapping) -> bool:
    """Whether a version has all that the record keeps today: names; embeddings, roles of speakers."""
    return row["names"] is not None and connection.execute(_LACKING, {"key": row["key"]}).first() is None


def load(connection: Connection, row: RowMapping) -> StoredReport:
    """The report, the bytes, the quotations and the names that a version row stands for."""
    quotations = connection.execute(_QUOTATIONS, {"key": row["key"]}).mappings().all()
    spans = spans_of(connection, [quotation["key"] for quotation in quotations])
    members: dict[int, list[RowMapping]] = defaultdict(list)
    for member in connection.execute(_MEMBERS, {"key": row["key"]}).mappings():
        members[member["quotation_key"]].append(member)
    names = connection.execute(_NAMES, {"key": row["key"]}).mappings()
    return StoredReport(
        row["report_id"],
        version_row(row),
        _report(connection, row),
        tuple(_quotation(each, spans[each["key"]], members[each["key"]]) for each in quotations),
        tuple(Name(Span(name["start"], name["end"]), name["kind"]) for name in names),
    )


def version_row(row: RowMapping) -> VersionRow:
    """What a version row says about how the report was read."""
    return VersionRow(
        report_id=row["report_id"],
        version=row["number"],
        current=row["current"] == 1,
        sha256=row["sha256"],
        text_sha256=row["text_sha256"],
        added_at=row["added_at"],
        read_at=row["read_at"],
        model=Model(row["model_name"], row["model_version"], row["model_sha256"]),
        rules=row["rules"],
        quotations=row["quotations"],
    )


def spans_of(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, Spans]]:
    """Every span of the quotations with these keys, by key and role."""
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for some in chunks(keys):
        for span in connection.execute(_SPANS_OF, {"keys": some}).mappings():
            found[span["quotation_key"]][span["role"]].append(Span(span["start"], span["end"]))
    return {
        key: defaultdict(tuple, {role: tuple(spans) for role, spans in found[key].items()}) for key in keys
    }


def words_of_sources(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """The words of the sources of these quotations on one line, by key; those without a source left out."""
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(keys):
        for key, exact in connection.execute(_WORDS_OF, {"keys": some}):
            found[key].append(" ".join(exact.split()))
    return {key: " […] ".join(parts) for key, parts in found.items()}


def unpacked(packing: str, data: bytes) -> bytes:
    """The archived bytes as they were read; raises `zlib.error` if they are damaged."""
    return zlib.decompress(data) if packing == "zlib" else data


def archived(connection: Connection, sha256: str) -> bytes:
    """The bytes a report was read from."""
    row = connection.execute(_ARCHIVED, {"sha256": sha256}).mappings().one()
    return unpacked(row["packing"], row["data"])


def _report(connection: Connection, row: RowMapping) -> Report:
    facts: dict[str, list[RowMapping]] = defaultdict(list)
    for fact in connection.execute(_FRAME, {"key": row["key"]}).mappings():
        facts[fact["role"]].append(fact)

    def single(role: str) -> Fact | None:
        return None if row[role] is None else Fact(row[role], next(iter(_fact_spans(facts[role])), None))

    return Report(
        text=row["text"],
        name=row["name"],
        source=row["source"],
        data=archived(connection, row["sha256"]),
        title=single("title"),
        published=single("published"),
        dateline=single("dateline"),
        place=single("place"),
        outlet=row["outlet"],
        author=row["author"],
        credited=tuple(Fact(fact["value"], _span(fact)) for fact in facts["credited"]),
        language=row["language"],
        boilerplate=tuple(_fact_spans(facts["boilerplate"])),
    )


def _span(row: RowMapping) -> Span | None:
    return None if row["start"] is None else Span(row["start"], row["end"])


def _fact_spans(facts: Iterable[RowMapping]) -> list[Span]:
    return [span for fact in facts if (span := _span(fact)) is not None]


def _quotation(row: RowMapping, spans: dict[str, Spans], members: Sequence[RowMapping]) -> Quotation:
    said_on = None
    if row["said_earliest"] is not None:
        said_on = Interval(row["said_earliest"], row["said_latest"], next(iter(spans["said_on"]), None))
    return Quotation(
        id=row["id"],
        type=row["type"],
        content=spans["content"],
        source=spans["source"],
        cue=spans["cue"],
        speaker=voices.speaker(row, members),
        addressee=row["addressee"],
        occasion=row["occasion"],
        said_on=said_on,
        nested_in=row["nested_in"],
        polarity=row["polarity"],
        confidence=row["confidence"],
        grade=row["grade"],
        embedding=row["embedding"] or b"",
    )
