"""One tree of errors; every message is one line that says what, where and what to do.

OnrecordError
+-- ReadError          a report could not be read
|   +-- UnsafeAddress  a URL points at a private, loopback or link-local address
+-- RecordError        the database cannot do what was asked
|   +-- RecordTooNew   written by a later version of onrecord
|   +-- NotFound       no such report, quotation or speaker
|       +-- Several    more than one thing is called so
|       |   +-- Repeated   words are in a report more than once
|       +-- Gone       it was found once, and is not any longer
+-- ModelError         the model file is missing or broken
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Anything onrecord can explain; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ReadError(OnrecordError):
    """A report could not be read."""


class UnsafeAddress(ReadError):
    """A URL points at a private, loopback or link-local address."""


class RecordError(OnrecordError):
    """The database cannot do what was asked."""


class RecordTooNew(RecordError):
    """The database was written by a later version of onrecord."""


class NotFound(RecordError):
    """The record holds nothing of that name."""


class Several(NotFound):
    """More than one thing in the record is called so."""


class Repeated(Several):
    """Words that are in a report more than once, at the offsets `places` of its text."""

    def __init__(self, message: str, hint: str, places: tuple[int, ...]) -> None:
        super().__init__(message, hint)
        self.places = places


class Gone(NotFound):
    """What was found once, in the report with the id `report`, and is not any longer."""

    def __init__(self, message: str, hint: str, report: str) -> None:
        super().__init__(message, hint)
        self.report = report


class ModelError(OnrecordError):
    """The model file is missing or broken."""
