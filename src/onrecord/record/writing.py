"""Adding an extraction: the only place that writes to the record.

Everything about one report goes in within one transaction, so that a report is there with all its
quotations or not at all.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, TableClause, delete, insert, select, update

from onrecord.core import Extraction, Fact, Model, Name, Quotation, Report, Speaker, quoted_text
from onrecord.match.statements.crediting import publisher_of
from onrecord.record import (
    correct_keeping,
    duplicate_storing,
    indexing,
    ledger_links,
    ledger_writing,
    schema,
    seals,
    voices,
)
from onrecord.record.carrying import carry_over
from onrecord.record.checking import frame_facts, quotation_spans
from onrecord.record.correct_applying import Applied
from onrecord.record.encodings import encoding_of
from onrecord.record.folding import fold
from onrecord.record.identity import hash_of_text, report_id, says_the_same
from onrecord.record.loading import current_version, is_complete, load
from onrecord.record.rows import Added, Status, StoredReport

Values = dict[str, object]


def add(connection: Connection, extraction: Extraction, rules: str) -> Added:
    """Write one checked extraction, unless the record says the same already; see `Record.add`."""
    report = extraction.report
    identity = report_id(report.source, report.name)
    held = current_version(connection, identity)
    applied = correct_keeping.put_right(connection, identity, report, extraction.quotations)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    status: Status
    if held is None:
        status, number, key, added_at = "new", 1, None, now
        connection.execute(insert(schema.report), _report_values(identity, report, 1))
    elif not says_the_same(report, held["sha256"], held["text_sha256"]):
        status, number, key, added_at = "version", held["number"] + 1, None, now
        _retire(connection, held["key"], _report_values(identity, report, number))
    else:
        stored = load(connection, held)
        said = correct_keeping.said(connection, held["key"])
        before = stored.extraction if said is None else replace(stored.extraction, quotations=said)
        # What the ledger says follows from the rest.
        read = replace(extraction, figures=(), commitments=())
        same = before == read and stored.version.rules == rules
        # What an earlier version wrote is written anew even where nothing it lacks is there to be kept.
        if same and is_complete(connection, held):
            return Added("unchanged", identity, len(extraction.quotations))
        status, number, key, added_at = "reread", held["number"], held["key"], held["added_at"]
        carry_over(connection, identity, stored.quotations, applied.quotations)
        _clear(connection, held["key"])
    _archive(connection, report)
    given: Values = {"report_id": identity, "number": number, "rules": rules, "current": 1}
    given |= {"added_at": added_at, "read_at": now, "names": len(extraction.names)}
    _put(connection, key, extraction, applied, given)
    duplicate_storing.put(connection, [(identity, report.text, report.boilerplate)])
    return Added(status, identity, len(extraction.quotations))


def write_again(
    connection: Connection,
    held: RowMapping,
    stored: StoredReport,
    said: Sequence[Quotation],
    applied: Applied,
) -> None:
    """Write a stored version with other corrections over what the model `said`, as though read so before."""
    if held["current"] == 1:
        carry_over(connection, stored.id, stored.quotations, applied.quotations)
    kept = ("report_id", "number", "rules", "current", "added_at", "read_at", "names")
    given: Values = {name: held[name] for name in kept}
    if not is_complete(connection, held):
        # What an earlier version wrote is still to be written anew when the report is read again.
        given["names"], stored = None, replace(stored, names=())
    _clear(connection, held["key"])
    _put(connection, held["key"], replace(stored.extraction, quotations=tuple(said)), applied, given)


def _put(
    connection: Connection, key: int | None, extraction: Extraction, applied: Applied, given: Values
) -> None:
    """Write one version, over the row `key` if there is one, with what people put right in it."""
    place = given["report_id"], given["number"]
    corrected = replace(extraction, quotations=applied.quotations)
    key = _put_version(connection, key, corrected, given)
    _put_agency(connection, key, extraction.report)
    _put_quotations(connection, key, place, corrected, applied.marks)
    if given["current"] == 1:
        indexing.put(connection, key)
    correct_keeping.keep(connection, key, place, extraction.quotations, applied)


def _report_values(identity: str, report: Report, versions: int) -> Values:
    row: Values = {"id": identity, "source": report.source, "name": report.name, "versions": versions}
    return row | {"seal": seals.of_report(row)}


def _retire(connection: Connection, key: int, report_row: Values) -> None:
    """Make room for a new version: the old one stays, out of the search index."""
    connection.execute(update(schema.report).where(schema.report.c.id == report_row["id"]), report_row)
    connection.execute(update(schema.version).where(schema.version.c.key == key), {"current": 0})
    indexing.drop(connection, key)
    ledger_links.unlink(connection, key)


def _clear(connection: Connection, key: int) -> None:
    """Take away what an earlier reading of a version found."""
    indexing.drop(connection, key)
    ledger_writing.clear(connection, key)
    quotations = select(schema.quotation.c.key).where(schema.quotation.c.version_key == key)
    for part in (schema.quotation_span, schema.member):
        connection.execute(delete(part).where(part.c.quotation_key.in_(quotations)))
    for part in (schema.quotation, schema.speaker, schema.name, schema.frame, schema.agency):
        connection.execute(delete(part).where(part.c.version_key == key))


def _archive(connection: Connection, report: Report) -> None:
    """Keep the report's bytes, once however many reports are made of them."""
    known = select(schema.archive.c.sha256).where(schema.archive.c.sha256 == report.sha256)
    if connection.execute(known).first() is not None:
        return
    packed = zlib.compress(report.data)
    smaller = len(packed) < len(report.data)
    row = {
        "sha256": report.sha256,
        "size": len(report.data),
        "packing": "zlib" if smaller else "none",
        "data": packed if smaller else report.data,
    }
    connection.execute(insert(schema.archive), row)


