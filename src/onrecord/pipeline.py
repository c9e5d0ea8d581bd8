"""The main path: a report goes in, who said what comes out. No files, no database; read this first.

report -> annotate (the encoder finds attribution relations) -> resolve (who each source is) -> Extraction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotate import annotate
from onrecord.core import Extraction, Model, Report
from onrecord.models.encoder import Encoder, load
from onrecord.resolve import resolve


def extract(report: Report, *, nested: bool = True, encoder: Encoder | None = None) -> Extraction:
    """Find who said what in one report.

    `nested` False leaves out what somebody says inside somebody else's words; `encoder` replaces the
    model that the package carries. Raises ModelError where that is missing or broken.
    """
    encoder = encoder or load()
    quotations = resolve(report, annotate(report, encoder, nested=nested))
    return Extraction(report, quotations, encoder.model)


def extract_all(reports: Iterable[Report], *, nested: bool = True) -> Iterator[Extraction]:
    """Extract every report in turn, as it comes."""
    for report in reports:
        yield extract(report, nested=nested)


def model_info() -> Model:
    """Name, version and hash of the model that reads."""
    return load().model
