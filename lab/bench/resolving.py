"""What naming the speakers costs beside finding the quotations: the share of a report's reading time."""

from __future__ import annotations

import time
from collections.abc import Iterable

from onrecord.core import Report
from onrecord.models.encoder import Encoder
from onrecord.pipeline import extract
from onrecord.resolve import resolve


def share(reports: Iterable[Report], encoder: Encoder) -> dict[str, float]:
    """Milliseconds of processor time a report for all of `extract` and for `resolve` in it, and their ratio.

    `resolve` is measured on the quotations that `extract` found, a second time: it does not change them.
    """
    whole = resolving = 0.0
    count = 0
    for report in reports:
        started = time.process_time()
        quotations = extract(report, encoder=encoder).quotations
        found = time.process_time()
        resolve(report, quotations)
        resolving += time.process_time() - found
        whole += found - started
        count += 1
    return {
        "extract, ms a report": round(1000 * whole / count, 1),
        "resolve, ms a report": round(1000 * resolving / count, 1),
        "resolve as a share of the rest": round(resolving / (whole - resolving), 3),
    }