def _put_version(connection: Connection, key: int | None, extraction: Extraction, given: Values) -> int:
    """Write a version's row, frame and names, over the row `key` if there is one; its key."""
    report = extraction.report
    row: Values = given | {
        "title": _value(report.title),
        "published": _value(report.published),
        "dateline": _value(report.dateline),
        "place": _value(report.place),
        "outlet": report.outlet,
        "author": report.author,
        "language": report.language,
        "text": report.text,
        "characters": len(report.text),
        "text_sha256": hash_of_text(report),
        "sha256": report.sha256,
        "encoding": encoding_of(report),
        "quotations": len(extraction.quotations),
        "outlet_folded": fold(report.outlet or ""),
    }
    frame, names = _frame_rows(report), _name_rows(report.text, extraction.names)
    row["seal"] = seals.of_version(row, _model_values(extraction.model), frame, names)
    row |= {
        "matched": 0,
        "compared": None,
        "model_key": _model_key(connection, extraction.model),
    }
    if key is None:
        key = _insert_one(connection, schema.version, row)
    else:
        connection.execute(update(schema.version).where(schema.version.c.key == key), row)
    _insert_all(connection, schema.frame, [fact | {"version_key": key} for fact in frame])
    _insert_all(connection, schema.name, [name | {"version_key": key} for name in names])
    return key


def _put_agency(connection: Connection, key: int, report: Report) -> None:
    name = publisher_of(report) if report.outlet is None else None
    if name is not None:
        row = {"version_key": key, "name": name, "folded": fold(name)}
        connection.execute(insert(schema.agency), row)


def _put_quotations(
    connection: Connection,
    key: int,
    place: seals.Place,
    extraction: Extraction,
    corrected: Mapping[str, Sequence[str]],
) -> None:
    speakers = _put_speakers(connection, key, place, extraction)
    rows, spans, members = [], [], []
    for position, quotation in enumerate(extraction.quotations):
        row = _quotation_values(extraction.report, position, quotation)
        row["corrected"] = " ".join(corrected.get(quotation.id, ())) or None
        span_rows = _span_rows(extraction.report.text, quotation)
        who = quotation.speaker
        joined = _member_rows(who, speakers) if who else []
        row["seal"] = seals.of_quotation(place, row, _speaker_values(who) if who else None, joined, span_rows)
        row |= {"version_key": key, "speaker_key": speakers[_same(who)] if who else None}
        rows.append(row)
        spans.append(span_rows)
        members.append([_only(schema.member, member) for member in joined])
    keys = _insert_all_keyed(connection, schema.quotation, rows)
    for table, parts in ((schema.quotation_span, spans), (schema.member, members)):
        placed = [part | {"quotation_key": at} for at, some in zip(keys, parts, strict=True) for part in some]
        _insert_all(connection, table, placed)


