"""onrecord turns news into a record of who said what, with the exact characters that prove it.

What was said in one text:

>>> import onrecord
>>> text = "“The ferry will run all winter,” the harbour master, Ida Rowan, said on Monday."
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
import sys
from types import ModuleType
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

if TYPE_CHECKING:
    from onrecord import export, pipeline
    from onrecord.pipeline import extract_all
    from onrecord.read import Skip, read
    from onrecord.record import Record

__version__ = "0.1.0"

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
]

_PARTS = frozenset({"export", "pipeline", "read"})
_FOUND_IN = {"Record": "record", "Skip": "read", "extract_all": "pipeline"}


def extract(report: Report | str, *, nested: bool = True) -> Extraction:
    """Find who said what in one report, or in a text as though it were a plain text file.

    `nested` False leaves out what somebody says inside somebody else's words.

    Raises:
        ReadError: the text is empty, or holds what no file of text can (NULs, lone surrogates).
        ModelError: the model is missing or broken.
    """
    # Imported here: the model's run-time takes a fifth of a second to load.
    from onrecord import pipeline  # noqa: PLC0415
    from onrecord.read import read_text  # noqa: PLC0415

    return pipeline.extract(read_text(report) if isinstance(report, str) else report, nested=nested)


class _Read(ModuleType):
    """`onrecord.read` is the part that reads, and calling it reads: the verb is the main function's name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.read(*args, **options)


class _Package(ModuleType):
    """This package: parts appear on first use."""

    def __setattr__(self, name: str, value: Any) -> None:
        # The import system sets a submodule on its parent: whoever imports this one first, it can be called.
        if name == "read" and isinstance(value, ModuleType):
            value.__class__ = _Read
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return importlib.import_module(f"onrecord.{name}")
    if name in _FOUND_IN:
        return getattr(importlib.import_module(f"onrecord.{_FOUND_IN[name]}"), name)
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
