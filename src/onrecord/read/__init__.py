"""Bytes -> Report: the only place that cleans text, so that offsets are fixed here once and for all.

`read` takes a file, a folder, standard input or an address and gives its reports one by one; `read_text`
and `from_bytes` take what is already in memory.
"""

from onrecord.read.reading import from_bytes, read, read_text
from onrecord.read.skips import MAX_BYTES, Skip

__all__ = ["MAX_BYTES", "Skip", "from_bytes", "read", "read_text"]
