"""What pages show of rows: where reports come from without the folders of the machine that read them."""

from __future__ import annotations

from dataclasses import replace

from onrecord.core.sources import address_or_file, site_or_file
from onrecord.record import CommitmentRow, Evidence, FigureRow, Hit, QuoteRow, ReportRow, Source, Stand


def quote(row: QuoteRow) -> QuoteRow:
    """A quotation as it is shown."""
    return replace(row, source_address=address_or_file(row.source_address))


def outlet(row: QuoteRow) -> str:
    """Whose report a quotation is in: the outlet, else the site, else the file."""
    return row.outlet or site_or_file(row.source_address)


def report(row: ReportRow) -> ReportRow:
    """A report as it is shown."""
    return replace(row, source=address_or_file(row.source))


def hit(row: Hit) -> Hit:
    """What a search found, as it is shown."""
    return replace(row, quote=row.quote and quote(row.quote), report=row.report and report(row.report))


def source(row: Source) -> Source:
    """Where something of the ledger stands, as it is shown."""
    return replace(row, source_address=address_or_file(row.source_address))


def stand(row: Stand) -> Stand:
    """A place of a commitment as it is shown."""
    return replace(row, source=source(row.source))


def evidence(row: Evidence) -> Evidence:
    """What a later report says, as it is shown."""
    return replace(row, source=source(row.source))


def figure(row: FigureRow) -> FigureRow:
    """A figure as it is shown."""
    return replace(row, source=source(row.source))


def commitment(row: CommitmentRow) -> CommitmentRow:
    """A commitment as it is shown."""
    return replace(row, stand=stand(row.stand), evidence=tuple(map(evidence, row.evidence)))