def _put_speakers(
    connection: Connection, key: int, place: seals.Place, extraction: Extraction
) -> dict[tuple[str, str, str], int]:
    """The keys of the version's speakers, by id, name and kind."""
    found = {_same(who): who for quotation in extraction.quotations for who in voices.heard(quotation)}
    rows = [_speaker_values(who) for who in found.values()]
    sealed = [row | {"version_key": key, "seal": seals.of_speaker(place, row)} for row in rows]
    return dict(zip(found, _insert_all_keyed(connection, schema.speaker, sealed), strict=True))


def _same(who: Speaker) -> tuple[str, str, str]:
    # The rest may differ from quotation to quotation.
    return who.id, who.name, who.kind


def _speaker_values(who: Speaker) -> Values:
    return {"id": who.id, "name": who.name, "kind": who.kind, "folded": fold(who.name)}


def _member_rows(who: Speaker, keys: Mapping[tuple[str, str, str], int]) -> list[Values]:
    """Everybody who is part of a speaker, with what their seal needs beyond the columns of `member`."""
    return [
        {"position": position, "within": within, "speaker_key": keys[_same(part)]}
        | voices.values(part)
        | _speaker_values(part)
        for position, (within, part) in enumerate(voices.parts(who))
    ]


def _only(table: Table, row: Values) -> Values:
    return {name: value for name, value in row.items() if name in table.columns}


def _quotation_values(report: Report, position: int, quotation: Quotation) -> Values:
    said = quotation.said_on
    report_date = _value(report.published) or _value(report.dateline)
    report_day = report_date[:10] if report_date else None
    return {
        "id": quotation.id,
        "position": position,
        "type": quotation.type,
        "text": quoted_text(report.text, quotation.content),
        **voices.values(quotation.speaker, "speaker_"),
        "addressee": quotation.addressee,
        "occasion": quotation.occasion,
        "said_earliest": said.earliest if said else None,
        "said_latest": said.latest if said else None,
        "first_day": said.earliest if said else report_day,
        "last_day": said.latest if said else report_day,
        "nested_in": quotation.nested_in,
        "polarity": quotation.polarity,
        "confidence": float(quotation.confidence),
        "grade": quotation.grade,
        "embedding": quotation.embedding,
    }


def _span_rows(text: str, quotation: Quotation) -> list[Values]:
    return [
        {"role": role, "position": position, "start": span.start, "end": span.end, "exact": span.of(text)}
        for role, position, span in quotation_spans(quotation)
    ]


def _frame_rows(report: Report) -> list[Values]:
    """One row for each fact that stands in the text, and for each that is credited."""
    rows: list[Values] = []
    positions: Counter[str] = Counter()
    for role, fact in frame_facts(report):
        if fact.span is None and role != "credited":
            continue
        start, end = fact.span or (None, None)
        rows.append(
            {
                "role": role,
                "position": positions[role],
                "value": fact.value if role == "credited" else None,
                "start": start,
                "end": end,
                "exact": fact.span.of(report.text) if fact.span else None,
            }
        )
        positions[role] += 1
    return rows


def _name_rows(text: str, names: Sequence[Name]) -> list[Values]:
    return [
        {
            "position": position,
            "kind": name.kind,
            "start": name.span.start,
            "end": name.span.end,
            "exact": name.span.of(text),
        }
        for position, name in enumerate(names)
    ]


def _model_values(model: Model) -> Values:
    return {"name": model.name, "version": model.version, "sha256": model.sha256}


def _model_key(connection: Connection, model: Model) -> int:
    columns = schema.model.c
    same = (columns.name == model.name, columns.version == model.version, columns.sha256 == model.sha256)
    known = connection.execute(select(columns.key).where(*same)).scalar()
    return int(known) if known is not None else _insert_one(connection, schema.model, _model_values(model))


def _value(fact: Fact | None) -> str | None:
    return None if fact is None else fact.value


def _insert_one(connection: Connection, into: Table, row: Values) -> int:
    return _insert_all_keyed(connection, into, [row])[0]


def _insert_all(connection: Connection, into: TableClause, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(into), rows)


def _insert_all_keyed(connection: Connection, into: Table, rows: list[Values]) -> list[int]:
    """Insert the rows and give their keys, in the same order."""
    if not rows:
        return []
    statement = insert(into).returning(into.c.key, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())
