"""The main path: a report goes in, who said what comes out. No files, no database; read this first.

report -> annotate (the encoder finds attribution relations) -> resolve (who each source is)
-> ledger (figures, and what will be done) -> Extraction
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.annotate import annotate
from onrecord.core import Extraction, Model, Report
from onrecord.ledger.reading import read
from onrecord.models.encoder import DEFAULT, Encoder, load
from onrecord.models.statements import as_bytes, embedded_query
from onrecord.resolve import resolve


def extract(
    report: Report, *, nested: bool = True, model: str = DEFAULT, encoder: Encoder | None = None
) -> Extraction:
    """Find who said what in one report, which figures it holds, and what it says will be done.

    `nested` False leaves out what somebody says inside somebody else's words; `model` names one of those
    that the package carries, `encoder` stands in its place. Raises ModelError where it is missing or broken.
    """
    encoder = encoder or load(model)
    found, names = annotate(report, encoder, nested=nested)
    quotations = resolve(report, found)
    figures, commitments = read(report, quotations, names)
    return Extraction(report, quotations, encoder.model, names, figures, commitments)


def extract_all(
    reports: Iterable[Report], *, nested: bool = True, model: str = DEFAULT
) -> Iterator[Extraction]:
    """Extract every report in turn, as it comes."""
    for report in reports:
        yield extract(report, nested=nested, model=model)


def model_info(model: str = DEFAULT) -> Model:
    """Name, version and hash of the model of that name."""
    return load(model).model


def embed(text: str, model: str = DEFAULT) -> bytes:
    """The vector of a text by itself, to be compared with the `embedding` of what the same model read."""
    return as_bytes(embedded_query(load(model), text))
