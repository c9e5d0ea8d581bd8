"""Figures as one line to compare: "40 count exact"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.core import Figure, Name, Quotation, Report
from onrecord.ledger.figures import figures


def report_of(text: str, **frame: object) -> Report:
    """A report with this text."""
    return Report(text, "a.txt", "a.txt", text.encode(), **frame)  # type: ignore[arg-type]


def read(text: str, quotations: Sequence[Quotation] = (), names: Sequence[Name] = ()) -> tuple[Figure, ...]:
    """The figures of a text."""
    return figures(report_of(text), quotations, names)


def told(text: str, also: Literal["bound", "change"] = "bound") -> str:
    """The figures of a text in order: value, high end, unit, bound or change; "none" where there are none."""
    return (
        "; ".join(
            f"{each.value}{'' if each.upper is None else f'..{each.upper}'} {each.unit} {getattr(each, also)}"
            for each in read(text)
        )
        or "none"
    )


def spans(text: str) -> list[str]:
    """The words of the figures of a text."""
    return [each.span.of(text) for each in read(text)]
