"""Reports by the hundred thousand: shards, engines, and results that are whole or not there.

`extract_batch` reads everything in its targets and writes who said what; `results` reads that back, and
`onrecord.batch.statements.match_batch` finds what of it is the same remark.
"""

from onrecord.batch.running import Results, Summary, extract_batch, is_batch, results
from onrecord.batch.work import Options

__all__ = [
    "Options",
    "Results",
    "Summary",
    "extract_batch",
    "is_batch",
    "results",
]
