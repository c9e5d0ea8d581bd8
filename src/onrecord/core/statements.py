"""Statements across reports: what they are matched from, and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core.types import Quotation, Report

Likening = Literal["same", "other_occasion", "different"]


@dataclass(frozen=True, slots=True)
class Relay:
    """One quotation as it relays a statement: the quotation, its report, and who speaks across reports.

    `id` is `REPORTID-QUOTATIONID`, the same in every record. `speaker` is the id of a person or organisation
    of the registry, or whatever else is the same for one speaker in all reports; None where nobody is named.
    """

    id: str
    report_id: str
    report: Report
    quotation: Quotation
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two relays compare: `one` and `other` are their ids, in alphabetical order.

    `same` is the probability (0 to 1) that both relay one act of saying, `repeat` that the same speaker said
    the same on another occasion. `why` names the signs that weighed most, for readers.
    """

    one: str
    other: str
    same: float
    repeat: float
    decision: Likening
    why: str = ""
