"""What a listing needs beyond its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.cli.console import say
from onrecord.core import quoted_text

if TYPE_CHECKING:
    from onrecord.record import QuoteRow, Record


_SHOWN = 5


def tell_who_is_meant(record: Record, speaker: str | None) -> None:
    """Say on standard error whom a name fits, where it fits more than one."""
    meant = record.registry.speaking(speaker) if speaker else []
    if len(meant) > 1:
        told = ", ".join(f"{entity.name} ({entity.id})" for entity in meant[:_SHOWN])
        more = f" and {len(meant) - _SHOWN:,} more" if len(meant) > _SHOWN else ""
        say(f"{speaker} fits {len(meant):,}: {told}{more}; --speaker ID for one of them", "dim")


def sources_in(record: Record) -> Callable[[QuoteRow], str]:
    """A function that gives the words of a quotation's source, "" where it has none."""
    # Quotations come report by report, more or less: a few texts at hand are enough.
    text_of = lru_cache(maxsize=16)(lambda report_id: record.report(report_id).report.text)

    def source_of(row: QuoteRow) -> str:
        return quoted_text(text_of(row.report_id), row.source).strip(" ,;:") if row.source else ""

    return source_of
