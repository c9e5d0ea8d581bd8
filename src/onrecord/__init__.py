"""onrecord turns news into a record of who said what, with the exact characters that prove it.

What was said in one text:

>>> import onrecord
>>> text = "“The ferry will run all winter,” said Ida Rowan, the harbour master."
>>> quotation = onrecord.extract(text).quotations[0]
>>> [span.of(text) for span in quotation.content]
['“The ferry will run all winter,”']
>>> quotation.speaker.name
'Ida Rowan'

Every span is 0-based, end-exclusive, in code points of `report.text`; what cannot be grounded is None.
Every error onrecord can explain is an `OnrecordError`, with a `hint` where something can be done about it.

The parts are imported when they are first used, so `import onrecord` itself costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from onrecord.core import (
    Extraction,
    Fact,
    Interval,
    Model,
    ModelError,
    NotFound,
    OnrecordError,
    Quotation,
    ReadError,
    RecordError,
    RecordTooNew,
    Report,
    Span,
    Speaker,
    UnsafeAddress,
)
from onrecord.core.version import __version__
from onrecord.read import Skip, read, read_text

if TYPE_CHECKING:
    from onrecord import export, pipeline, record
    from onrecord.pipeline import extract_all
    from onrecord.record import Record

__all__ = [
    "Extraction",
    "Fact",
    "Interval",
    "Model",
    "ModelError",
    "NotFound",
    "OnrecordError",
    "Quotation",
    "ReadError",
    "Record",
    "RecordError",
    "RecordTooNew",
    "Report",
    "Skip",
    "Span",
    "Speaker",
    "UnsafeAddress",
    "__version__",
    "export",
    "extract",
    "extract_all",
    "pipeline",
    "read",
    "read_text",
    "record",
]

_PARTS = frozenset({"export", "pipeline", "record"})
_FOUND_IN = {"Record": "record", "extract_all": "pipeline"}


def extract(report: Report | str, *, nested: bool = True, model: str = "accurate") -> Extraction:
    """Find who said what in one report, or in a text as though it were a plain text file.

    `nested` False leaves out what somebody says inside somebody else's words; `model` "fast" is 1.7
    times as fast and finds less.

    Raises:
        ReadError: the text is empty, or holds what no file of text can (NULs, lone surrogates).
        ModelError: the model is missing or broken.
    """
    # Imported here: the model's run-time takes a fifth of a second to load.
    from onrecord import pipeline  # noqa: PLC0415

    read = read_text(report) if isinstance(report, str) else report
    return pipeline.extract(read, nested=nested, model=model)


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return importlib.import_module(f"onrecord.{name}")
    if name in _FOUND_IN:
        return getattr(importlib.import_module(f"onrecord.{_FOUND_IN[name]}"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
