"""What `onrecord export` writes in each format: from the record to a stream or a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO
from urllib.parse import quote

import onrecord
from onrecord.cli import output
from onrecord.cli.console import working
from onrecord.core.phrases import counted

if TYPE_CHECKING:
    from onrecord.export import Addresses
    from onrecord.export.atom import Entry
    from onrecord.record import QuoteRow, Record, ReportRow, StoredReport

Write = Callable[["Record", BinaryIO, "Addresses"], str]
"""Writes a record to a stream and says how much that was."""
WriteText = Callable[["Record", TextIO, "Addresses"], str]
WriteFolder = Callable[["Record", Path, "Addresses"], str]

_DUE = ("due", "overdue")


def _text(write: WriteText) -> Write:
    def written(record: Record, stream: BinaryIO, addresses: Addresses) -> str:
        with output.as_text(stream) as text:
            return write(record, text, addresses)

    return written


def _reports(count: int) -> str:
    return counted(count, "report")


def _quotations(count: int) -> str:
    return counted(count, "quotation")


def _jsonl(record: Record, to: TextIO, _: Addresses) -> str:
    return _reports(onrecord.export.write_jsonl((stored.extraction for stored in record.extractions()), to))


def _csv(record: Record, to: TextIO, _: Addresses) -> str:
    return _quotations(onrecord.export.write_csv(record.quotes(), to))


def _parquet(record: Record, to: BinaryIO, _: Addresses) -> str:
    return _quotations(onrecord.export.write_parquet(record.quotes(), to))


def _web_annotation(record: Record, to: TextIO, addresses: Addresses) -> str:
    return _reports(onrecord.export.write_web_annotation(record.extractions(), to, addresses))


def _label_studio(record: Record, to: TextIO, _: Addresses) -> str:
    return _reports(onrecord.export.write_label_studio(record.extractions(), to))


def _schema(record: Record, to: TextIO, addresses: Addresses) -> str:
    return _quotations(onrecord.export.write_schema(record.quotes(), to, addresses))


def _ftm(record: Record, to: TextIO, _: Addresses) -> str:
    def reports() -> Iterator[tuple[ReportRow, list[QuoteRow]]]:
        for report in record.reports():
            yield report, list(record.quotes(report=report.id))

    return counted(onrecord.export.write_ftm(record.speakers(), reports(), to), "entity", "entities")


def _corrections(record: Record, to: TextIO, _: Addresses) -> str:
    return _reports(onrecord.export.write_corrections(record.corrections.examples(), to))


STREAMS: Mapping[str, Write] = {
    "jsonl": _text(_jsonl),
    "csv": _text(_csv),
    "parquet": _parquet,
    "webannotation": _text(_web_annotation),
    "labelstudio": _text(_label_studio),
    "schema": _text(_schema),
    "ftm": _text(_ftm),
    "corrections": _text(_corrections),
}


def _files(record: Record, folder: Path, contents: Callable[[StoredReport], Mapping[str, str]]) -> str:
    """Some files for each report, by their endings; they are called after the report, and by its id."""
    from onrecord.export.standoff import file_name  # noqa: PLC0415 (help is printed without it)

    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with working() as bar:
        for stored in record.extractions():
            bar.on(stored.report.name)
            name = file_name(stored.report, stored.id)
            for ending, content in contents(stored).items():
                with output.whole(folder / f"{name}.{ending}") as stream:
                    stream.write(content.encode())
            count += 1
            bar.done()
    return _reports(count)


def _brat(record: Record, folder: Path, _: Addresses) -> str:
    from onrecord.export.standoff import ANNOTATION_CONF  # noqa: PLC0415

    what = _files(
        record,
        folder,
        lambda stored: {"txt": stored.report.text, "ann": onrecord.export.brat(stored.extraction)},
    )
    with output.whole(folder / "annotation.conf") as stream:
        stream.write(ANNOTATION_CONF.encode())
    return what


def _tei(record: Record, folder: Path, addresses: Addresses) -> str:
    return _files(record, folder, lambda stored: {"xml": onrecord.export.tei(stored, addresses)})


FOLDERS: Mapping[str, WriteFolder] = {"brat": _brat, "tei": _tei}


@dataclass(frozen=True, slots=True)
class Feed:
    """An Atom feed of the newest `limit`: of what a speaker said, else of some words, else of what is due."""

    speaker: str | None
    about: str | None
    limit: int

    def write(self, record: Record, stream: BinaryIO, addresses: Addresses) -> str:
        """Write the feed; says how many entries it has."""
        entries = self._entries(record, addresses)
        if self.speaker is not None:
            title, path = f"What {self.speaker} said", f"speakers/{quote(self.speaker, safe='')}"
        elif self.about is not None:
            title, path = f"What was said on {self.about}", f"topics/{quote(self.about, safe='')}"
        else:
            title, path = "Commitments that are due", "due"
        feed = onrecord.export.atom(entries, title=title, address=f"{addresses.base}feeds/{path}")
        stream.write(feed.encode())
        return counted(len(entries), "entry", "entries")

    def _entries(self, record: Record, addresses: Addresses) -> list[Entry]:
        if self.speaker is None and self.about is None:
            rows = [row for row in record.ledger.commitments() if row.standing in _DUE]
            made = [onrecord.export.commitment_entry(row, addresses) for row in rows]
            return nlargest(self.limit, made, key=lambda entry: entry.updated)
        if self.about is not None:
            hits = record.search(self.about, limit=self.limit)
            quotes = [hit.quote for hit in hits if hit.quote is not None]
        else:
            found = record.quotes(speaker=self.speaker)
            quotes = nlargest(self.limit, found, key=lambda row: row.published or row.said_latest or "")

        added = record.added_at({row.report_id for row in quotes})
        return [onrecord.export.quotation_entry(row, addresses, added.__getitem__) for row in quotes]
