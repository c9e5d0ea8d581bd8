"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, as Aleph takes them.

People and organisations of the registry, an Article for each report, a Mention for each of them in it, and a
Note for each quotation, which hangs on who said it and on the article. A Note cannot say that it is unsure,
denied or asked: only what is of grade `record` and put as a plain assertion has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from onrecord.export.addresses import on_the_web
from onrecord.export.contract import Json, one_line

if TYPE_CHECKING:
    from onrecord.record import QuoteRow, ReportRow, SpeakerRow

_SCHEMATA = {"person": "Person", "organisation": "Organization"}
_DAY = len("2026-02-16")

Reports = Iterable[tuple["ReportRow", Sequence["QuoteRow"]]]


def write_ftm(speakers: Iterable[SpeakerRow], reports: Reports, to: TextIO) -> int:
    """Write one line for each entity: the speakers, then report by report; the number of lines."""
    count = 0
    for entity in _entities(speakers, reports):
        to.write(one_line(entity))
        count += 1
    return count


def _entities(speakers: Iterable[SpeakerRow], reports: Reports) -> Iterator[Json]:
    for speaker in speakers:
        # Groups and documents are in no registry.
        if speaker.id is not None:
            yield _speaker(speaker, speaker.id)
    for report, rows in reports:
        yield _article(report)
        yield from _mentions(report, rows)
        yield from filter(None, map(_note, rows))


def _entity(identity: str, schema: str, properties: Mapping[str, Sequence[str | None]]) -> Json:
    """What FollowTheMoney calls an entity: every property a list, those that are empty left out."""
    given = {name: [*dict.fromkeys(filter(None, values))] for name, values in properties.items()}
    filled = {name: values for name, values in given.items() if values}
    return {"id": identity, "schema": schema, "properties": filled}


def _speaker(speaker: SpeakerRow, identity: str) -> Json:
    schema = _SCHEMATA[speaker.kind]
    return _entity(
        identity,
        schema,
        {
            "name": [speaker.name],
            "alias": [name for name in speaker.names if name != speaker.name],
            "position": [role.text for role in speaker.roles] if schema == "Person" else [],
            "wikidataId": [value for scheme, value in speaker.external if scheme == "wikidata"],
        },
    )


def _article(report: ReportRow) -> Json:
    return _entity(
        f"report-{report.id}",
        "Article",
        {
            "title": [report.title],
            "fileName": [report.name],
            "publishedAt": [(report.published or "")[:_DAY]],
            "publisher": [report.outlet],
            "sourceUrl": [on_the_web(report.source)],
        },
    )


def _mentions(report: ReportRow, rows: Sequence[QuoteRow]) -> Iterator[Json]:
    """One for each person or organisation whom the report names, with all that it calls them."""
    called: dict[str, list[str | None]] = {}
    schemata: dict[str, str | None] = {}
    for row in rows:
        # Of several who say it together each has an id, but the words name all of them at once.
        if row.speaker_id is not None and " " not in row.speaker_id:
            called.setdefault(row.speaker_id, []).append(row.speaker)
            schemata[row.speaker_id] = _SCHEMATA.get(row.speaker_kind or "")
    for speaker, names in called.items():
        yield _entity(
            f"mention-{report.id}-{speaker}",
            "Mention",
            {
                "document": [f"report-{report.id}"],
                "resolved": [speaker],
                "name": names,
                "detectedSchema": [schemata[speaker]],
            },
        )


def _note(row: QuoteRow) -> Json | None:
    if row.speaker_id is None or row.grade != "record" or row.polarity is not None:
        return None
    reported = ", ".join(filter(None, (row.outlet, row.title, (row.published or "")[:_DAY])))
    return _entity(
        f"quotation-{row.id}",
        "Note",
        {
            "name": [f"{row.entity or row.speaker}, {row.type}"],
            "description": [row.text],
            "summary": [reported],
            "entity": row.speaker_id.split(),
            "proof": [f"report-{row.report_id}"],
            "publisher": [row.outlet],
            "sourceUrl": [on_the_web(row.source_address)],
        },
    )
